"""What a secret looks like: by known shape, or as a literal that is given to a telling name."""

from __future__ import annotations

from functools import cache
from re import Pattern

# what a text holds, and how it is recognised; shapes are those that the vendors document
_SHAPES = {
    "an AWS access key": r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "a GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{82})\b",
    "a GitLab token": r"\bglpat-[\w-]{20}\b",
    "a Slack token": r"\bxox[abeoprs]-[0-9A-Za-z-]{10,}",
    "a Stripe key": r"\b[rs]k_live_[0-9A-Za-z]{24,}\b",
    "a Google API key": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "a URL with a password": r"\b[a-z][a-z0-9+.-]*://[^\s:/@$]+:[^\s:/@$<]+@",
}
_TELLING = (
    r"(?:passw(?:or)?d|passphrase|secret|api_?key|auth_?token|access_?token|private_?key|"
    r"secret(?:_?access)?_?key)"
)
_PLACEHOLDERS = frozenset({"", "true", "false", "null", "none", "changeit"})


@cache
def _shapes() -> list[tuple[str, Pattern[str]]]:
    import re

    return [(what, re.compile(pattern)) for what, pattern in _SHAPES.items()]


@cache
def _assignment() -> Pattern[str]:
    import re

    literal = r"""(?:"(?P<double>[^"\n]{4,})"|'(?P<single>[^'\n]{4,})'|(?P<bare>[^\s"'$<{;|&()]{4,}))"""
    return re.compile(rf"(?i)\b[\w.-]*{_TELLING}[\w.-]*['\"]?\s*[=:]\s*{literal}")


def known_shape(text: str) -> str:
    """What a text holds, such as `an AWS access key`; empty where it has no known shape."""
    return next((what for what, pattern in _shapes() if pattern.search(text)), "")


def in_script(text: str) -> str:
    """What a script or configuration holds; besides the known shapes a literal given to a telling name."""
    shape = known_shape(text)
    if shape:
        return shape
    for match in _assignment().finditer(text):
        literal = match["double"] or match["single"] or match["bare"]
        if is_literal(literal):
            return "a password, key or token"
    return ""


def is_literal(value: str) -> bool:
    """Whether a value is one itself, and neither a placeholder nor a reference to where it is kept."""
    text = value.strip()
    if text.lower() in _PLACEHOLDERS or text.startswith(("$", "<", "{{", "arn:", "/", "%")):
        return False
    return "${" not in text and "$(" not in text


def is_telling(name: str) -> bool:
    """Whether a name tells that its value is a secret."""
    return _telling().search(name) is not None


@cache
def _telling() -> Pattern[str]:
    import re

    return re.compile(rf"(?i){_TELLING}\Z")


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
            content = zlib.decompressobj(wbits=31).decompress(content, 1 << 20)
        return content.decode("utf-8")
    except (ValueError, zlib.error):
        return text
