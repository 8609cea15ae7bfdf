"""String functions."""

from __future__ import annotations

from groundrule.terraform.functions.arguments import (
    FunctionError,
    aware,
    integer,
    mapping,
    sequence,
    text,
)
from groundrule.terraform.types import ListValue
from groundrule.value import Data, Encoded, OneOf, OpenList, Partial, Unknown, first_unknown, partial


def chomp_(value: Data) -> Data:
    """Without newlines at the end."""
    return text(value).rstrip("\r\n")


@aware
def endswith_(value: Data, suffix: Data) -> Data:
    """Whether it ends with something; the known end of a string may decide."""
    if isinstance(value, Partial) and isinstance(suffix, str):
        known = value.suffix
        if known.endswith(suffix):
            return True
        return False if not suffix.endswith(known) else _unknown(value)
    return _known(value, suffix) or text(value).endswith(text(suffix))


@aware
def startswith_(value: Data, prefix: Data) -> Data:
    """Whether it starts with something; the known beginning of a string may decide."""
    if isinstance(value, Partial) and isinstance(prefix, str):
        known = value.prefix
        if known.startswith(prefix):
            return True
        return False if not prefix.startswith(known) else _unknown(value)
    return _known(value, prefix) or text(value).startswith(text(prefix))


def _known(*values: Data) -> Unknown | None:
    return first_unknown(list(values))


def _unknown(value: Data) -> Unknown:
    return first_unknown(value) or Unknown("it is not known")


def strcontains_(value: Data, part: Data) -> Data:
    """Whether it holds something."""
    return text(part) in text(value)


@aware
def lower_(value: Data) -> Data:
    """In lower case; known stretches of a string, too."""
    return _per_stretch(value, str.lower)


@aware
def upper_(value: Data) -> Data:
    """In upper case; known stretches of a string, too."""
    return _per_stretch(value, str.upper)


def _per_stretch(value: Data, change: object) -> Data:
    if isinstance(value, Partial):
        return partial(change(part) if isinstance(part, str) else _unknown(part) for part in value.parts)  # type: ignore[operator]
    return _known(value) or change(text(value))  # type: ignore[operator]


def title_(value: Data) -> Data:
    """With the first letter of every word in upper case."""
    result = []
    before = " "
    for character in text(value):
        starts = not (before.isalnum() or before == "_")
        result.append(character.upper() if starts else character)
        before = character
    return "".join(result)


def trim_(value: Data, characters: Data) -> Data:
    """Without the given characters at both ends."""
    return text(value).strip(text(characters)) if text(characters) else text(value)


def trimprefix_(value: Data, prefix: Data) -> Data:
    """Without a beginning."""
    return text(value).removeprefix(text(prefix))


def trimsuffix_(value: Data, suffix: Data) -> Data:
    """Without an end."""
    return text(value).removesuffix(text(suffix))


@aware
def trimspace_(value: Data) -> Data:
    """Without white space at both ends."""
    if isinstance(value, Partial):
        first, *middle, last = value.parts
        begin = first.lstrip() if isinstance(first, str) else first
        end = last.rstrip() if isinstance(last, str) else last
        return partial([begin, *middle, end])
    return _known(value) or text(value).strip(" \t\n\v\f\r\x85\xa0")


def strrev_(value: Data) -> Data:
    """The other way round."""
    return text(value)[::-1]


def substr_(value: Data, offset: Data, length: Data) -> Data:
    """A stretch; a negative offset counts from the end, a negative length takes all."""
    given, start, size = text(value), integer(offset), integer(length)
    if start >= 0:
        return given[start:] if size < 0 else given[start : start + size]
    # counted from the end, a length of 0 takes all as well
    start = max(len(given) + start, 0)
    return given[start:] if size <= 0 else given[start : start + size]


def indent_(spaces: Data, value: Data) -> Data:
    """With spaces before all lines but the first."""
    return text(value).replace("\n", "\n" + " " * integer(spaces))


@aware
def join_(separator: Data, *lists: Data) -> Data:
    """The elements of lists with a separator between; unknown elements stay so in the string."""
    if _known(separator):
        return _unknown(separator)
    between = text(separator)
    items: list[Data] = []
    for given in lists:
        if isinstance(given, Unknown | OneOf | OpenList):
            return _unknown(given)
        items += sequence(given)
    stretches: list[Data] = []
    for index, item in enumerate(items):
        if index:
            stretches.append(between)
        stretches.append(item if isinstance(item, Unknown | Partial | OneOf | Encoded) else text(item))
    return partial(stretches)


@aware
def split_(separator: Data, value: Data) -> Data:
    """The stretches between separators."""
    unknown = _known(separator, value)
    if unknown is not None:
        return unknown
    given, between = text(value), text(separator)
    if not between:
        return ListValue(given)
    return ListValue(given.split(between))


@aware
def replace_(value: Data, part: Data, other: Data) -> Data:
    """With one part replaced by another; `/…/` is a regular expression."""
    unknown = _known(part, other)
    if unknown is not None:
        return unknown
    wanted, replacement = text(part), text(other)
    if isinstance(value, Partial) and len(wanted) == 1:
        pieces = (p.replace(wanted, replacement) if isinstance(p, str) else _unknown(p) for p in value.parts)
        return partial(pieces)
    if first_unknown(value) is not None:
        return _unknown(value)
    given = text(value)
    if len(wanted) > 1 and wanted.startswith("/") and wanted.endswith("/"):
        from groundrule.terraform.functions.patterns import compiled, expanded

        pattern = compiled(wanted[1:-1])
        return pattern.sub(lambda match: expanded(replacement, match), given)
    return given.replace(wanted, replacement)


def regex_(pattern: Data, value: Data) -> Data:
    """What a regular expression matches first: a string, or its groups."""
    from groundrule.terraform.functions.patterns import compiled, groups

    match = compiled(text(pattern)).search(text(value))
    if match is None:
        raise FunctionError("the pattern does not match the string")
    return groups(match)


def regexall_(pattern: Data, value: Data) -> Data:
    """All that a regular expression matches."""
    from groundrule.terraform.functions.patterns import compiled, groups

    return ListValue(groups(match) for match in compiled(text(pattern)).finditer(text(value)))


@aware
def format_(template: Data, *values: Data) -> Data:
    """A string by a template with verbs such as `%s`."""
    from groundrule.terraform.functions.formatting import formatted

    if not isinstance(template, str):
        return _unknown(template) if _known(template) else formatted(text(template), list(values))
    return formatted(template, list(values))


@aware
def formatlist_(template: Data, *values: Data) -> Data:
    """A string for every element of the lists among the values."""
    from groundrule.terraform.functions.formatting import formatted

    if not isinstance(template, str):
        return _unknown(template)
    for value in values:
        if isinstance(value, Unknown | OpenList):
            return _unknown(value)
    lengths = {len(value) for value in values if isinstance(value, list)}
    if len(lengths) > 1:
        raise FunctionError("the lists have different lengths")
    count = lengths.pop() if lengths else 1
    rows = [[value[i] if isinstance(value, list) else value for value in values] for i in range(count)]
    return ListValue(formatted(template, row) for row in rows)


def templatestring_(value: Data, names: Data) -> Data:
    """Given by the evaluator; here only its arguments are checked."""
    mapping(names)
    return text(value)
