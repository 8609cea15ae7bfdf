"""Collection functions. Most keep what is known of a list or map that holds unknown values."""

from __future__ import annotations

from collections.abc import Iterable

from groundrule.terraform import operators
from groundrule.terraform.functions.arguments import (
    FunctionError,
    aware,
    integer,
    items_alike,
    mapping,
    number,
    sequence,
    text,
    texts,
)
from groundrule.terraform.types import ExpressionError, ListValue, MapValue, SetValue, by_code_point, convert, unique
from groundrule.terraform.unify import element_type
from groundrule.value import (
    Data,
    Encoded,
    OneOf,
    OpenList,
    Partial,
    Truth,
    Unknown,
    any_true,
    first_unknown,
    one_of,
)


def _vague(*values: Data) -> Unknown | None:
    """The unknown where one of the collections itself is not known, or not its length."""
    for value in values:
        if isinstance(value, Unknown | OneOf | OpenList | Partial | Encoded):
            return first_unknown(value) or Unknown("it is not known")
    return None


@aware
def alltrue_(values: Data) -> Data:
    """Whether all are true."""
    vague = _vague(values)
    if vague is not None:
        return vague
    truths = [operators.to_bool(value) if value is not None else False for value in sequence(values)]
    return False if False in truths else first_unknown(list(truths)) or True


@aware
def anytrue_(values: Data) -> Data:
    """Whether one is true."""
    vague = _vague(values)
    if vague is not None:
        return vague
    truths = [operators.to_bool(value) if value is not None else False for value in sequence(values)]
    return True if True in truths else first_unknown(list(truths)) or False


@aware
def chunklist_(values: Data, size: Data) -> Data:
    """A list in pieces."""
    vague = _vague(values, size)
    if vague is not None:
        return vague
    items, length = items_alike(values), integer(size)
    if length < 0:
        raise FunctionError("the size must not be negative")
    if not length:
        return ListValue([ListValue(items)] if items else [])
    return ListValue(ListValue(items[at : at + length]) for at in range(0, len(items), length))


@aware
def coalesce_(*values: Data) -> Data:
    """The first that is neither null nor an empty string."""
    for value in items_alike(list(values)):
        if isinstance(value, Unknown | OneOf):
            return first_unknown(value) or value
        if value is not None and value != "":
            return value
    raise FunctionError("every argument is null or empty")


@aware
def coalescelist_(*values: Data) -> Data:
    """The first list that is not empty; sets are refused, wherever they stand."""
    if any(isinstance(value, SetValue) for value in values):
        raise FunctionError("it takes lists, not sets")
    for value in values:
        vague = _vague(value)
        if vague is not None:
            return vague
        if value:
            return value
    raise FunctionError("every list is empty")


@aware
def compact_(values: Data) -> Data:
    """Without empty strings and nulls."""
    vague = _vague(values)
    if vague is not None:
        return vague
    items = texts(values)
    kept = [item for item in items if item is not None and item != ""]
    doubt = next((item for item in items if type(item) is Unknown), None)
    return ListValue(kept) if doubt is None else OpenList(kept, doubt)


@aware
def concat_(*lists: Data) -> Data:
    """Lists one behind the other; of lists of one type a list, else a tuple."""
    doubt: Unknown | None = None
    result: list[Data] = []
    if not lists:
        raise FunctionError("at least one list is needed")
    for given in lists:
        if isinstance(given, OpenList):
            doubt = doubt or given.unknown
            result += given
        elif isinstance(given, Unknown | OneOf):
            doubt = doubt or first_unknown(given)
        elif isinstance(given, SetValue):
            raise FunctionError("a list is needed, not a set")
        else:
            result += sequence(given)
    if doubt:
        return OpenList(result, doubt)
    return _one_list(result) if all(isinstance(given, ListValue) for given in lists) else result


def _one_list(items: list[Data]) -> list[Data]:
    try:
        return ListValue(items_alike(items))
    except FunctionError:
        return items


@aware
def contains_(values: Data, wanted: Data) -> Data:
    """Whether a list holds a value."""
    if isinstance(values, Unknown | OneOf):
        return first_unknown(values) or Unknown("the list is not known")
    found = any_true(operators.equals(item, wanted) for item in sequence(values))
    if isinstance(values, OpenList):
        found = found | Truth.UNKNOWN
    if found is Truth.UNKNOWN:
        return first_unknown([values, wanted]) or Unknown("the list is not known")
    return found is Truth.TRUE


@aware
def distinct_(values: Data) -> Data:
    """Without repetitions."""
    vague = _vague(values)
    if vague is not None and not isinstance(values, OpenList):
        return vague
    result: list[Data] = []
    for item in items_alike(values):
        if not any(item is seen or (type(item) is type(seen) and item == seen) for seen in result):
            result.append(item)
    return OpenList(result, values.unknown) if isinstance(values, OpenList) else ListValue(result)


