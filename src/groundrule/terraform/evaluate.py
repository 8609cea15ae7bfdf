"""Expressions → data. References are resolved by the scope; nothing here knows files or modules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from groundrule.source import Source
from groundrule.terraform import access, calls, operators, syntax
from groundrule.terraform.iteration import Item, items
from groundrule.terraform.objects import OpenMap
from groundrule.terraform.operators import to_text
from groundrule.terraform.scope import Scope, UnresolvedError
from groundrule.terraform.syntax import Expression
from groundrule.terraform.types import ExpressionError
from groundrule.value import (
    Data,
    Encoded,
    OneOf,
    OpenList,
    Partial,
    Unknown,
    Why,
    first_unknown,
    one_of,
    partial,
)

# a text of this many alternatives is still spelt out
_FEW_TEXTS: Final = 8
_LONGEST_TEXT: Final = 16_000_000
_MOST_PARTS: Final = 1_000


def settle(expression: Expression, source: Source, scope: Scope) -> Data:
    """The value of an expression; where it is wrong, an unknown with the error as its reason.

    An error in one item of a literal object or list (also inside `jsonencode` or `merge`) leaves the
    other items known.
    """
    kind = type(expression)
    if kind is syntax.Literal:
        return expression.value  # type: ignore[union-attr]  # it is a Literal
    try:
        return _SPINE.get(kind, _plain)(expression, source, scope)
    except ExpressionError as error:
        return Unknown(str(error), Why.ERROR, source.span(expression.start, expression.end))
    except RecursionError:
        return Unknown("it is nested too deeply", Why.ERROR, source.span(expression.start, expression.end))


def evaluate(expression: Expression, scope: Scope) -> Data:
    """The value of an expression.

    Raises:
        ExpressionError: the expression is wrong.
    """
    return _EVALUATORS[type(expression)](expression, scope)


def _plain(expression: Expression, _source: Source, scope: Scope) -> Data:
    return _EVALUATORS[type(expression)](expression, scope)


# -- the spine of an attribute: literal objects and lists, and what only rearranges them ------------


def _settle_object(expression: syntax.ObjectExpression, source: Source, scope: Scope) -> Data:
    return _object(expression, scope, lambda item: settle(item, source, scope))


def _settle_tuple(expression: syntax.TupleExpression, source: Source, scope: Scope) -> Data:
    return [settle(item, source, scope) for item in expression.items]


def _settle_call(expression: syntax.Call, source: Source, scope: Scope) -> Data:
    if expression.name in _REARRANGING:
        return calls.call(expression, scope, lambda item, inner: settle(item, source, inner))
    return calls.call(expression, scope, evaluate)


_REARRANGING: Final = frozenset({"concat", "jsonencode", "merge", "tolist", "tomap", "toset"})


# -- one function for each kind of node -------------------------------------------------------------


def _literal(expression: syntax.Literal, _scope: Scope) -> Data:
    return expression.value


def _traversal(expression: syntax.Traversal, scope: Scope) -> Data:
    root = expression.root
    if root in scope.names:
        return _follow(scope.names[root], expression.steps, scope)
    value, used = scope.module.resolve(root, expression.steps)
    return _follow(value, expression.steps[used:], scope)


def _follow(value: Data, steps: Iterable[syntax.Step], scope: Scope) -> Data:
    for step in steps:
        if isinstance(step, str):
            value = access.attribute(value, step)
        elif syntax.is_nested_splat(step):
            value = evaluate(step, scope.within({"": value}))
        else:
            value = access.index(value, evaluate(step, scope))
    return value


def _access(expression: syntax.Access, scope: Scope) -> Data:
    return _follow(evaluate(expression.target, scope), expression.steps, scope)


def _splat(expression: syntax.Splat, scope: Scope) -> Data:
    steps = expression.steps
    return access.splat(evaluate(expression.target, scope), lambda element: _follow(element, steps, scope))


def _call(expression: syntax.Call, scope: Scope) -> Data:
    return calls.call(expression, scope, evaluate)


def _unary(expression: syntax.Unary, scope: Scope) -> Data:
    return operators.unary(expression.operator, evaluate(expression.operand, scope))


def _binary(expression: syntax.Binary, scope: Scope) -> Data:
    left = evaluate(expression.left, scope)
    return operators.binary(expression.operator, left, evaluate(expression.right, scope))


def _conditional(expression: syntax.Conditional, scope: Scope) -> Data:
    condition = evaluate(expression.condition, scope)
    yes = _branch(expression.yes, scope)
    no = _branch(expression.no, scope)
    if not (isinstance(yes, ExpressionError) or isinstance(no, ExpressionError)):
        return operators.conditional(condition, yes, no)
    # only an error in the branch that is taken counts
    taken = operators.conditional(condition, True, False)
    if taken is True or taken is False:
        return _sound(yes if taken else no)
    choices = [_unsound(branch) if isinstance(branch, ExpressionError) else branch for branch in (yes, no)]
    return operators.conditional(condition, *choices)


def _branch(expression: Expression, scope: Scope) -> Data | ExpressionError:
    try:
        return _EVALUATORS[type(expression)](expression, scope)
    except UnresolvedError:
        raise
    except ExpressionError as error:
        return error


def _sound(branch: Data | ExpressionError) -> Data:
    if isinstance(branch, ExpressionError):
        raise branch
    return branch


def _unsound(error: ExpressionError) -> Unknown:
    return Unknown(str(error), Why.ERROR)


def _inner(expression: syntax.Parenthesised | syntax.Wrapped, scope: Scope) -> Data:
    return evaluate(expression.inner, scope)


def _tuple(expression: syntax.TupleExpression, scope: Scope) -> Data:
    return [_EVALUATORS[type(item)](item, scope) for item in expression.items]


def _object_of(expression: syntax.ObjectExpression, scope: Scope) -> Data:
    return _object(expression, scope, lambda item: evaluate(item, scope))


def _object(expression: syntax.ObjectExpression, scope: Scope, value: Callable[[Expression], Data]) -> Data:
    known: dict[str, Data] = {}
    others: list[Data] = []
    doubt: Unknown | None = None
    for key_expression, item in expression.items:
        if type(key_expression) is syntax.Literal and type(key_expression.value) is str:
            known[key_expression.value] = value(item)
            continue
        key = _key(evaluate(key_expression, scope))
        if isinstance(key, str):
            known[key] = value(item)
        else:
            doubt = doubt or key
            others.append(value(item))
    return known if doubt is None else OpenMap(known, one_of(others, doubt), doubt)


def _key(value: Data) -> str | Unknown:
    """An object's key as text, or why it is not known.

    Raises:
        ExpressionError: it can be no key.
    """
    if value is None:
        raise ExpressionError("the key of an object is null")
    text = to_text(value)
    if isinstance(text, str):
        return text
    return first_unknown(text) or Unknown("a key is not known")


# -- for --------------------------------------------------------------------------------------------


def _for_tuple(expression: syntax.ForTuple, scope: Scope) -> Data:
    return _over(evaluate(expression.collection, scope), lambda data: _for_tuple_over(expression, data, scope))


def _for_object(expression: syntax.ForObject, scope: Scope) -> Data:
    return _over(evaluate(expression.collection, scope), lambda data: _for_object_over(expression, data, scope))


def _over(collection: Data, loop: Callable[[Data], Data]) -> Data:
    return access.each_choice(collection, loop) if isinstance(collection, OneOf) else loop(collection)


def _for_tuple_over(expression: syntax.ForTuple, collection: Data, scope: Scope) -> Data:
    elements = items(collection)
    scope.module.spend(len(elements.items))
    doubt = elements.unknown
    results: list[Data] = []
    inner = _loop_scope(scope)
    if not elements.items:
        _check_condition(expression, inner)
    for item in elements.items:
        bind(inner, expression.key, expression.value, item)
        kept = True if expression.condition is None else _condition(evaluate(expression.condition, inner))
        if kept is not False:
            results.append(evaluate(expression.result, inner))
        if isinstance(kept, Unknown):
            doubt = doubt or kept
    if doubt is None:
        return results
    if all(type(result) is Unknown for result in results):
        return doubt
    return OpenList(results, doubt)


def _for_object_over(expression: syntax.ForObject, collection: Data, scope: Scope) -> Data:
    elements = items(collection)
    scope.module.spend(len(elements.items))
    doubt = elements.unknown
    known: dict[str, Data] = {}
    groups: dict[str, list[Data]] = {}
    others: list[Data] = []
    inner = _loop_scope(scope)
    if not elements.items:
        _check_condition(expression, inner)
    for item in elements.items:
        bind(inner, expression.key, expression.value, item)
        kept = True if expression.condition is None else _condition(evaluate(expression.condition, inner))
        if kept is False:
            continue
        key = _key(evaluate(expression.result_key, inner))
        result = evaluate(expression.result, inner)
        if not isinstance(key, str) or kept is not True or not item.certain:
            doubt = doubt or first_unknown(kept) or (key if isinstance(key, Unknown) else None)
            others.append([result] if expression.group else result)
        elif expression.group:
            groups.setdefault(key, []).append(result)
        elif key in known:
            raise ExpressionError(f"two items of the `for` have the key `{key}`: `...` behind the value groups them")
        else:
            known[key] = result
    known.update(groups)
    if doubt is None:
        return known
    return OpenMap(known, one_of(others, doubt) if others else doubt, doubt)


def _check_condition(expression: syntax.ForTuple | syntax.ForObject, scope: Scope) -> None:
    """Over an empty collection the condition is evaluated all the same, with names that stand for anything.

    Raises:
        ExpressionError: it is wrong, whatever the names stand for.
    """
    if expression.condition is not None:
        anything = Unknown("there is no element")
        bind(scope, expression.key, expression.value, Item(anything, anything))
        _condition(evaluate(expression.condition, scope))


def _loop_scope(scope: Scope) -> Scope:
    return Scope(scope.module, dict(scope.names), scope.bindings)


def bind(scope: Scope, key: str, value: str, item: Item) -> None:
    """Give a loop's names their values for one item; the scope's names must be its own."""
    names: dict[str, Data] = scope.names  # type: ignore[assignment]  # made by _loop_scope
    if key:
        names[key] = item.key
    names[value] = item.value


def _condition(value: Data) -> bool | Unknown:
    """A condition's answer, or why it is not known.

    Raises:
        ExpressionError: it is no boolean.
    """
    if value is True or value is False:
        return value
    if value is None:
        raise ExpressionError("the condition is null")
    answer = operators.conditional(value, True, False)
    if answer is True or answer is False:
        return answer
    return first_unknown(answer) or Unknown("the condition is not known")


# -- templates --------------------------------------------------------------------------------------


def _template(expression: syntax.Template, scope: Scope) -> Data:
    return _joined(_stretches(expression.parts, scope))


def _stretches(parts: Iterable[syntax.TemplatePart], scope: Scope) -> list[Data]:
    stretches: list[Data] = []
    for part in parts:
        if isinstance(part, str):
            stretches.append(part)
        elif isinstance(part, syntax.TemplateIf):
            stretches.append(_template_if(part, scope))
        elif isinstance(part, syntax.TemplateFor):
            stretches += _template_for(part, scope)
        else:
            stretches.append(_text(evaluate(part, scope)))
    return stretches


def _text(value: Data) -> Data:
    if type(value) is str:
        return value
    if value is None:
        raise ExpressionError("a template can't hold null")
    return to_text(value)


def _template_if(part: syntax.TemplateIf, scope: Scope) -> Data:
    condition = evaluate(part.condition, scope)
    answer = _condition(condition)
    if isinstance(answer, bool):
        return _joined(_stretches(part.yes if answer else part.no, scope))
    texts = (_joined(_stretches(part.yes, scope)), _joined(_stretches(part.no, scope)))
    return one_of(texts, answer)


def _template_for(part: syntax.TemplateFor, scope: Scope) -> list[Data]:
    collection = evaluate(part.collection, scope)
    if isinstance(collection, OneOf):
        return [collection.unknown]
    elements = items(collection)
    if elements.unknown is not None:
        return [elements.unknown]
    scope.module.spend(len(elements.items))
    stretches: list[Data] = []
    inner = _loop_scope(scope)
    for item in elements.items:
        bind(inner, part.key, part.value, item)
        stretches += _stretches(part.parts, inner)
    return stretches


def _joined(stretches: list[Data]) -> Data:
    """One text; a few alternatives inside it are spelt out."""
    if all(type(stretch) is str for stretch in stretches):
        text = "".join(stretches)  # type: ignore[arg-type]  # all are texts
        if len(text) > _LONGEST_TEXT:
            raise ExpressionError("the text is too long to be evaluated")
        return text
    doubtful = [(number, stretch) for number, stretch in enumerate(stretches) if isinstance(stretch, OneOf)]
    if len(doubtful) == 1 and _is_few_texts(doubtful[0][1]):
        ((at, either),) = doubtful
        texts = (partial([*stretches[:at], choice, *stretches[at + 1 :]]) for choice in either.choices)
        return one_of(texts, either.unknown)
    if sum(len(stretch.parts) for stretch in stretches if isinstance(stretch, Partial)) > _MOST_PARTS:
        return first_unknown(stretches) or Unknown("the text is not known")
    return partial(stretches)


def _is_few_texts(either: OneOf) -> bool:
    return len(either.choices) <= _FEW_TEXTS and all(
        isinstance(choice, str | Unknown | Partial | Encoded) for choice in either.choices
    )


_EVALUATORS: Final[dict[type, Callable[[Any, Scope], Data]]] = {
    syntax.Literal: _literal,
    syntax.Traversal: _traversal,
    syntax.Access: _access,
    syntax.Splat: _splat,
    syntax.Call: _call,
    syntax.Unary: _unary,
    syntax.Binary: _binary,
    syntax.Conditional: _conditional,
    syntax.Parenthesised: _inner,
    syntax.TupleExpression: _tuple,
    syntax.ObjectExpression: _object_of,
    syntax.ForTuple: _for_tuple,
    syntax.ForObject: _for_object,
    syntax.Template: _template,
    syntax.Wrapped: _inner,
}
_SPINE: Final[dict[type, Callable[[Any, Source, Scope], Data]]] = {
    syntax.ObjectExpression: _settle_object,
    syntax.TupleExpression: _settle_tuple,
    syntax.Call: _settle_call,
}
