"""Encryption keys of a customer's own."""

from __future__ import annotations

from groundrule.questions import over
from groundrule.subject import Attribute
from groundrule.value import Data, Partial, Reference, Truth, Unknown, any_true
from groundrule.verdict import Verdict

_REMEDY = "set `{name}` to a key of your own"


def must_be_customer_key(key: Attribute) -> Verdict:
    """A KMS key attribute that must name a customer-managed key.

    Absent means a key that AWS manages, and so do the aliases `alias/aws/…`, which nobody else may begin so (AWS's
    pages call the keys `aws/secretsmanager` and the like):
    https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
    """
    named = key.must(key.is_set(), "`{name}` is not set: AWS manages the key", remedy=_REMEDY)
    managed = over(key.data, _is_managed) | _looked_up(key)
    return named & key.must(~managed, "`{name}` names a key that AWS manages", remedy=_REMEDY)


def _looked_up(key: Attribute) -> Truth:
    """Whether a data source that finds a key by its alias finds one that AWS manages."""
    sources = key.targets("data.aws_kms_key", "data.aws_kms_alias")
    names = (source["key_id" if source.type == "data.aws_kms_key" else "name"] for source in sources)
    return any_true(over(name.data, _is_managed) for name in names)


def _is_managed(key: Data) -> Truth:
    match key:
        case Reference():
            return Truth.FALSE
        case Unknown():
            return Truth.UNKNOWN
        case Partial():
            return Truth.of("alias/aws/" in key.prefix + key.suffix)
        case _:
            return Truth.of(isinstance(key, str) and ("alias/aws/" in key or key.startswith("aws/")))
