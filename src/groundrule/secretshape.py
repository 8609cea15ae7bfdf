"""What a secret looks like: by known shape, or as a literal that is given to a telling name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from re import Match, Pattern
from typing import Final

from groundrule import secretcommands, secrettokens
from groundrule.secretcommands import TELLING
from groundrule.secretvalues import is_literal, is_passphrase, is_random, is_weak
from groundrule.secretwords import Telling, is_login, is_of_program, is_telling, may_be_uuid, telling

_CREDENTIAL: Final = "a password, key or token"
_LONGEST: Final = 1 << 20
_SHORTEST: Final = 8  # an assignment, or anything of a known shape

# a type may stand between the name and the sign
_NAMED: Final = (
    r"(?<![\w.-])(?P<name>[\w.-]{2,100})\\?[\"']?\]?"
    r"(?::[ \t]+&?(?:'\w+[ \t]+)?[A-Za-z][\w<>\[\]]{1,20}(?=[ \t]*=[ \t]*[\"']))?"
    r"(?P<sign>[ \t]*(?::=|=>|={1,3}|:)[ \t]*)"
)
_VALUE: Final = (
    r"(?:[NLbru]?\\?\"(?P<double>[^\"\\\n]{3,4096})\\?\"|[NLbru]?'(?P<single>[^'\n]{3,4096})'"
    r"|(?P<bare>[^\s\"'`$<{\[;|&(),]{4,4096})(?P<after>.?))"
)
# an object with a name and a value, in JSON or YAML and in either order
_QUOTED_NAME: Final = r"(?i)\b(?:name|key)\\?[\"']?\s*[:=]\s*\\?[\"']?(?P<name>[\w.-]+)"
_QUOTED_VALUE: Final = r"\bvalue\\?[\"']?\s*[:=]\s*\\?[\"']?(?P<value>[^\s\"',}\\]{3,})"
_PAIRS: Final = (
    rf"{_QUOTED_NAME}[\\\"'\s,]{{1,200}}{_QUOTED_VALUE}",
    rf"(?i){_QUOTED_VALUE}[\\\"'\s,]{{1,200}}{_QUOTED_NAME.removeprefix('(?i)')}",
)


@cache
def _compiled(pattern: str) -> Pattern[str]:
    import re

    return re.compile(pattern)


def known_shape(text: str, *, examples: bool = False) -> str:
    """What a text holds, such as `an AWS access key`; empty where it has no known shape."""
    return secrettokens.find(text, examples=examples) if len(text) >= _SHORTEST else ""


@lru_cache(maxsize=4096)
def in_script(text: str, *, examples: bool = False) -> str:
    """What a script or configuration holds; besides the known shapes a literal given to a telling name.

    Args:
        text: the script.
        examples: whether the keys of AWS's documentation count as well.
    """
    for part in (text, *_encoded_parts(text)):
        shape = known_shape(part, examples=examples)
        if shape:
            return shape
        if any(_given_to_commands(part)) or any(_assigned(part)):
            return _CREDENTIAL
    return ""


# the same values stand in resource after resource: tags, regions, names
@lru_cache(maxsize=2048)
def given(name: str, text: str, *, examples: bool = False) -> str:
    """What a value is, or holds, whose name is known: `DB_PASSWORD` and `hunter2`; empty where it is no secret."""
    if len(text) < _SHORTEST:
        return _CREDENTIAL if is_secret(name, text) else ""
    return in_script(decoded(text), examples=examples) or (_CREDENTIAL if is_secret(name, text) else "")


def is_secret(name: str, text: str) -> bool:
    """Whether a literal that is given to a name is a secret for what the name tells."""
    degree = telling(name)
    if degree is Telling.SURELY:
        return is_literal(text)
    if is_login(name) and _is_user_with_password(text):
        return True
    if degree is Telling.NOT or not is_literal(text):
        return False
    return (
        is_random(text.strip(), token=may_be_uuid(name))
        or is_weak(text)
        or (is_of_program(name) and text.isalnum() and not text.isalpha())
        or (name.lower().endswith(("secret", "mnemonic", "seed")) and is_passphrase(text))
    )


def _is_user_with_password(text: str) -> bool:
    """Whether a text, or what it is the base64 of, is `user:password`."""
    found = _compiled(r"[\w.@-]{1,64}:(?P<secret>[^\s:/]{3,})").fullmatch(decoded(text, shortest=8))
    return found is not None and is_literal(found["secret"])


def _given_to_commands(text: str) -> Iterator[str]:
    for name, value in secretcommands.given(text):
        # `PASSWORD` stands for one in descriptions of how to call something
        if is_secret(name, value) and not (is_telling(value) and value.isalpha()):
            yield value


def _assigned(text: str) -> Iterator[str]:
    if ":" not in text and "=" not in text:
        return
    lowered = text.lower()
    if any(word in lowered for word in TELLING):
        given = (*_paired(text, lowered), *_named(text))
        yield from (literal for name, literal in given if literal and is_secret(name, literal))


def _paired(text: str, lowered: str) -> Iterator[tuple[str, str]]:
    """The names and the values of objects in a text."""
    if "value" in lowered:
        for pattern in _PAIRS:
            for match in _compiled(pattern).finditer(text):
                yield match["name"], match["value"]


def _named(text: str) -> Iterator[tuple[str, str]]:
    """The telling names in a text with the literals that they are given."""
    seen = 0
    for named in _compiled(_NAMED).finditer(text):
        name = named["name"]
        # what a telling name was given is read once; what another one was given may hold assignments itself
        if named.start() < seen or not (is_telling(name) or is_login(name)) or _is_part(text, named):
            continue
        value = _compiled(_VALUE).match(text, named.end())
        if value:
            seen = value.end()
            yield name, value["double"] or value["single"] or _bare_literal(named, value)


def _is_part(text: str, named: Match[str]) -> bool:
    """Whether what looks like a name is a part of an ARN, of the name of a type or of a shell's `${PASSWORD:-}`."""
    before = text[max(named.start() - 2, 0) : named.start()]
    return before in {"::", "${"} or (named["sign"] == ":" and before.endswith(":"))


