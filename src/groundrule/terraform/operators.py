"""HCL's operators, with its conversions between strings, numbers and booleans.

https://developer.hashicorp.com/terraform/language/expressions/operators
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from groundrule.terraform.types import ExpressionError, ListValue, MapValue, SetValue
from groundrule.terraform.unify import alike
from groundrule.value import Data, Encoded, OneOf, OpenList, Partial, Truth, Unknown, first_unknown, one_of

if TYPE_CHECKING:
    from decimal import Decimal

    Number: TypeAlias = int | Decimal

_CHOICES: Final = 16
DIGITS: Final = 160  # Terraform's numbers have 512 bits


def binary(operator: str, left: Data, right: Data) -> Data:
    """The value of `left operator right`.

    Raises:
        ExpressionError: the operands do not suit the operator.
    """
    if isinstance(left, OneOf) or isinstance(right, OneOf):
        return _over_choices(operator, left, right)
    if operator in {"==", "!="}:
        same = equals(left, right)
        if same is Truth.UNKNOWN:
            return first_unknown([left, right]) or Unknown("the operands are not known")
        return (same is Truth.TRUE) is (operator == "==")
    if operator in {"&&", "||"}:
        return _logical(operator, left, right)
    return _numeric(operator, left, right)


def _over_choices(operator: str, left: Data, right: Data) -> Data:
    lefts = left.choices if isinstance(left, OneOf) else (left,)
    rights = right.choices if isinstance(right, OneOf) else (right,)
    unknown = first_unknown([left, right]) or Unknown("the operands are not known")
    if len(lefts) * len(rights) > _CHOICES:
        return unknown
    return one_of((binary(operator, a, b) for a in lefts for b in rights), unknown)


def _logical(operator: str, left: Data, right: Data) -> Data:
    decisive = operator == "||"
    operands = [to_bool(left), to_bool(right)]
    if decisive in operands:
        return decisive
    return next((operand for operand in operands if isinstance(operand, Unknown)), not decisive)


def _numeric(operator: str, left: Data, right: Data) -> Data:
    a, b = to_number(left), to_number(right)
    if isinstance(a, Unknown):
        return a
    if isinstance(b, Unknown):
        return b
    if operator in _COMPARISONS:
        return _COMPARISONS[operator](a, b)
    return normal(_ARITHMETIC[operator](a, b))


def _divide(a: Number, b: Number) -> Number:
    if b == 0:
        raise ExpressionError("division by zero")
    from groundrule.terraform.quotient import quotient

    return quotient(a, b)


def _remainder(a: Number, b: Number) -> Number:
    if b == 0:
        raise ExpressionError("division by zero")
    quotient = int(_divide(a, b))
    return _exact("subtract", a, _exact("multiply", b, quotient))


def _exact(name: str, a: Number, b: Number) -> Number:
    if isinstance(a, int) and isinstance(b, int):
        return {"add": int.__add__, "subtract": int.__sub__, "multiply": int.__mul__}[name](a, b)
    from decimal import Context, Decimal

    result: Decimal = getattr(Context(prec=DIGITS), name)(Decimal(a), Decimal(b))
    return result


_ARITHMETIC: Final[dict[str, Callable[[Number, Number], Number]]] = {
    "+": lambda a, b: _exact("add", a, b),
    "-": lambda a, b: _exact("subtract", a, b),
    "*": lambda a, b: _exact("multiply", a, b),
    "/": _divide,
    "%": _remainder,
}
_COMPARISONS: Final[dict[str, Callable[[Number, Number], bool]]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


def unary(operator: str, operand: Data) -> Data:
    """The value of `!x` or `-x`.

    Raises:
        ExpressionError: the operand does not suit the operator.
    """
    if isinstance(operand, OneOf):
        return one_of((unary(operator, choice) for choice in operand.choices), operand.unknown)
    if operator == "!":
        truth = to_bool(operand)
        return truth if isinstance(truth, Unknown) else not truth
    number = to_number(operand)
    if isinstance(number, Unknown):
        return number
    if isinstance(number, int) and number:
        return -number
    from decimal import Decimal

    # there is a negative zero, and `-` would round to the digits of the default context
    return Decimal(number).copy_negate()


def conditional(condition: Data, yes: Data, no: Data) -> Data:
    """The value of `condition ? yes : no`; one of both where the condition is not known.

    Raises:
        ExpressionError: the condition is no boolean.
    """
    if isinstance(condition, OneOf):
        return one_of((conditional(choice, yes, no) for choice in condition.choices), condition.unknown)
    truth = to_bool(condition)
    yes, no = alike((yes, no), "the two results of the conditional have different types")
    if isinstance(truth, Unknown):
        return one_of((yes, no), truth)
    return yes if truth else no


def equals(left: Data, right: Data) -> Truth:
    """Whether two values are equal, of the same type; a difference in known parts decides."""
    match left, right:
        case (Unknown(), _) | (_, Unknown()) | (OpenList(), _) | (_, OpenList()):
            # nobody knows, but a value that is set is not null
            return Truth.UNKNOWN
        case (Partial(), str()):
            return Truth.UNKNOWN if left.could_be(right) else Truth.FALSE
        case (str(), Partial()):
            return Truth.UNKNOWN if right.could_be(left) else Truth.FALSE
        case (Partial() | Encoded(), None) | (None, Partial() | Encoded()):
            return Truth.FALSE
        case (Partial() | Encoded() | OneOf(), _) | (_, Partial() | Encoded() | OneOf()):
            return Truth.UNKNOWN
        case list(), list():
            if _family(left) is not _family(right) or len(left) != len(right):
                return Truth.FALSE
            return _all_equal(zip(left, right, strict=True))
        case dict(), dict():
            if isinstance(left, MapValue) is not isinstance(right, MapValue) or left.keys() != right.keys():
                return Truth.FALSE
            return _all_equal((left[key], right[key]) for key in left)
        case _:
            if isinstance(left, bool) is not isinstance(right, bool):
                return Truth.FALSE
            return Truth.of(left == right)


def _family(items: list[Data]) -> type:
    """List, set or tuple: values of different kinds are never equal."""
    return next((kind for kind in (ListValue, SetValue) if isinstance(items, kind)), list)


def _all_equal(pairs: object) -> Truth:
    result = Truth.TRUE
    for left, right in pairs:  # type: ignore[attr-defined]  # an iterable of pairs
        result = result & equals(left, right)
        if result is Truth.FALSE:
            break
    return result


def to_bool(data: Data) -> bool | Unknown:
    """A boolean, or the strings `true`, `false`, `1` and `0`.

    Raises:
        ExpressionError: it is neither.
    """
    match data:
        case bool():
            return data
        case "true" | "1":
            return True
        case "false" | "0":
            return False
        case Unknown():
            return data
        case Partial() | Encoded() | OneOf():
            return first_unknown(data) or Unknown("it is not known")
        case None:
            raise ExpressionError("a boolean is needed, not null")
        case _:
            raise ExpressionError("a boolean is needed")


def to_number(data: Data) -> Number | Unknown:
    """A number, or a string that holds one.

    Raises:
        ExpressionError: it is neither.
    """
    match data:
        case bool():
            raise ExpressionError("a number is needed, not a boolean")
        case int():
            return data
        case str():
            return _parsed(data)
        case Unknown():
            return data
        case Partial() | Encoded() | OneOf():
            return first_unknown(data) or Unknown("it is not known")
        case None:
            raise ExpressionError("a number is needed, not null")
        case list() | dict():
            raise ExpressionError("a number is needed")
    from decimal import Decimal

    if isinstance(data, Decimal):
        return data
    raise ExpressionError("a number is needed")


def _parsed(text: str) -> Number:
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(text) if text.isascii() and "_" not in text and text == text.strip() else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number.adjusted()) > 1000:
        raise ExpressionError("a number is needed, not this string")
    return normal(number)


def normal(number: Number) -> Number:
    """A whole number as `int`."""
    if isinstance(number, int):
        return number
    return int(number) if number == number.to_integral_value() else number


def to_text(data: Data) -> str | Unknown | Partial | Encoded | OneOf:
    """A string, or a number or boolean written as one.

    Raises:
        ExpressionError: it is null, a list or an object.
    """
    match data:
        case str() | Partial() | Encoded():
            return data
        case OneOf():
            return one_of((to_text(choice) for choice in data.choices), data.unknown)  # type: ignore[return-value]
        case Unknown():
            return data
        case bool():
            return "true" if data else "false"
        case int():
            return str(data)
        case None:
            raise ExpressionError("a string is needed, not null")
        case list() | dict() | SetValue():
            raise ExpressionError("a string is needed, not a collection")
        case _:
            return _written(data)


def _written(number: object) -> str:
    from decimal import Decimal

    if not isinstance(number, Decimal):
        raise ExpressionError("a string is needed")
    from groundrule.terraform.double import Double

    text = number.text if isinstance(number, Double) else format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