@aware
def element_(values: Data, index: Data) -> Data:
    """An element by number, counted round and round."""
    vague = _vague(values, index)
    if vague is not None:
        return values[0] if isinstance(values, OpenList) and values else vague
    items, position = sequence(values), integer(index)
    if isinstance(values, SetValue):
        raise FunctionError("a list is needed, not a set")
    if not items:
        raise FunctionError("the list is empty")
    if position < 0 and not isinstance(values, ListValue):
        raise FunctionError("the number must not be negative")
    return items[position % len(items)]


@aware
def flatten_(values: Data) -> Data:
    """A list without lists in it."""
    doubts: list[Unknown] = []
    result = list(_flat(values, doubts))
    return OpenList(result, doubts[0]) if doubts else result


def _flat(values: Data, doubts: list[Unknown]) -> Iterable[Data]:
    if isinstance(values, OpenList):
        doubts.append(values.unknown)
    elif isinstance(values, OneOf) or type(values) is Unknown:
        doubts.append(first_unknown(values) or Unknown("it is not known"))
        return
    elif isinstance(values, Unknown):
        yield values
        return
    for item in sequence(values):
        if isinstance(item, list):
            yield from _flat(item, doubts)
        elif isinstance(item, OneOf) and any(isinstance(choice, list) for choice in item.choices):
            doubts.append(item.unknown)
        else:
            yield item


@aware
def index_(values: Data, wanted: Data) -> Data:
    """The number of the first element that equals a value."""
    vague = _vague(values)
    if vague is not None:
        return vague
    for position, item in enumerate(sequence(values)):
        same = operators.equals(item, wanted)
        if same is Truth.UNKNOWN:
            return first_unknown([item, wanted]) or Unknown("it is not known")
        if same is Truth.TRUE:
            return position
    raise FunctionError("the list does not hold the value")


@aware
def keys_(values: Data) -> Data:
    """The keys of a map, sorted."""
    vague = _vague(values)
    if vague is not None:
        return vague
    names: list[Data] = [*sorted(mapping(values), key=by_code_point)]
    return ListValue(names) if isinstance(values, MapValue) else names


@aware
def values_(given: Data) -> Data:
    """The values of a map, in the order of its keys."""
    vague = _vague(given)
    if vague is not None:
        return vague
    items = mapping(given)
    ordered = [items[key] for key in sorted(items, key=by_code_point)]
    return ListValue(ordered) if isinstance(given, MapValue) else ordered


@aware
def length_(value: Data) -> Data:
    """How many elements or characters there are."""
    vague = _vague(value)
    if vague is not None:
        return vague
    if isinstance(value, str):
        return _characters(value)
    if isinstance(value, list | dict):
        return len(value)
    raise FunctionError("a list, a map or a string is needed")


def _characters(value: str) -> int:
    """Grapheme clusters, near enough: marks and joiners do not count for themselves."""
    import unicodedata

    return sum(not (unicodedata.combining(character) or character == "\u200d") for character in value)


@aware
def lookup_(values: Data, key: Data, *default: Data) -> Data:
    """A value by its key, or a default."""
    vague = _vague(values, key)
    if vague is not None:
        return vague
    items, name = mapping(values), text(key)
    if len(default) > 1:
        raise FunctionError("two or three arguments are needed")
    if isinstance(values, MapValue) and default and items:
        # the default takes the type of the map's elements
        converted = _like_elements(default[0], items)
        return items.get(name, converted)
    if name in items:
        return items[name]
    if not default:
        raise FunctionError(f"the map has no key `{name}`")
    return default[0]


def _like_elements(value: Data, items: dict[str, Data]) -> Data:
    try:
        return convert(value, element_type(items.values()))
    except ExpressionError as error:
        raise FunctionError(str(error)) from error


@aware
def matchkeys_(values: Data, keys: Data, wanted: Data) -> Data:
    """The values whose keys are wanted."""
    unknown = first_unknown([keys, wanted]) or _vague(values)
    if unknown is not None:
        return unknown
    items, names = items_alike(values), sequence(keys)
    if len(items) != len(names):
        raise FunctionError("the lists have different lengths")
    matched = items_alike([*names, *sequence(wanted)])
    names, search = matched[: len(names)], matched[len(names) :]
    return ListValue(item for item, name in zip(items, names, strict=True) if _holds(search, name))


def _holds(items: list[Data], wanted: Data) -> bool:
    return any_true(operators.equals(item, wanted) for item in items) is Truth.TRUE


@aware
def merge_(*maps: Data) -> Data:
    """Maps into one; later ones win."""
    result: dict[str, Data] = {}
    doubts = [first_unknown(given) or Unknown("it is not known") for given in maps if isinstance(given, Unknown)]
    if doubts:
        return doubts[0]
    for given in maps:
        if given is not None:
            result.update(mapping(given))
    return _one_map(result) if all(isinstance(given, MapValue) for given in maps if given is not None) else result


