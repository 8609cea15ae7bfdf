"""Encryption keys of a customer's own."""

from __future__ import annotations

from groundrule.questions import over
from groundrule.subject import Attribute
from groundrule.value import Data, Partial, Reference, Truth, Unknown
from groundrule.verdict import Verdict

_REMEDY = "set `{name}` to a key of your own"


def must_be_customer_key(key: Attribute) -> Verdict:
    """A KMS key attribute that must name a customer-managed key.

    Absent means a key that AWS manages, and so do the aliases `alias/aws/…`:
    https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
    """
    named = key.must(key.is_set(), "`{name}` is not set: AWS manages the key", remedy=_REMEDY)
    managed = over(key.data, _is_managed)
    return named & key.must(~managed, "`{name}` names a key that AWS manages", remedy=_REMEDY)


def _is_managed(key: Data) -> Truth:
    match key:
        case Reference():
            return Truth.FALSE
        case Unknown():
            return Truth.UNKNOWN
        case Partial():
            return Truth.of("alias/aws/" in key.prefix + key.suffix)
        case _:
            return Truth.of(isinstance(key, str) and "alias/aws/" in key)
