"""The two facts of a certificate that policies ask for, read from its PEM text.

It reads only as far as it must; whether the certificate is genuine is not its business. The structure is that of
https://www.rfc-editor.org/rfc/rfc5280#section-4.1, encoded by the rules of https://www.itu.int/rec/T-REC-X.690.
"""

from __future__ import annotations

import time
from binascii import a2b_base64
from typing import Final, NamedTuple

_BEGIN: Final = "-----BEGIN CERTIFICATE-----"
_END: Final = "-----END CERTIFICATE-----"
# object identifier 1.2.840.113549.1.1.1: rsaEncryption
_RSA: Final = bytes.fromhex("2a864886f70d010101")
_UTC_TIME: Final = 0x17
_VERSION: Final = 0xA0


class Certificate(NamedTuple):
    """What a certificate says.

    Attributes:
        not_after: its last second, as `YYYYMMDDHHMMSS` in UTC.
        rsa_bits: the length of its RSA key; None for a key of another kind.
    """

    not_after: str
    rsa_bits: int | None

    @property
    def expired(self) -> bool:
        """Whether its time is over."""
        return self.not_after < time.strftime("%Y%m%d%H%M%S", time.gmtime())


def read_certificate(pem: str) -> Certificate | None:
    """The first certificate of a PEM text, or None where there is none that can be read."""
    body = pem.partition(_BEGIN)[2].partition(_END)[0]
    try:
        return _certificate(a2b_base64(body))
    except (ValueError, IndexError):
        return None


def _certificate(der: bytes) -> Certificate:
    fields = _items(_items(_items(der)[0][1])[0][1])
    if fields[0][0] == _VERSION:
        fields = fields[1:]
    # serial number, signature, issuer, validity, subject, key
    validity, key = fields[3][1], fields[5][1]
    return Certificate(_time(*_items(validity)[1]), _rsa_bits(key))


def _items(data: bytes) -> list[tuple[int, bytes]]:
    """The elements of a sequence: tag and content of each.

    Raises:
        IndexError: if it is cut off.
    """
    found = []
    at = 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(data[at : at + size], "big"), at + size
        if at + length > len(data):
            raise IndexError("the certificate is cut off")
        found.append((tag, data[at : at + length]))
        at += length
    return found


def _time(tag: int, content: bytes) -> str:
    """A point of time with four digits of the year; two-digit years below 50 belong to this century."""
    text = content.decode("ascii").rstrip("Z")
    if tag != _UTC_TIME:
        return text
    return ("20" if text < "50" else "19") + text


def _rsa_bits(key: bytes) -> int | None:
    algorithm, (_, bits) = _items(key)
    if _items(algorithm[1])[0][1] != _RSA:
        return None
    # a bit string begins with the number of bits that it leaves unused
    modulus = _items(_items(bits[1:])[0][1])[0][1]
    return int.from_bytes(modulus, "big").bit_length()
