"""Secrets of many shapes, each made for one place, and the search for what is left of them in a text."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from random import Random
from string import ascii_letters, ascii_uppercase, digits

_ALNUM = ascii_letters + digits
_TOKEN = re.compile(r"<<([a-z0-9-]+)>>")

# what stands in a file, made of the part that nobody may see again, and that part's alphabet and length
_KINDS: dict[str, tuple[Callable[[str], str], str, int]] = {
    "password": (lambda secret: secret, _ALNUM + "!%+", 14),
    "short": (lambda secret: secret, _ALNUM, 8),
    "aws-id": (lambda secret: "AK" + "IA" + secret, ascii_uppercase + "234567", 16),
    "aws-secret": (lambda secret: secret, _ALNUM, 40),
    "github": (lambda secret: "gh" + "p_" + secret, _ALNUM, 36),
    "gitlab": (lambda secret: "gl" + "pat-" + secret, _ALNUM, 20),
    "slack": (lambda secret: "xox" + "b-123456789012-123456789012-" + secret, _ALNUM, 24),
    "stripe": (lambda secret: "sk_" + "live_" + secret, _ALNUM, 24),
    "google": (lambda secret: "AI" + "za" + secret, _ALNUM, 35),
    "npm": (lambda secret: "np" + "m_" + secret, _ALNUM, 36),
    "url": (lambda secret: f"postgres://app:{secret}@db.internal/app", _ALNUM, 12),
    "https": (lambda secret: f"https://ci:{secret}@git.example.org/x.git", _ALNUM, 16),
    "connection": (lambda secret: f"Server=db;User Id=app;Password={secret};", _ALNUM, 14),
    "basic": (lambda secret: "Basic " + b64encode(f"ci:{secret}".encode()).decode(), _ALNUM, 15),
    "bearer": (lambda secret: f"Bearer {secret}", _ALNUM, 32),
    "hash": (lambda secret: f"$2b$10${secret}", _ALNUM, 53),
    "key": (lambda secret: "-----BEGIN " + f"PRIVATE KEY-----\\n{secret}\\n-----END PRIVATE KEY-----", _ALNUM, 64),
    "script": (lambda secret: f"mysql -u root -p{secret} app", _ALNUM, 12),
    "curl": (lambda secret: f"curl -u ci:{secret} https://x.example.org", _ALNUM, 13),
    "export": (lambda secret: f"export DB_PASSWORD={secret}", _ALNUM, 12),
    "encoded": (lambda secret: b64encode(f"#!/bin/sh\nexport TOKEN={secret}\n".encode()).decode(), _ALNUM, 24),
}


class Planter:
    """Makes secrets, no two alike and the same in every run."""

    def __init__(self) -> None:
        self._draw = Random("planted")  # noqa: S311 - nothing has to stay secret
        self.secrets: dict[str, str] = {}

    def planted(self, path: str, text: str) -> str:
        """A text with a secret in the place of every `<<kind>>`."""

        def plant(match: re.Match[str]) -> str:
            form, alphabet, size = _KINDS[match[1]]
            # an upper-case letter and a digit, so that none reads as a word
            secret = "Q7" + "".join(self._draw.choice(alphabet) for _ in range(size - 2))
            self.secrets[f"{path}: {match[1]} {len(self.secrets)}"] = secret
            return form(secret)

        return _TOKEN.sub(plant, text)

    def told(self, text: str) -> Iterator[str]:
        """What a text tells: the secrets of which it holds the whole, a half, or the base64."""
        for name, secret in self.secrets.items():
            half = max(len(secret) // 2, 5)
            if secret[:half] in text or secret[-half:] in text or any(part in text for part in _encoded(secret)):
                yield name


def _encoded(secret: str) -> Iterator[str]:
    """The base64 of a secret, wherever in a longer text it begins."""
    for offset in range(3):
        # what also depends on the neighbours is left off
        whole = b64encode(b"\0" * offset + secret.encode()).decode().rstrip("=")
        yield whole[4 if offset else 0 : -2]