def _one_map(items: dict[str, Data]) -> dict[str, Data]:
    try:
        return MapValue(zip(items, items_alike(list(items.values())), strict=True))
    except FunctionError:
        return items


@aware
def one_(values: Data) -> Data:
    """The only element, or null for none."""
    if isinstance(values, OpenList):
        return one_of([*values, None], values.unknown)
    vague = _vague(values)
    if vague is not None:
        return vague
    items = sequence(values)
    if len(items) > 1:
        raise FunctionError("the list has more than one element")
    return items[0] if items else None


def range_(*bounds: Data) -> Data:
    """Numbers from a start up (or down) to a limit, in steps."""
    numbers = [number(bound) for bound in bounds]
    if not 1 <= len(numbers) <= 3:
        raise FunctionError("one to three numbers are needed")
    start, limit = (0, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
    step = numbers[2] if len(numbers) == 3 else 1 if start <= limit else -1
    if step == 0:
        raise FunctionError("the step must not be zero")
    if (limit - start) * step < 0:
        raise FunctionError("the step goes the wrong way")
    result: list[Data] = ListValue()
    value = start
    while (value < limit) if step > 0 else (value > limit):
        if len(result) >= 1024:
            raise FunctionError("it would give more than 1024 numbers")
        result.append(operators.normal(value))
        value = value + step
    return result


@aware
def reverse_(values: Data) -> Data:
    """The other way round."""
    vague = _vague(values)
    if vague is not None:
        return vague
    items = list(sequence(values)[::-1])
    return ListValue(items) if isinstance(values, ListValue | SetValue) else items


def setintersection_(first: Data, *others: Data) -> Data:
    """What is in all of the sets."""
    result, *rest = _sets(first, *others)
    for other in rest:
        result = [item for item in result if _holds(other, item)]
    return unique(result)


def setsubtract_(first: Data, second: Data) -> Data:
    """What is in the first set only."""
    minuend, subtrahend = _sets(first, second)
    return unique([item for item in minuend if not _holds(subtrahend, item)])


def setunion_(first: Data, *others: Data) -> Data:
    """What is in any of the sets."""
    return unique([item for items in _sets(first, *others) for item in items])


def _sets(*collections: Data) -> list[list[Data]]:
    """The elements of every collection, all of one type."""
    flat = items_alike([item for given in collections for item in sequence(given)])
    result: list[list[Data]] = []
    for given in collections:
        size = len(sequence(given))
        result.append(flat[:size])
        flat = flat[size:]
    return result


@aware
def setproduct_(*lists: Data) -> Data:
    """Every combination."""
    from itertools import product

    vague = _vague(*lists)
    if vague is not None:
        return vague
    if len(lists) < 2:
        raise FunctionError("at least two lists are needed")
    combinations: list[Data] = [list(item) for item in product(*(items_alike(given) for given in lists))]
    return SetValue(combinations) if all(isinstance(given, SetValue) for given in lists) else ListValue(combinations)


@aware
def slice_(values: Data, start: Data, end: Data) -> Data:
    """A stretch of a list."""
    vague = _vague(values, start, end)
    if vague is not None:
        return vague
    items, first, last = sequence(values), integer(start), integer(end)
    if isinstance(values, SetValue):
        raise FunctionError("a list is needed, not a set")
    if not 0 <= first <= last <= len(items):
        raise FunctionError(f"{first} to {last} is no stretch of a list of {len(items)}")
    stretch = items[first:last]
    return ListValue(stretch) if isinstance(values, ListValue) else list(stretch)


def sort_(values: Data) -> Data:
    """Strings in order."""
    ordered = sorted((text(item) for item in sequence(values)), key=by_code_point)
    return ListValue(ordered)


def sum_(values: Data) -> Data:
    """The sum."""
    numbers = [number(item) for item in sequence(values)]
    if not numbers:
        raise FunctionError("the list is empty")
    total: Data = 0
    for item in numbers:
        total = operators.binary("+", total, item)
    return total


def transpose_(values: Data) -> Data:
    """A map of lists with keys and elements exchanged."""
    result: dict[str, Data] = {}
    for key in sorted(mapping(values)):
        for item in sequence(mapping(values)[key]):
            members = result.setdefault(text(item), ListValue())
            sequence(members).append(key)
    return MapValue((key, result[key]) for key in sorted(result))


@aware
def zipmap_(keys: Data, values: Data) -> Data:
    """A map from a list of keys and one of values."""
    unknown = first_unknown(keys) or _vague(values)
    if unknown is not None:
        return unknown
    names, items = sequence(keys), sequence(values)
    if isinstance(values, SetValue):
        raise FunctionError("a list is needed, not a set")
    if len(names) != len(items):
        raise FunctionError("the lists have different lengths")
    result = {text(name): item for name, item in zip(names, items, strict=True)}
    return MapValue(result) if isinstance(values, ListValue) else result
