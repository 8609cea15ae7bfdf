"""Hash functions."""

from __future__ import annotations

import binascii

from groundrule.digests import digest
from groundrule.terraform.functions.arguments import FunctionError, text
from groundrule.value import Data


def hexadecimal(algorithm: str, content: bytes) -> str:
    """A digest in lower-case hexadecimal."""
    return digest(algorithm, content).hex()


def base64(algorithm: str, content: bytes) -> str:
    """A digest in base64."""
    return binascii.b2a_base64(digest(algorithm, content), newline=False).decode()


def md5_(value: Data) -> Data:
    """MD5."""
    return hexadecimal("md5", text(value).encode())


def sha1_(value: Data) -> Data:
    """SHA-1."""
    return hexadecimal("sha1", text(value).encode())


def sha256_(value: Data) -> Data:
    """SHA-256."""
    return hexadecimal("sha256", text(value).encode())


def sha512_(value: Data) -> Data:
    """SHA-512."""
    return hexadecimal("sha512", text(value).encode())


def base64sha256_(value: Data) -> Data:
    """SHA-256 in base64."""
    return base64("sha256", text(value).encode())


def base64sha512_(value: Data) -> Data:
    """SHA-512 in base64."""
    return base64("sha512", text(value).encode())


def uuidv5_(namespace: Data, name: Data) -> Data:
    """A UUID made of a namespace and a name."""
    import uuid

    known = {"dns": uuid.NAMESPACE_DNS, "url": uuid.NAMESPACE_URL, "oid": uuid.NAMESPACE_OID}
    given = text(namespace)
    try:
        space = known.get(given) or (uuid.NAMESPACE_X500 if given == "x500" else uuid.UUID(given))
    except ValueError as error:
        raise FunctionError("the namespace is no UUID") from error
    return str(uuid.uuid5(space, text(name)))
