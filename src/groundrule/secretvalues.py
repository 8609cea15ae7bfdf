"""Texts that can be no secret: references, placeholders, names, identifiers; and how random or weak a text is."""

from __future__ import annotations

from functools import cache
from re import Pattern
from typing import Final

from groundrule.secretwords import is_telling, set_of


@cache
def _compiled(pattern: str) -> Pattern[str]:
    import re

    return re.compile(pattern)


# what references begin with, up to the first dot: in Terraform and in programs
_ROOTS: Final = set_of(
    "var local module data each self env os process params props config settings secrets steps event args this context "
    "inputs outputs system environment"
)
# and up to the first colon: in secret stores' own notations
_SCHEMES: Final = set_of(
    "ssm vault op aws-sm secretsmanager secretref secret awssm gcpsm azurekv akv gcp-sm sm file env valuefrom arn "
    "https http s3"
)
_REFERENCE: Final = (
    # of shells, template languages, CloudFormation
    r"(?is)(?:\$(?:[({]|[A-Za-z_]\w*(?:[.(\[:/,;)]|$))|`|\{\{|\{%|<%|%\w+%$|%\(\w+\)s|@Microsoft\.|alias/|ENC\["
    r"|!(?:Ref|Sub|GetAtt|ImportValue|FindInMap|Select|Join|If|Split|Base64|Transform|vault)\b|#\{|@@?\w+@@?$|__\w+__$"
    r"|\{\w*\}$|\.\*|(?:random|aws|azurerm|google)_\w+\.\w|ref\+\w+:"
    # paths
    r"|(?:\./|\.\./|~/)|/(?:[\w.@+-]+/)*[\w.@+-]*$|[a-z]:\\"
    r"|projects/[^/]+/(?:secrets|locations)/|(?:secret|kv)/\w"
    # what everybody may know
    r"|ssh-(?:rsa|ed25519|dss)|ecdsa-|sk-ssh-|-----BEGIN (?:CERTIFICATE|(?:\w+ )?PUBLIC|EC PARAM)"
    r"|(?:id|name|key|src|source|type|file|path|arn|ref)=\w|pk_(?:live|test)_|(?:sha\d{1,3}|md5)[:-]"
    r"|[a-z]{1,8}-[0-9a-f]{17}$|(?:ami|sg|vpc|subnet|i|vol|eni|snap)-[0-9a-f]{8}$)"
)
_PLACEHOLDERS: Final = set_of(
    "replaceme todo to-do to_do tbd tba fixme fix-me redacted masked hidden removed placeholder n/a na none null nil "
    "undefined unset unused empty ignore ignored optional true false yes no on off enabled disabled required default "
    "string str bytes text int integer number bool boolean any object list generate generated auto automatic random "
    "sensitive file files"
)
_PLACEHOLDER: Final = (
    r"(?is)(?:[x*.#_?\-]{2,}|0{4,}|\d{1,5}|<[^>]*>?.*|\[[^\]]*\]|\(.*\)"
    r"|(?:.*[^a-z])?your[-_ ][\w -]*(?:password|secret|key|token|value|credentials?)\S*|your[-_ ]?\w[\w -]*"
    r"|(?:please[-_ ]?)?(?:replace|insert|fill|enter|put|set|provide|specify)[-_ ].*"
    r"|.*[-_ ](?:goes[-_ ])?here|to[-_ ]be[-_ ].*|.*[-_]placeholder|not[-_ ]?(?:set|used|needed|applicable|a[-_ ].*)"
    r"|known after apply)"
)
# it stands in every key of AWS's documentation
_EXAMPLE: Final = "EXAMPLE"
# what stands in regular expressions and not in secrets
_OF_EXPRESSIONS: Final = ("(?", "[^", "[A-", "[a-", "[0-", "\\w", "\\d", ".*", ".+")
_UUID: Final = r"(?i)\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?"


def is_literal(value: str) -> bool:
    """Whether a value is one itself, and neither a placeholder nor a reference to where it is kept."""
    text = value.strip().strip("\"'")
    return not (stands_for_nothing(text) or is_reference(text))


def is_reference(text: str) -> bool:
    """Whether a text says where a secret is kept, or is another thing that everyone may read."""
    if any(sign in text for sign in ("${", "$(", "{{", "%s")):
        return True
    root, dot, member = text.partition(".")
    scheme, colon, rest = text.partition(":")
    return (
        (dot and member[:1].isidentifier() and root.lower() in _ROOTS)
        or (colon and rest[:1].strip() and scheme.lower() in _SCHEMES)
        or _compiled(_REFERENCE).match(text) is not None
    )


def stands_for_nothing(text: str) -> bool:
    """Whether a text is empty or a placeholder for a value."""
    return (
        not text
        or text.strip("*<>[]{}()_- ").lower() in _PLACEHOLDERS
        or (text.isupper() and text.isalpha() and is_telling(text))
        or _EXAMPLE in text
        or _compiled(_PLACEHOLDER).fullmatch(text) is not None
    )


