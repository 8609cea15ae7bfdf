"""Names that tell of a secret."""

from __future__ import annotations

from enum import IntEnum
from functools import cache, lru_cache
from re import Pattern
from typing import Final


class Telling(IntEnum):
    """How surely a name tells that its value is a secret."""

    NOT = 0
    PERHAPS = 1  # a token, a key: its value may as well be the name or address of one
    SURELY = 2  # a password: whatever is written there is one


def set_of(words: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(words.split())


_PASSWORDS: Final = set_of(
    "password passwords passwd passwort pwd pass passphrase passcode pgpassword psk pw apikey apikeys secretkey "
    "secretaccesskey adminpassword userpassword masterpassword dbpassword rootpassword mysqlpassword "
    "masteruserpassword sshpass accesskeysecret pword pswd passwrd kennwort contrasena passe senha wachtwoord"
)
_PERHAPS: Final = set_of(
    "secret secrets token tokens credential credentials cred creds authtoken accesstoken privatekey accesskey authkey "
    "clientsecret appsecret secretstring secretbinary bearer authorization auth pat salt pepper mnemonic seed"
)
# these keys are names, or meant to be known
_PLAIN_KEYS: Final = set_of(
    "attribute aws bucket cache code column composite concurrency context data deployer dedup dictionary foreign group "
    "hash host index item json kms label lambda layer lookup map metadata message metric name object order page pair "
    "parameter partition path primary public query range record registry repo route routing s3 schema select selector "
    "shard sort source state tag target template trusted unique user zip pub publishable site vapid dkim verify "
    "verification event idempotency flag feature recv import export send list delete find check show"
)
# these tokens only tell where a listing goes on, or that a request is made once
_PLAIN_TOKENS: Final = set_of("next page continuation pagination idempotency input output start sync request marker")

# what may follow without changing what the name means
_NEUTRAL: Final = set_of(
    "value values string text plain plaintext literal default raw base64 b64 b old new current previous next primary "
    "secondary main backup prod production dev development test testing stage staging qa uat live env var hex pem "
    "str input data content base v temp temporary tmp initial override encoded"
)
# whose password it is may follow as well: `PASSWORD_ROOT`
_OWNERS: Final = set_of("root admin db database app mysql postgres redis smtp ldap master replica readonly svc api web")
# what is written in one word with `pass`, `pw` or `key`
_GLUED: Final = (
    r"(?:(?:root|db|user|admin|my|mysql|pg|sql|sa|smtp|ftp|mail|ldap|redis|svc|app|web|login|bind|sys|su|vpn|wifi|"
    r"(?:src|dest)?(?:store|key))(?:pass|pw|pwd)|\w*(?:password|passwd|passwort|passphrase|apikey))"
)
_GLUED_KEY: Final = (
    r"\w*(?:secret|token|(?:access|secret|private|auth|signing|encryption|decryption|master|hmac|account|shared|session|"
    r"license|fernet|deploy|service|storage|client|server|jwt|aes)key)"
)
_WORD: Final = r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+"


@cache
def _compiled(pattern: str) -> Pattern[str]:
    import re

    return re.compile(pattern)


@lru_cache(maxsize=16384)
def telling(name: str) -> Telling:
    """How surely a name, such as `DB_PASSWORD`, `masterUserPassword` or `api-key`, tells of a secret.

    The last words decide: a `password_length` and a `secret_arn` are none.
    """
    words = [word.lower() for word in _compiled(_WORD).findall(name)]
    while words and (words[-1] in _NEUTRAL or words[-1].isdigit()):
        words.pop()
    while len(words) > 1 and words[-1] in _OWNERS:
        words.pop()
    if not words:
        return Telling.NOT
    last = words[-1]
    before = words[-2] if len(words) > 1 else ""
    if last in _PASSWORDS or (last, before) == ("key", "api") or _compiled(_GLUED).fullmatch(last):
        return Telling.SURELY
    if last in {"token", "tokens"} and before in _PLAIN_TOKENS:
        return Telling.NOT
    if last in _PERHAPS or (last == "phrase" and before == "pass") or _compiled(_GLUED_KEY).fullmatch(last):
        return Telling.PERHAPS
    if last in {"key", "keys"} and before and not before.isdigit() and before not in _PLAIN_KEYS:
        return Telling.PERHAPS
    return Telling.NOT


def is_telling(name: str) -> bool:
    """Whether a name tells that its value is, or may be, a secret."""
    return telling(name) is not Telling.NOT


@lru_cache(maxsize=4096)
def is_login(name: str) -> bool:
    """Whether a name, such as `basic_auth`, tells of a user and a password in one text."""
    words = [word.lower() for word in _compiled(_WORD).findall(name)]
    return bool(words) and words[-1] in _LOGINS


@lru_cache(maxsize=4096)
def is_of_program(name: str) -> bool:
    """Whether a name, such as `JWT_SECRET` or `app-secret`, tells of a secret that a program makes keys of."""
    return _compiled(_OF_PROGRAMS).search(name.lower()) is not None


@lru_cache(maxsize=4096)
def may_be_uuid(name: str) -> bool:
    """Whether a name tells of a kind of secret that some vendors make UUIDs of."""
    return _compiled(_UUIDS).search(name.lower()) is not None


_OF_PROGRAMS: Final = r"(?:cookie|session|jwt|hmac|sign|signing|app|csrf|auth|webhook|shared|client)[-_.]?secret$"
_UUIDS: Final = (
    r"(?:(?<!client)(?<!client[-_.])token|(?:secret|private|access|auth)[-_.]?key|"
    r"(?:client|app|api|consumer|webhook)[-_.]?secret)$"
)
_LOGINS: Final = set_of("auth basicauth httpauth credentials creds login userpass userpwd userinfo htpasswd usrpwd")
