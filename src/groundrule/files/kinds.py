"""What a file is, by its name and its first bytes."""

from __future__ import annotations

from typing import Final

_PLAN_NAME: Final = b"tfplan"
# a file is taken for binary as Git does it: by a NUL near its beginning
_BEGINNING: Final = 8000
_STORES: Final = (
    (b"\xfe\xed\xfe\xed", "a Java key store"),
    (b"\xce\xce\xce\xce", "a Java key store"),
    (b"\x03\xd9\xa2\x9a", "a KeePass database"),
)
# what stands in a DER sequence: the version 3 of PKCS #12, and the versions of private keys before their algorithm,
# modulus or octets (RFC 7292, RFC 5958, RFC 8017, RFC 5915)
_DER: Final = (
    (b"\x02\x01\x03\x30", "a PKCS #12 key store"),
    (b"\x02\x01\x00\x30", "a private key"),
    (b"\x02\x01\x01\x30", "a private key"),
    (b"\x02\x01\x00\x02", "a private key"),
    (b"\x02\x01\x01\x04", "a private key"),
)


def may_be_state_or_plan(path: str) -> bool:
    """Whether a file is called as Terraform's state and binary plans mostly are."""
    name = path.rpartition("/")[2].lower()
    return ".tfstate" in name or name.endswith(".out") or "plan" in name


def is_state(text: str) -> bool:
    """Whether a text is a state that holds anything, and that is not encrypted.

    https://developer.hashicorp.com/terraform/language/state: JSON with a serial number and a lineage.
    """
    head = text.lstrip()[:4000]
    if not head.startswith("{") or '"serial"' not in head or '"terraform_version"' not in head:
        return False
    return '"encrypted_data"' not in head and not _is_empty(text)


def _is_empty(text: str) -> bool:
    squeezed = "".join(text[:4000].split())
    return '"resources":[]' in squeezed and '"outputs":{}' in squeezed


def is_state_or_plan(content: bytes) -> bool:
    """Whether a file that begins so is a state or a binary plan."""
    if is_plan(content):
        return True
    text = text_of(content)
    return text is not None and is_state(text)


def is_plan(content: bytes) -> bool:
    """Whether a file is what `terraform plan -out` writes: a ZIP archive whose first member is called `tfplan`."""
    return content.startswith(b"PK\x03\x04") and content[30:36] == _PLAN_NAME


def key_store(content: bytes) -> str:
    """What a binary file is, such as `a Java key store`; empty for any other file."""
    for mark, what in _STORES:
        if content.startswith(mark):
            return what
    inside = _sequence(content)
    return next((what for mark, what in _DER if inside.startswith(mark)), "")


def _sequence(content: bytes) -> bytes:
    """The beginning of what a DER sequence holds that fills the whole file; nothing otherwise."""
    if len(content) < 16 or content[0] != 0x30:
        return b""
    size = content[1] - 0x80
    if not 1 <= size <= 4:
        return b""
    length = int.from_bytes(content[2 : 2 + size], "big")
    return content[2 + size : 6 + size] if length + 2 + size == len(content) else b""


def text_of(content: bytes) -> str | None:
    """The text of a file; None for a binary one. What is not UTF-8 is replaced."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    return None if b"\0" in content[:_BEGINNING] else content.decode("utf-8-sig", "replace")