def is_random(text: str, *, token: bool = False) -> bool:
    """Whether a text looks drawn by lot and not written as the name of something.

    Args:
        text: the text.
        token: whether it is called as some secrets are that are UUIDs, which mostly are no more than identifiers.
    """
    if len(text) < 8 or " " in text or text.isdigit() or any(sign in text for sign in _OF_EXPRESSIONS):
        return False
    if _compiled(_UUID).fullmatch(text):
        return token
    if _is_speech(text):
        return False
    # of sixteen digits there are fewer kinds
    return entropy(text) >= (2.5 if len(text) < 16 or _compiled(r"(?i)[0-9a-f]+").fullmatch(text) else 3.0)


def entropy(text: str) -> float:
    """Shannon's entropy of a text's characters, in bits for each."""
    from math import log2

    shares = [text.count(character) / len(text) for character in set(text)]
    return -sum(share * log2(share) for share in shares)


# digits and signs in the place of letters
_SPELT: Final = str.maketrans("013457@$", "oieastas")
_WEAK: Final = r"(?:very|super|top|ultra)[-_ ]?secret|letmein|change[-_]?me|qwert[yz]|iloveyou|trustno1"
# what people choose where they have to choose a secret
_CHOSEN: Final = (
    r"(?:change[-_ ]?(?:it|this)|let[-_ ]me[-_ ]in|welcome|hunter|i[-_ ]love[-_ ]you"
    r"|spring|summer|autumn|winter|sommer|herbst|fr(?:ue|ü)hling)[-_ ]?\d*[!?.$#*]*"
)
_SPELT_OUT: Final = r"secret|passw(?:or)?d|admin|welcome|letmein"


def is_weak(text: str) -> bool:
    """Whether a text is a secret as people make them up: `s3cr3t`, `my-super-secret-key`, `Winter2031`."""
    lowered = text.lower()
    if _compiled(_WEAK).search(lowered) or _compiled(_CHOSEN).fullmatch(lowered):
        return True
    spelt_out = _compiled(_SPELT_OUT)
    return spelt_out.search(lowered.translate(_SPELT)) is not None and spelt_out.search(lowered) is None


def is_passphrase(text: str) -> bool:
    """Whether a text is a few plain words, as in `correct horse battery staple`."""
    return _compiled(r"[a-z]{2,12}(?: [a-z]{2,12}){1,23}").fullmatch(text) is not None


def _is_speech(text: str) -> bool:
    """Whether a text is made of words, short numbers and what joins them: `prod/api-token`, `GitHubToken2`."""
    pieces = _compiled(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z\d]").findall(text)
    joints = sum(not piece.isalnum() for piece in pieces)
    words = [piece.lower() for piece in pieces if piece.isalpha()]
    numbers = [piece for piece in pieces if piece.isdigit()]
    if any(piece in "!@#$%^&*?+=~" for piece in pieces) or any(len(number) > 4 for number in numbers):
        return False
    if _compiled(r"[A-Za-z]\d+[A-Za-z]+\d+[A-Za-z]").search(text):
        return False  # no name goes back and forth
    if not words or len(numbers) > 2 or len(words) > 3 * (joints + 2):
        return False
    # the name of a key, a token: its other words may be short
    long_enough = sum(map(len, words)) >= 3 * len(words) or (joints > 0 and is_telling(text))
    return long_enough and all(map(_is_word, words))


# what names are full of and vowels are not
_ABBREVIATIONS: Final = set_of(
    "db sql mysql pg psql aws gcp ssm kms sm dns tls ssl ssh rds ecs eks s3 k8s ns svc msg mq sns sqs http https api "
    "jwt prd prod dev stg qa v cfg pwd ldap smtp ftp sftp vpn vpc ci cd hr crm gh gl id us eu ap west east n c e a x "
    "rsa dsa ecdsa ed ec aes hmac pgp gpg pem crt csr ca mtls oidc saml sso mfa iam sts ses elb alb nlb asg ebs efs "
    "gke aks vm cdn url uri ip cidr lb tf cf cfn mgmt mgr srv app ml ai ui os pkg json xml csv "
    "tmp ext int pub priv kv sp rg spn tfc passphrase"
)


_UNSPEAKABLE: Final = r"[^aeiouy]{5}|(?<!q)[aeiou]{4}|(.)\1\1|q[^u]|[jvz][bcdfghjkmnpqrstvwxz]|x[bdgjkmnqrsvwxz]"


def _is_word(word: str) -> bool:
    if word in _ABBREVIATIONS:
        return True
    vowels = sum(letter in "aeiouy" for letter in word)
    return (
        len(word) <= 16
        and vowels / len(word) >= (0.2 if len(word) < 6 else 0.15)
        and _compiled(_UNSPEAKABLE).search(word) is None
    )
