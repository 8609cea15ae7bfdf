"""Secrets that are known by their own shape, wherever they stand: the vendors' tokens, keys, URLs with passwords."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from re import Match, Pattern
from typing import Final, NamedTuple

from groundrule.secretvalues import entropy, is_literal, is_random
from groundrule.vocabulary.vendor_tokens import VENDOR_TOKENS


class Shape(NamedTuple):
    """One kind of secret.

    Attributes:
        what: for people: `an AWS access key`.
        markers: texts of which one stands in every secret of the kind; a text without them is not searched.
        pattern: a regular expression; its group `secret`, where it has one, is judged by `check`.
        check: whether a match is one indeed.
    """

    what: str
    markers: tuple[str, ...]
    pattern: str
    check: Callable[[Match[str]], bool] = lambda match: True  # noqa: ARG005 - most shapes say enough


def _is_real(match: Match[str]) -> bool:
    """Whether what stands in the secret's place is not a placeholder or a reference."""
    return is_literal(next(filter(None, match.groups())))


def _is_basic(match: Match[str]) -> bool:
    """Whether the text behind `Basic` is the base64 of a user and a password."""
    return b":" in _bytes(match["secret"])


def _is_drawn(match: Match[str]) -> bool:
    """Whether what stands in the secret's place looks drawn by lot."""
    return is_literal(match["secret"]) and is_random(match["secret"])


def _is_no_sample(match: Match[str]) -> bool:
    """Whether a token is not one that shows how such tokens look: `AKIAXXXXXXXXXXXXXXXX`."""
    return _compiled(r"[xX*]{5}").search(match[0]) is None


def _is_encoded_key(match: Match[str]) -> bool:
    return b"PRIVATE KEY" in _bytes(match[0][:80])


def _is_aws_secret(match: Match[str]) -> bool:
    """Forty characters of base64 that look drawn by lot: an AWS secret key has no other mark."""
    return _is_mixed(match[0]) and is_literal(match[0]) and not match[0].startswith(_SITE_KEY)


def _is_token(match: Match[str]) -> bool:
    """Whether what follows a prefix mixes its characters as no name does."""
    return match["prefix"] not in _PUBLIC and _is_mixed(match["secret"])


# prefixes of what is meant to be known
_PUBLIC: Final = frozenset(("pk", "pub", "public", "phc", "price", "id", "user", "org", "cus", "sha", "etag"))


# of reCAPTCHA, which everybody is shown
_SITE_KEY: Final = "6L"


def _is_mixed(text: str) -> bool:
    kinds = (str.isupper, str.islower, str.isdigit) if len(text) < 44 else (str.islower, str.isdigit)
    return all(any(map(kind, text)) for kind in kinds) and entropy(text) >= 4.2


