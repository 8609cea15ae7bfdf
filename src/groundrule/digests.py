"""Digests, without loading OpenSSL, which takes longer than judging a small module.

The standard library's `random` does the same; where Python was built without its own, `hashlib` serves.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from typing import Any, Final

_LEAN: Final = {
    "md5": ("_md5",),
    "sha1": ("_sha1",),
    "sha256": ("_sha2", "_sha256"),
    "sha512": ("_sha2", "_sha512"),
}


def digest(algorithm: str, content: bytes) -> bytes:
    """The digest of a content by `md5`, `sha1`, `sha256` or `sha512`."""
    found: bytes = _function(algorithm)(content).digest()
    return found


@cache
def _function(algorithm: str) -> Callable[[bytes], Any]:
    for module in _LEAN[algorithm]:
        try:
            lean: Callable[[bytes], Any] = getattr(import_module(module), algorithm)
        except ImportError:
            continue
        return lean
    import hashlib

    return partial(hashlib.new, algorithm, usedforsecurity=False)
