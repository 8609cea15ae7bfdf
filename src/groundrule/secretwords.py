"""Names that tell of a secret, and texts that can be none: references, placeholders, names, identifiers."""

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


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PASSWORDS: Final = _words(
    "password passwords passwd passwort pwd pass passphrase passcode pgpassword psk pw apikey apikeys secretkey "
    "secretaccesskey adminpassword userpassword masterpassword dbpassword rootpassword mysqlpassword "
    "masteruserpassword sshpass accesskeysecret"
)
_PERHAPS: Final = _words(
    "secret secrets token tokens credential credentials authtoken accesstoken privatekey accesskey authkey "
    "clientsecret appsecret secretstring secretbinary bearer"
)
# these keys are names, or meant to be known
_PLAIN_KEYS: Final = _words(
    "attribute aws bucket cache code column composite concurrency context data deployer dedup dictionary foreign group "
    "hash host index item json kms label lambda layer lookup map metadata message metric name object order page pair "
    "parameter partition path primary public query range record registry repo route routing s3 schema select selector "
    "shard sort source state tag target template trusted unique user zip"
)
# what may follow without changing what the name means
_NEUTRAL: Final = _words(
    "value values string text plain plaintext literal default raw base64 b64 b old new current previous next primary "
    "secondary main backup prod production dev development test testing stage staging qa uat live env var hex pem "
    "str input data content base"
)
_WORD: Final = r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+"


@cache
def _compiled(pattern: str) -> Pattern[str]:
    import re

    return re.compile(pattern)


@lru_cache(maxsize=4096)
def telling(name: str) -> Telling:
    """How surely a name, such as `DB_PASSWORD`, `masterUserPassword` or `api-key`, tells of a secret.

    The last words decide: a `password_length` and a `secret_arn` are none.
    """
    words = [word.lower() for word in _compiled(_WORD).findall(name)]
    while words and (words[-1] in _NEUTRAL or words[-1].isdigit()):
        words.pop()
    if not words:
        return Telling.NOT
    last = words[-1]
    before = words[-2] if len(words) > 1 else ""
    if last in _PASSWORDS or last.endswith(("password", "passwd")) or (last, before) == ("key", "api"):
        return Telling.SURELY
    if last in _PERHAPS or last.endswith(("secret", "token")) or (last == "phrase" and before == "pass"):
        return Telling.PERHAPS
    if last in {"key", "keys"} and before and not before.isdigit() and before not in _PLAIN_KEYS:
        return Telling.PERHAPS
    return Telling.NOT


_REFERENCE: Final = (
    # of shells, template languages, CloudFormation, Terraform, secret stores' own notations
    r"(?is)(?:\$(?:[({]|[A-Za-z_]\w*(?:[.(\[:/]|$))|`|\{\{|\{%|<%|%\w+%$|@Microsoft\.|arn:|alias/|ENC\["
    r"|!(?:Ref|Sub|GetAtt)\b|#\{|__\w+__$"
    r"|\{\w*\}$"
    r"|(?:var|local|module|data|each|self|random_\w+|aws_\w+|azurerm_\w+|google_\w+|env|os|process|params|props|config|"
    r"settings|secrets|steps|event|args|this|context|inputs|outputs|System|Environment)\.\w"
    r"|(?:ssm|vault|op|aws-sm|secretsmanager|secretref|secret|awssm|gcpsm|azurekv|akv|gcp-sm|sm|ref\+\w+|file"
    r"|env|valueFrom):\S"
    r"|https?://|s3://|(?:\./|\.\./|~/)|/(?:[\w.@+-]+/)*[\w.@+-]*$|[a-z]:\\"
    r"|projects/[^/]+/(?:secrets|locations)/|secret/(?:data/)?\w|kv/(?:data/)?\w"
    r"|ssh-(?:rsa|ed25519|dss)|ecdsa-|sk-ssh-|-----BEGIN (?:CERTIFICATE|PUBLIC|RSA PUBLIC|SSH2 PUBLIC|EC PARAM)"
    r"|(?:ami|sg|vpc|subnet|i|vol|eni|rtb|igw|nat|acl|snap|eipalloc|vpce|pl|tgw)-[0-9a-f]{8,17}$)"
)
_PLACEHOLDER: Final = (
    r"(?is)(?:[x*.#_?\-]{2,}|0{4,}|<[^>]*>?.*|\[[^\]]*\]|\(.*\)"
    r"|(?:.*[^a-z])?your[-_ ][\w -]*(?:password|secret|key|token|value|credentials?)\S*|your[-_ ]?\w[\w -]*"
    r"|(?:please[-_ ]?)?(?:replace|insert|fill|enter|put|set|provide|specify)[-_ ].*|replaceme"
    r"|.*[-_ ](?:goes[-_ ])?here"
    r"|to[-_ ]?be[-_ ].*|to[-_ ]?do|tbd|tba|fix[-_ ]?me|redacted|masked|hidden|removed|placeholder|.*[-_]placeholder"
    r"|n/?a|none|null|nil|undefined|unset|unused|not[-_ ]?(?:set|used|needed|applicable|a[-_ ].*)|empty|ignored?"
    r"|optional|true|false|yes|no|on|off|enabled|disabled|required|default|string|str|bytes|text|int|integer|number|bool"
    r"|boolean|any|object|list|changeit|generated?|auto|automatic|random|\d{1,5}|sensitive"
    r"|\(?sensitive value\)?|known after apply)"
)
_UUID: Final = r"(?i)\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?"