def _bytes(text: str) -> bytes:
    from base64 import b64decode

    try:
        return b64decode(text[: len(text) // 4 * 4])
    except ValueError:
        return b""


_LOGIN: Final = r"[a-z][a-z0-9+.-]{1,30}://[^\s:/@$\"'<>]*:(?P<secret>[^\s/@\"'<>]{1,200})@[\w.\[%$-]"

SHAPES: Final = (
    *(Shape(what, markers, pattern, _is_no_sample) for what, markers, pattern in VENDOR_TOKENS),
    Shape(
        "an Azure storage key",
        ("==",),
        r"(?<![A-Za-z0-9+/])(?<!sha512-)[A-Za-z0-9+/]{86}==(?![A-Za-z0-9+/=])",
        lambda match: not _bytes(match[0]).isascii(),
    ),
    Shape("an encoded private key", ("LS0tLS1CRUdJTi",), r"LS0tLS1CRUdJTi[A-Za-z0-9+/]{50,}", _is_encoded_key),
    # PKCS #8 and PKCS #1 of RSA, SEC 1 of elliptic curves: how the base64 of their bytes begins
    Shape("a private key", ("BADANBgkqhkiG9w0BAQEFAASC",), r"\bMI[A-Za-z0-9+/]{3,8}BADANBgkqhkiG9w0BAQEFAASC"),
    Shape("a private key", ("IBAAKC", "MHcCAQEEI"), r"\b(?:MII[A-Za-z0-9+/]{3}IBAAKC[A-Za-z0-9+/]{60}|MHcCAQEEI)"),
    Shape("a URL with a password", ("://",), rf"(?i)(?<![a-z0-9+.-]){_LOGIN}", _is_real),
    Shape(
        "a connection string with a password",
        ("assword=", "pwd=", "Pwd=", "PWD=", "ASSWORD=", "AccountKey="),
        # beside other words that are given in the same way
        (
            r"(?i)(?:(?:^|[;\s])[a-z][a-z ]{1,30}=[^;\n\"'=]{1,200}(?:;\s*|\s)(?:password|pwd|accountkey)="
            r"(?P<secret>[^;\s\"',()]{3,})(?=[;\s]|$)"
            r"|(?:^|;)(?:password|pwd|accountkey)=(?P<first>[^;\s\"']{3,});\s*[a-z][a-z ]{1,30}=)"
        ),
        _is_real,
    ),
    Shape(
        "a connection string with a password",
        ("jdbc:oracle:",),
        r"jdbc:oracle:\w+:[\w.-]+/(?P<secret>[^\s/@:]{3,})@",
        _is_real,
    ),
    Shape(
        "a connection string with a password",
        ("@tcp(", "@unix(", "@("),
        r"[\w.-]+:(?P<secret>[^\s:@/]{3,100})@(?:tcp|unix)?\(",
        _is_real,
    ),
    Shape("a user and a password", ("asic ",), r"\b[Bb]asic\s+(?P<secret>[A-Za-z0-9+/]{8,}={0,2})", _is_basic),
    Shape(
        "a user and a password",
        ('"auth"',),
        r'"auth"\s*:\s*"(?P<secret>[A-Za-z0-9+/]{8,}={0,2})"',
        _is_basic,
    ),
    Shape("a bearer token", ("earer ",), r"\b[Bb]earer\s+(?P<secret>[\w.~+/-]{16,}=*)", _is_drawn),
    Shape(
        "a token in a header",
        ("uthorization",),
        r"[Aa]uthorization\\?[\"']?\s*[:=]\s*\\?[\"']?[A-Za-z-]{2,20}\s+(?:token=)?\\?[\"']?(?P<secret>[\w.~+/-]{16,}=*)",
        _is_drawn,
    ),
    # many vendors put their own prefix before characters drawn by lot
    Shape(
        "a token",
        ("_",),
        r"(?<![\w./-])(?P<prefix>[a-z][a-z0-9]{1,9})_(?:v\d_)?(?P<secret>[A-Za-z0-9]{32,})(?![\w./-])",
        _is_token,
    ),
    Shape(
        "a secret key",
        ("sk_", "sk-", "secret_", "secret-", "apikey_", "api_key_", "apikey-"),
        (
            r"(?<![\w./-])(?:[a-z]{2,12}[_-])?(?:sk|secret|api_?key)[_-](?:[a-z]{2,12}[_-])?"
            r"(?P<secret>[A-Za-z0-9]{24,})(?![\w./-])"
        ),
        _is_drawn,
    ),
)

_MARKERS: Final[dict[str, list[Shape]]] = {}
for _shape in SHAPES:
    for _marker in _shape.markers:
        _MARKERS.setdefault(_marker, []).append(_shape)

# it has no mark of its own, so that only a value that is nothing else is taken for one
_AWS_SECRET: Final = Shape("an AWS secret key", (), r"[A-Za-z0-9/+]{40}", _is_aws_secret)


# a token or key has no gap, and only these shapes may be shorter
_LONG: Final = r"\S{20}"
_SHORT: Final = (
    "://",
    "wd=",
    "ord=",
    "ORD=",
    "WD=",
    "asic ",
    "earer ",
    "uthorization",
    "PRIVATE KEY",
    '"auth"',
    "@tcp(",
)
_EXAMPLES: Final = (
    ("an AWS access key", r"A[KS]IA[A-Z0-9]{9}EXAMPLE"),
    ("an AWS secret key", r"[A-Za-z0-9/+]{30}EXAMPLEKEY"),
)


@cache
def _compiled(pattern: str) -> Pattern[str]:
    import re

    return re.compile(pattern)


def find(text: str, *, examples: bool = False) -> str:
    """What a text holds, such as `an AWS access key`; empty where it has no known shape.

    Args:
        text: the text.
        examples: whether the keys of AWS's documentation count as well, which everybody knows and nobody can use.
    """
    found = next((shape.what for shape, _ in _matches(text)), "")
    if examples and not found and "EXAMPLE" in text:
        found = next((what for what, pattern in _EXAMPLES if _compiled(pattern).search(text)), "")
    return found


def masked(text: str, mask: str) -> str:
    """A text with a mask in the place of every secret of a known shape."""
    for _, match in list(_matches(text)):
        groups = match.groupdict()
        text = text.replace(groups.get("secret") or groups.get("first") or match[0], mask)
    return text


def _matches(text: str) -> Iterator[tuple[Shape, Match[str]]]:
    # this is asked of every text of every template, and most have nothing long in them
    if not (_compiled(_LONG).search(text) or any(sign in text for sign in _SHORT)):
        return
    met = [marker for marker in _MARKERS if marker in text]
    for shape in dict.fromkeys(shape for marker in met for shape in _MARKERS[marker]):
        for match in _compiled(shape.pattern).finditer(text):
            if shape.check(match):
                yield shape, match
    whole = text.strip()
    if len(whole) == 40:
        found = _compiled(_AWS_SECRET.pattern).fullmatch(whole)
        if found and _AWS_SECRET.check(found):
            yield _AWS_SECRET, found
