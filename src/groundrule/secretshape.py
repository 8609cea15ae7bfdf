"""What a secret looks like: by known shape, or as a literal that is given to a telling name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from re import Match, Pattern
from typing import Final

from groundrule import secrettokens
from groundrule.secretwords import Telling, is_random, is_reference, stands_for_nothing, telling

_CREDENTIAL: Final = "a password, key or token"
_LONGEST: Final = 1 << 20

# of these one stands in every assignment to a telling name
_MARKERS: Final = ("pass", "pwd", "secret", "token", "key", "credential", "bearer", "psk", "pw")

_ASSIGNMENT: Final = (
    r"(?<![\w.-])(?P<name>[\w.-]{2,100})\\?[\"']?\]?(?P<sign>\s*(?::=|=>|[=:])\s*)"
    r"(?:\\?\"(?P<double>[^\"\\\n]{3,})\\?\"|'(?P<single>[^'\n]{3,})'|(?P<bare>[^\s\"'`$<{\[;|&(),]{4,})(?P<after>.?))"
)
_OPTION: Final = r"(?:password|passwd|token|secret|api-?key|secret-key)"
# how commands and configurations take one; the first text, in small letters, stands in each of the kind
_COMMANDS: Final = (
    ("chpasswd", r"echo\s+(?:-e\s+)?[\"']?[\w.-]+:(?P<secret>[^\s\"'|:]{3,})[\"']?\s*\|\s*(?:sudo\s+)?chpasswd"),
    ("--stdin", r"echo\s+[\"']?(?P<secret>[^\s\"'|]{3,})[\"']?\s*\|\s*(?:sudo\s+)?passwd\s+--stdin"),
    ("net user", r"(?i)\bnet user\s+[\"']?\S+\s+[\"']?(?P<secret>[^\s\"'/*]{3,})"),
    ("curl", r"\bcurl\b[^\n|;]{0,300}\s(?:-u|--user)[ =]?[\"']?[\w.@-]+:(?P<secret>[^\s\"':]{3,})"),
    ("sshpass", r"\bsshpass\s+-p\s*[\"']?(?P<secret>[^\s\"']{3,})"),
    ("mysql", r"\bmysql(?:dump|admin)?\b[^\n|;]{0,300}\s-p[\"']?(?P<secret>[^\s\"'-][^\s\"']{2,})"),
    ("securestring", r"(?i)ConvertTo-SecureString\s+(?:-String\s+)?[\"'](?P<secret>[^\"'\n]{3,})[\"']"),
    ("--", rf"--(?:[\w-]{{0,40}}-)?{_OPTION}[ =][\"']?(?P<secret>[^\s\"'-][^\s\"']{{3,}})"),
    ("htpasswd", r"\bhtpasswd\b[^\n|;]{0,100}\s-\w*b\w*\s+\S+\s+\S+\s+[\"']?(?P<secret>[^\s\"';]{3,})"),
    ("redis-cli", r"\bredis-cli\b[^\n|;]{0,300}\s-a\s+[\"']?(?P<secret>[^\s\"';]{3,})"),
    (
        " -p",
        (
            r"\b(?:(?:docker|podman|oc|az)\s+login|useradd|usermod|mongo\w*)\b[^\n|;]{0,300}\s-p\s+[\"']?"
            r"(?P<secret>[^\s\"';-][^\s\"';]{2,})"
        ),
    ),
    ("sqlcmd", r"\bsqlcmd\b[^\n|;]{0,300}\s-P\s*[\"']?(?P<secret>[^\s\"';]{3,})"),
    ("ldap", r"\bldap\w+\b[^\n|;]{0,300}\s-w\s+[\"']?(?P<secret>[^\s\"';]{3,})"),
    ("from-literal", r"--from-literal[= ][\"']?(?P<name>[\w.-]+)=[\"']?(?P<secret>[^\s\"';]{3,})"),
    ("</", r"<(?P<name>[\w.:-]{2,60})>\s*(?P<secret>[^<\s]{3,})\s*</"),
    ("identified by", r"(?i)\bidentified by\s+[\"'](?P<secret>[^\"'\n]{3,})[\"']"),
    ("password ", r"(?i)\bpassword\s+[\"'](?P<secret>[^\s\"']{3,})[\"']"),
    ("machine ", r"\bmachine\s+\S+\s+login\s+\S+\s+password\s+(?P<secret>\S{3,})"),
    ("requirepass", r"\brequirepass\s+[\"']?(?P<secret>[^\s\"']{3,})"),
    ("setx", r"\bsetx\s+(?P<name>\w+)\s+[\"']?(?P<secret>[^\s\"';]{3,})"),
    (
        "configure set",
        r"configure set (?:\S+\.)?aws_(?:secret_access_key|session_token)\s+[\"']?(?P<secret>[^\s\"';]{4,})",
    ),
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


def known_shape(text: str) -> str:
    """What a text holds, such as `an AWS access key`; empty where it has no known shape."""
    return secrettokens.find(text) if len(text) >= 8 else ""


def in_script(text: str) -> str:
    """What a script or configuration holds; besides the known shapes a literal given to a telling name."""
    for part in (text, *_encoded_parts(text)):
        shape = known_shape(part)
        if shape:
            return shape
        if any(_given_to_commands(part)) or any(_assigned(part)):
            return _CREDENTIAL
    return ""


# the same values stand in resource after resource: tags, regions, names
@lru_cache(maxsize=2048)
def given(name: str, text: str) -> str:
    """What a value is, or holds, whose name is known: `DB_PASSWORD` and `hunter2`; empty where it is no secret."""
    return in_script(decoded(text)) or (_CREDENTIAL if is_secret(name, text) else "")


def is_secret(name: str, text: str) -> bool:
    """Whether a literal that is given to a name is a secret for what the name tells."""
    degree = telling(name)
    if degree is Telling.NOT or not is_literal(text):
        return False
    return degree is Telling.SURELY or is_random(text.strip(), token=name.lower().endswith("token"))


def is_literal(value: str) -> bool:
    """Whether a value is one itself, and neither a placeholder nor a reference to where it is kept."""
    text = value.strip()
    return not (stands_for_nothing(text) or is_reference(text))


def is_telling(name: str) -> bool:
    """Whether a name tells that its value is, or may be, a secret."""
    return telling(name) is not Telling.NOT


def _given_to_commands(text: str) -> Iterator[str]:
    if " " not in text and "--" not in text and "</" not in text:
        return
    lowered = text.lower()
    for marker, pattern in _COMMANDS:
        if marker in lowered:
            for match in _compiled(pattern).finditer(text):
                if is_secret(match.groupdict().get("name", "password"), match["secret"]):
                    yield match["secret"]


def _assigned(text: str) -> Iterator[str]:
    if ":" not in text and "=" not in text:
        return
    lowered = text.lower()
    if not [marker for marker in _MARKERS if marker in lowered]:
        return
    if "value" in lowered:
        for pattern in _PAIRS:
            for match in _compiled(pattern).finditer(text):
                if is_secret(match["name"], match["value"]):
                    yield match["value"]
    for match in _compiled(_ASSIGNMENT).finditer(text):
        if telling(match["name"]) is Telling.NOT:
            continue
        literal = match["double"] or match["single"]
        if literal is None:
            literal = match["bare"] if _is_bare_literal(match) else ""
        if literal and is_secret(match["name"], literal):
            yield literal


def _is_bare_literal(match: Match[str]) -> bool:
    """Whether an unquoted right side is a text, as in a shell or YAML, and not an expression of a language."""
    bare = match["bare"]
    if match["after"] in {"(", "[", "{", ")", ","} or (is_telling(bare) and not bare[-1].isdigit()):
        return False
    if _compiled(r"[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)+").fullmatch(bare):
        return False
    if match["sign"] == "=" or match["sign"].startswith(":"):
        return True
    return not _compiled(r"[A-Za-z_]+").fullmatch(bare)


def _encoded_parts(text: str) -> Iterator[str]:
    """What the parts of a cloud-init text are the base64 of."""
    if "base64" not in text and "b64" not in text:
        return
    for match in _compiled(r"(?:[A-Za-z0-9+/]{60,}\s+)*[A-Za-z0-9+/]{4,}={0,2}").finditer(text):
        part = decoded(match[0])
        if part != match[0]:
            yield part


def decoded(text: str) -> str:
    """A text, or what it is the base64 of (which user data often is, even compressed)."""
    stripped = "".join(text.split())
    if len(stripped) < 16 or not stripped.replace("+", "A").replace("/", "A").rstrip("=").isalnum():
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