def is_reference(text: str) -> bool:
    """Whether a text says where a secret is kept, or is another thing that everyone may read."""
    return "${" in text or "$(" in text or "{{" in text or _compiled(_REFERENCE).match(text) is not None


def stands_for_nothing(text: str) -> bool:
    """Whether a text is empty or a placeholder for a value."""
    return not text or _compiled(_PLACEHOLDER).fullmatch(text) is not None


def is_random(text: str, *, token: bool = False) -> bool:
    """Whether a text looks drawn by lot and not written as the name of something.

    Args:
        text: the text.
        token: whether it is called a token: some of these are UUIDs, which mostly are no more than identifiers.
    """
    if len(text) < 8 or " " in text:
        return False
    if _compiled(_UUID).fullmatch(text):
        return token
    if _is_speech(text):
        return False
    return entropy(text) >= (2.5 if len(text) < 16 else 3.0)


def entropy(text: str) -> float:
    """Shannon's entropy of a text's characters, in bits for each."""
    from math import log2

    shares = [text.count(character) / len(text) for character in set(text)]
    return -sum(share * log2(share) for share in shares)


def _is_speech(text: str) -> bool:
    """Whether a text is made of words, short numbers and what joins them: `prod/api-token`, `GitHubToken2`."""
    pieces = _compiled(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z\d]").findall(text)
    joints = sum(not piece.isalnum() for piece in pieces)
    words = [piece.lower() for piece in pieces if piece.isalpha()]
    numbers = [piece for piece in pieces if piece.isdigit()]
    if any(piece in "!@#$%^&*?+=~" for piece in pieces) or any(len(number) > 4 for number in numbers):
        return False
    if not words or len(numbers) > 2 or len(words) > 3 * (joints + 2):
        return False
    return all(map(_is_word, words)) and sum(map(len, words)) >= 3 * len(words)


# what names are full of and vowels are not
_ABBREVIATIONS: Final = _words(
    "db sql mysql pg psql aws gcp ssm kms sm dns tls ssl ssh rds ecs eks s3 k8s ns svc msg mq sns sqs http https api "
    "jwt prd prod dev stg qa v cfg pwd ldap smtp ftp sftp vpn vpc ci cd hr crm gh gl id us eu ap west east n c e a x"
)


def _is_word(word: str) -> bool:
    if word in _ABBREVIATIONS:
        return True
    vowels = sum(letter in "aeiouy" for letter in word)
    return (
        len(word) <= 16
        and vowels / len(word) >= 0.2
        and _compiled(r"[^aeiouy]{5}|[aeiou]{4}|(.)\1\1|q[^u]|[jvxz][bcdfghjklmnpqrstvwxz]").search(word) is None
    )
