"""HTML in which text can only be text: whatever is not made by `tag` or `join` is escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

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


def head(title: str, style: str, script: str | None = None) -> Markup:
    """The head of a page that fetches nothing and lets only its own style and script count.

    Args:
        title: of the page.
        style: its style sheet.
        script: what stands in its one `script` element, if there is one.
    """
    scripts = f" script-src '{_hash(script)}';" if script is not None else ""
    policy = f"default-src 'none'; style-src '{_hash(style)}';{scripts} base-uri 'none'; form-action 'none'"
    metas = (
        'charset="utf-8"',
        'name="viewport" content="width=device-width, initial-scale=1"',
        'name="referrer" content="no-referrer"',
        f'http-equiv="Content-Security-Policy" content="{policy}"',
    )
    return tag("head", *(Markup(f"<meta {meta}>") for meta in metas), tag("title", title), tag("style", Markup(style)))


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


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