def _bare_literal(named: Match[str], value: Match[str]) -> str:
    """An unquoted right side that is a text, as in a shell or YAML; empty for an expression or a sentence."""
    bare: str = value["bare"]
    name, sign, after = named["name"], named["sign"], value["after"]
    if (after and after in "([{") or (":" in sign and sign[0] == " " and sign[-1] == ":"):
        return ""
    if bare == name or (name.lower() == "pass" and ":" in sign):
        return ""  # an argument that is handed on; the outcome of a test
    if _compiled(_EXPRESSION).fullmatch(bare) and not _is_dotted_token(bare):
        return ""
    if sign[0] == " " and _compiled(r"[A-Za-z_]{1,24}").fullmatch(bare):
        return ""  # a variable
    if is_random(bare):
        return bare
    if (after and after in "),") or (sign[-1] == " " and _compiled(_SENTENCE).match(value.string, value.start())):
        return ""
    if is_telling(bare) and not bare[-1].isdigit():
        # a variable that is called like the parameter, unless these are variables of an environment
        return bare if sign == "=" and name.isupper() else ""
    return bare


# members of an object, and what PowerShell calls
_EXPRESSION: Final = (
    r"[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)+|(?:Read|Get|New|Import|ConvertTo|ConvertFrom|Invoke|Select)-[A-Z]\w+"
)
_SENTENCE: Final = r"[A-Za-z_]+\.? [A-Za-z]+ [A-Za-z]+|[A-Za-z]+ [a-z]+\."


def _is_dotted_token(text: str) -> bool:
    """Whether a text with a dot is a token such as `s.` before characters drawn by lot."""
    last = text.rpartition(".")[2]
    return len(last) >= 16 and any(map(str.isdigit, last)) and is_random(last) and not is_telling(last)


def _encoded_parts(text: str) -> Iterator[str]:
    """What the parts of a cloud-init text are the base64 of."""
    if "base64" not in text and "b64" not in text:
        return
    for match in _compiled(r"(?:[A-Za-z0-9+/]{60,}\s+)*[A-Za-z0-9+/]{4,}={0,2}").finditer(text):
        part = decoded(match[0])
        if part != match[0]:
            yield part


def decoded(text: str, shortest: int = 16) -> str:
    """A text, or what it is the base64 of (which user data often is, even compressed), if it is long enough."""
    if len(text) < shortest:
        return text
    stripped = "".join(text.split())
    if not stripped.replace("+", "A").replace("/", "A").rstrip("=").isalnum():
        return text
    import binascii
    import zlib

    try:
        content = binascii.a2b_base64(stripped, strict_mode=True)
        if content.startswith(b"\x1f\x8b"):
            content = zlib.decompressobj(wbits=31).decompress(content, _LONGEST)
        return content.decode("utf-8")
    except (ValueError, zlib.error):
        return text
