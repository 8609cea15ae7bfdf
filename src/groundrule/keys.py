"""Encryption keys of a customer's own: who manages them, and how many own them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from groundrule.access import Statement, may_say_more, statements, unreadable
from groundrule.questions import over
from groundrule.subject import Attribute
from groundrule.value import Data, OneOf, OpenList, Partial, Reference, Truth, Unknown, any_true
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


_OWNING: Final = "kms:PutKeyPolicy"


def must_have_owners(document: Attribute, fewest: int) -> Verdict:
    """A key policy that must leave the key to more than one owner. No policy is AWS's own, which is the account's.

    Whoever may change the policy owns the key. The account (`arn:aws:iam::…:root`) counts as many: its
    administrators hand the right out by IAM policies, and no user or role that is deleted takes it along.
    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam

    Args:
        document: the key policy.
        fewest: how many owners there must be.
    """
    if not document.written:
        return document.allow()
    doubt = unreadable(document)
    if doubt is not None:
        return document.unknown(doubt, "nobody can tell whom `{name}` lets administer the key")
    owners: list[Data] = []
    doubt = may_say_more(document)
    for statement in statements(document):
        owning = statement.allows & statement.matches(_OWNING)
        if owning is Truth.FALSE:
            continue
        found = list(_principals(statement))
        if owning is Truth.TRUE and any(map(_is_account, found)):
            return document.allow()
        owners += (owner for owner in found if _is_known(owner) and owning is Truth.TRUE and owner not in owners)
        unclear = next((owner for owner in found if isinstance(owner, Unknown) and not _is_known(owner)), None)
        doubt = doubt or unclear or (statement.at.why_unknown if owning is Truth.UNKNOWN else None)
    if len(owners) >= fewest:
        return document.allow()
    if doubt is not None:
        return document.unknown(doubt, "nobody can tell how many principals `{name}` lets administer the key")
    only = "no principal" if not owners else f"only {len(owners)} principal{'s' if len(owners) > 1 else ''}"
    return document.deny(
        f"`{{name}}` lets {only} administer the key", remedy="let another role, or the account, administer it as well"
    )


def _principals(statement: Statement) -> Iterator[Data]:
    """Whom a statement speaks of; services own nothing."""
    if statement.at["NotPrincipal"].written:
        yield "*"
    principal = statement.at["Principal"].data
    kinds = principal if isinstance(principal, dict) else {"AWS": principal}
    for kind, listed in kinds.items():
        if kind != "Service":
            yield from listed if isinstance(listed, list) else (listed,)
            if isinstance(listed, OpenList):
                yield listed.unknown


def _is_account(principal: Data) -> bool:
    match principal:
        case str():
            return principal == "*" or principal.endswith(":root") or (len(principal) == 12 and principal.isdigit())
        case Reference():
            return principal.target.startswith("data.aws_caller_identity.")
        case Partial():
            return principal.suffix.endswith(":root")
        case _:
            return False


def _is_known(principal: Data) -> bool:
    """Whether one principal is told apart from another: it is written, or a resource."""
    return isinstance(principal, str | Reference | Partial) and not isinstance(principal, OneOf)
