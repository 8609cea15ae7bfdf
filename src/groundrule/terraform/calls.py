"""Function calls: arguments, and the functions that need the evaluator itself (`try`, `templatefile`, …)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from groundrule.terraform import functions, parser, syntax
from groundrule.terraform.iteration import items
from groundrule.terraform.marks import EPHEMERAL, SENSITIVE
from groundrule.terraform.objects import Outputs
from groundrule.terraform.scope import Scope, Sealed, UnresolvedError
from groundrule.terraform.syntax import Expression
from groundrule.terraform.types import ExpressionError
from groundrule.value import Data, OneOf, Unknown, first_unknown

Evaluator: TypeAlias = Callable[[Expression, Scope], Data]

_LONGEST: Final = 1_000_000


def call(expression: syntax.Call, scope: Scope, evaluate: Evaluator) -> Data:
    """The value of a function call.

    Args:
        expression: the call.
        scope: where it stands.
        evaluate: evaluates its arguments.

    Raises:
        ExpressionError: the function does not exist or does not take these arguments.
    """
    name = expression.name.removeprefix("core::")
    special = _SPECIAL.get(name)
    if special is not None and not expression.expand:
        return special(expression.arguments, scope, evaluate)
    arguments = [evaluate(argument, scope) for argument in expression.arguments]
    if expression.expand:
        spread = _spread(arguments)
        if isinstance(spread, Unknown):
            return spread
        arguments = spread
    for number, argument in enumerate(arguments):
        if isinstance(argument, Outputs):
            arguments[number] = dict(argument.all())
    return _bounded(functions.call(name, arguments, scope.module.files))


def _spread(arguments: list[Data]) -> list[Data] | Unknown:
    """The arguments with the elements of the last one in its place."""
    *first, last = arguments
    if isinstance(last, OneOf):
        return last.unknown
    if not isinstance(last, list | Unknown):
        raise ExpressionError("`...` needs a list")
    elements = items(last)
    if elements.unknown is not None:
        return elements.unknown
    return first + [item.value for item in elements.items]


def _bounded(value: Data) -> Data:
    """Repeated doubling is stopped before it fills the memory."""
    if isinstance(value, list | dict) and len(value) > _LONGEST:
        raise ExpressionError("the collection is too large to be evaluated")
    if isinstance(value, str) and len(value) > 16 * _LONGEST:
        raise ExpressionError("the text is too long to be evaluated")
    return value


# -- functions that look at errors ------------------------------------------------------------------


def _try(arguments: Sequence[Expression], scope: Scope, evaluate: Evaluator) -> Data:
    """The first argument that is no error."""
    failure = ExpressionError("`try` needs an argument")
    for argument in arguments:
        try:
            return evaluate(argument, scope)
        except UnresolvedError:
            raise
        except ExpressionError as error:
            failure = error
    raise failure


def _can(arguments: Sequence[Expression], scope: Scope, evaluate: Evaluator) -> Data:
    """Whether the argument is no error; not known where the argument is not."""
    if len(arguments) != 1:
        raise ExpressionError("`can` needs one argument")
    try:
        value = evaluate(arguments[0], scope)
    except UnresolvedError:
        raise
    except ExpressionError:
        return False
    return first_unknown(value) or True


# -- functions that look at marks -------------------------------------------------------------------


def _sensitive(arguments: Sequence[Expression], scope: Scope, evaluate: Evaluator) -> Data:
    """The value itself, never to be shown."""
    value = evaluate(_only(arguments, "sensitive"), scope)
    scope.module.marks.add(SENSITIVE)
    return value


def _nonsensitive(arguments: Sequence[Expression], scope: Scope, evaluate: Evaluator) -> Data:
    """The value itself, which may be shown."""
    value, marks = _marked(arguments, scope, evaluate, "nonsensitive")
    scope.module.marks.add(marks & ~SENSITIVE)
    return value


def _issensitive(arguments: Sequence[Expression], scope: Scope, evaluate: Evaluator) -> Data:
    """Whether a value may not be shown."""
    value, marks = _marked(arguments, scope, evaluate, "issensitive")
    if marks & SENSITIVE:
        return True
    return value if type(value) is Unknown else False


def _ephemeralasnull(arguments: Sequence[Expression], scope: Scope, evaluate: Evaluator) -> Data:
    """The value itself, or null where it is ephemeral."""
    value, marks = _marked(arguments, scope, evaluate, "ephemeralasnull")
    scope.module.marks.add(marks & ~EPHEMERAL)
    return None if marks & EPHEMERAL else value


def _marked(arguments: Sequence[Expression], scope: Scope, evaluate: Evaluator, name: str) -> tuple[Data, int]:
    argument = _only(arguments, name)
    return scope.module.marks.alone(lambda: evaluate(argument, scope))


def _only(arguments: Sequence[Expression], name: str) -> Expression:
    if len(arguments) != 1:
        raise ExpressionError(f"`{name}` takes 1 argument, not {len(arguments)}")
    return arguments[0]


# -- templates --------------------------------------------------------------------------------------


def _templatefile(arguments: Sequence[Expression], scope: Scope, evaluate: Evaluator) -> Data:
    """A file's text as a template that sees nothing but the given variables."""
    if len(arguments) != 2:
        raise ExpressionError("`templatefile` needs a path and an object of variables")
    path = evaluate(arguments[0], scope)
    if not isinstance(path, str):
        return _why(path, "the path of the template must be a string")
    text = functions.filesystem.read_template(path, scope.module.files)
    if isinstance(text, Unknown):
        return text
    return rendered(text, evaluate(arguments[1], scope), scope, evaluate)


def _templatestring(arguments: Sequence[Expression], scope: Scope, evaluate: Evaluator) -> Data:
    """A string as a template that sees nothing but the given variables."""
    if len(arguments) != 2:
        raise ExpressionError("`templatestring` needs a template and an object of variables")
    if not isinstance(arguments[0], syntax.Traversal | syntax.Access):
        raise ExpressionError("`templatestring` needs a reference to a template, not the template itself")
    text = evaluate(arguments[0], scope)
    if not isinstance(text, str):
        return _why(text, "the template must be a string")
    return rendered(text, evaluate(arguments[1], scope), scope, evaluate)


def rendered(text: str, variables: Data, scope: Scope, evaluate: Evaluator) -> Data:
    """A template's text with its variables filled in.

    Raises:
        ExpressionError: the template is wrong.
    """
    if isinstance(variables, Outputs):
        variables = dict(variables.all())
    if not isinstance(variables, dict):
        return _why(variables, "the variables of a template must be an object")
    try:
        template = _parsed(text)
    except parser.SyntaxFlaw as error:
        raise ExpressionError(f"the template can't be read: {error}") from error
    try:
        return evaluate(template, Scope(Sealed(scope.module, "the template is given no variable"), variables))
    except UnresolvedError as error:
        # which variables there are is known only when it is evaluated: `try` may catch this
        raise ExpressionError(str(error)) from error


@lru_cache(maxsize=64)
def _parsed(text: str) -> Expression:
    return parser.parse_template(text)


def _why(value: Data, message: str) -> Unknown:
    unknown = first_unknown(value)
    if unknown is None:
        raise ExpressionError(message)
    return unknown


_SPECIAL: Final[dict[str, Callable[[Sequence[Expression], Scope, Evaluator], Data]]] = {
    "can": _can,
    "ephemeralasnull": _ephemeralasnull,
    "issensitive": _issensitive,
    "nonsensitive": _nonsensitive,
    "sensitive": _sensitive,
    "templatefile": _templatefile,
    "templatestring": _templatestring,
    "try": _try,
}
