"""HTML in which text can only be text: whatever is not made by `tag` or `join` is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from groundrule.report.words import safe


class Markup(str):
    """A piece of HTML that is already right."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | None) -> Markup:
    """An element.

    Args:
        name: of the element.
        children: markup as it is, any other text escaped.
        attributes: their names without the trailing underscore of Python's own words, `_` for `-`; None leaves one out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{written}>{join(children)}</{name}>")


def join(children: Iterable[str]) -> Markup:
    """Pieces one after the other."""
    return Markup("".join(child if isinstance(child, Markup) else escaped(child) for child in children))


def escaped(text: str) -> Markup:
    """A text without anything that has a meaning in HTML."""
    readable = "\n".join(safe(line) for line in text.split("\n"))
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        readable = readable.replace(character, entity)
    return Markup(readable)


def words(text: str) -> Markup:
    """A text for people; what stands between backticks is code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return escaped(text)
    return join(tag("code", piece) if number % 2 else piece for number, piece in enumerate(pieces))
