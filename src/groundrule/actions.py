"""Which actions of AWS can be confined to resources.

The table is AWS's service authorization reference as cfn-lint carries it; its JSON is read without importing
cfn-lint, and only when a policy asks.
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import translate
from functools import cache
from typing import Final

from groundrule.value import Data, Partial, Truth

# an action that begins with one of these reads; every other one changes something
_READING: Final = (
    "get",
    "list",
    "describe",
    "batchget",
    "batchdescribe",
    "head",
    "search",
    "query",
    "scan",
    "lookup",
    "view",
    "select",
    "read",
    "check",
    "validate",
    "verify",
    "test",
    "simulate",
    "preview",
    "estimate",
    "discover",
    "detect",
    "download",
)

# the reference names a data set for it, which is optional and is none of a metric's: CloudWatch asks for `*`
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html
_UNCONFINED: Final = (("cloudwatch", "putmetricdata"),)


@cache
def _table() -> Mapping[str, frozenset[str]]:
    """Service prefix → its actions (in lower case) that can be confined to resources."""
    import json
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("cfnlint")
    if spec is None or spec.origin is None:
        return {}
    text = (Path(spec.origin).parent / "data/AdditionalSpecs/Policies.json").read_text("utf-8")
    return {
        service: frozenset(
            name
            for name, action in parts["Actions"].items()
            if action.get("Resources") and (service, name) not in _UNCONFINED
        )
        for service, parts in json.loads(text).items()
    }


def can_be_confined(pattern: Data, *, writing: bool = False) -> Truth:
    """Whether a pattern of actions covers one that takes resources.

    Args:
        pattern: an action as a policy document writes it, such as `s3:Get*`.
        writing: whether only actions that change something count.
    """
    if not isinstance(pattern, str):
        known = pattern.prefix if isinstance(pattern, Partial) else ""
        service = known.partition(":")[0].lower() if ":" in known else ""
        return Truth.FALSE if service and service not in _table() else Truth.UNKNOWN
    return Truth.of(_covers(pattern.lower(), writing))


@cache
def _covers(pattern: str, writing: bool) -> bool:
    return any(not (writing and name.startswith(_READING)) for name in _confinable(pattern))


def _confinable(pattern: str) -> Iterator[str]:
    import re

    if pattern == "*":
        pattern = "*:*"
    service, _, action = pattern.partition(":")
    fits = re.compile(translate(action.replace("[", "[[]"))).match
    services = _table().values() if "*" in service else [_table().get(service, frozenset())]
    for names in services:
        if "*" in action or "?" in action:
            yield from filter(fits, names)
        elif action in names:
            yield action
