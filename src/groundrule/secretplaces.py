"""Where in a text secrets stand: the shortest stretches in which one is still seen.

Whoever sees secrets (`secretshape.in_script`, say) only tells whether a text holds any. So a text that does is halved
until single lines are left, and these lose words at both ends for as long as the secret is still seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from re import Pattern
from typing import Final, NamedTuple, TypeAlias

from groundrule import secretshape
from groundrule.secretwords import is_telling

Sees: TypeAlias = Callable[[str], str]

# longer lines are looked at in pieces, which overlap by so much
_LINE: Final = 600
_OVERLAP: Final = 200
# what spans the middle of a text is looked for in so many lines on both sides
_BORDER: Final = 4
_MOST: Final = 500
_ROUNDS: Final = 5
_LONGEST_KEY: Final = 20_000


class Stretch(NamedTuple):
    """A stretch of a text that holds a secret.

    Attributes:
        start: the offset at which it begins: at the name that a literal is given to, where there is one.
        value: the offset from which on nothing may be shown.
        end: its end, exclusive.
        name: what the secret is called there; empty where nothing tells.
    """

    start: int
    value: int
    end: int
    name: str


def stretches(text: str, sees: Sees = secretshape.in_script) -> list[Stretch]:
    """The stretches of a text that hold a secret each, in order; not more than 500.

    Args:
        text: any text.
        sees: what a text holds; empty where it holds no secret.
    """
    if not sees(text):
        return []
    pieces = _Search(text, sees).among(_pieces(text))
    found: list[Stretch] = []
    for stretch in sorted(_narrowed(text, start, end, sees) for start, end in pieces):
        if not found or stretch.start >= found[-1].end:
            found.append(stretch)
    return found


def masked(text: str, mask: str) -> str:
    """A text with a mask in the place of every secret that is seen in it."""
    for _ in range(_ROUNDS):
        found = stretches(text)
        if not found:
            return text
        # of several in one line the last is found first
        for stretch in reversed(found):
            text = text[: stretch.value] + mask + text[stretch.end :]
    return mask


Piece: TypeAlias = tuple[int, int]


def _pieces(text: str) -> list[Piece]:
    """The lines of a text; long ones in pieces that overlap."""
    found: list[Piece] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        while end - start > _LINE:
            found.append((start, start + _LINE))
            start += _LINE - _OVERLAP
        found.append((start, end))
        start = end
    return found


class _Search:
    """Halves a text until the pieces with a secret are left; what is found is taken out of the text."""

    def __init__(self, text: str, sees: Sees) -> None:
        self._text = text
        self._sees = sees
        self._left = _MOST

    def among(self, pieces: list[Piece]) -> Iterator[Piece]:
        """The pieces, or the shortest runs of them, that hold a secret."""
        if not pieces or not self._left or not self._holds(pieces):
            return
        if len(pieces) == 1:
            yield self._taken(pieces[0])
            return
        middle = len(pieces) // 2
        found = False
        for piece in (*self.among(pieces[:middle]), *self.among(pieces[middle:])):
            found = True
            yield piece
        # what only the lines around the middle hold together
        around = pieces[max(middle - _BORDER, 0) : middle + _BORDER] if found else pieces
        if self._left and self._holds(around):
            yield self._taken(self._shortest(around))

    def _holds(self, pieces: list[Piece]) -> bool:
        return bool(self._sees(self._text[pieces[0][0] : pieces[-1][1]]))

    def _taken(self, piece: Piece) -> Piece:
        start, end = piece
        self._left -= 1
        # a mark that neither a name nor a secret can be made of
        self._text = self._text[:start] + ";" * (end - start - 1) + "\n" + self._text[end:]
        return piece

    def _shortest(self, pieces: list[Piece]) -> Piece:
        first, last = 0, len(pieces)
        while last - first > 1 and self._holds(pieces[first + 1 : last]):
            first += 1
        while last - first > 1 and self._holds(pieces[first : last - 1]):
            last -= 1
        return pieces[first][0], pieces[last - 1][1]


@cache
def _compiled(pattern: str) -> Pattern[str]:
    import re

    return re.compile(pattern)


def _narrowed(text: str, start: int, end: int, sees: Sees) -> Stretch:
    """The words of a piece in which the secret is still seen, and the whole of a private key."""
    words = [(start + match.start(), start + match.end()) for match in _compiled(r"\S+").finditer(text[start:end])]
    while len(words) > 1 and sees(text[words[1][0] : end]):
        words.pop(0)
    start = words[0][0]
    while len(words) > 1 and sees(text[start : words[-2][1]]):
        words.pop()
    end = words[-1][1]
    if "-----BEGIN " in text[start:end]:
        closing = text.find("-----END ", end, end + _LONGEST_KEY)
        end = end if closing < 0 else text.find("-----", closing + 9, closing + 100) + 5 or len(text)
    elif "PuTTY-User-Key-File" in text[start:end]:
        end = min(len(text), end + _LONGEST_KEY)
    return _named(text, start, end)


def _named(text: str, start: int, end: int) -> Stretch:
    stretch = text[start:end]
    pair = _compiled(r"(?i)\b(?:name|key)\\?[\"']?\s*[:=]\s*\\?[\"']?([\w.-]+)").search(stretch)
    if pair is not None and "value" in stretch.lower() and is_telling(pair[1]):
        return Stretch(start, start, end, pair[1])
    for given in _compiled(r"(?<![\w.-])([\w.-]{2,100}+)[\"'\]\\]{0,4}\s*(?:=>|:=|[=:])\s*").finditer(stretch):
        if is_telling(given[1]):
            return Stretch(start + given.start(1), start + given.end(), end, given[1])
    return Stretch(start, start, end, "")
