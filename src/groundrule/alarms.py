"""Alarms on what a trail records: metric filters on its log group, and alarms on their metrics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from groundrule.filterpattern import Event, matcher
from groundrule.questions import over
from groundrule.subject import Attribute, Resource
from groundrule.value import Data, Partial, Reference, Truth, Unknown, all_true, any_true, unknowns
from groundrule.verdict import Verdict

_FILTER: Final = "aws_cloudwatch_log_metric_filter"
_ALARM: Final = "aws_cloudwatch_metric_alarm"
_ARN_PARTS: Final = 8


class _Watch(NamedTuple):
    """A metric filter of a trail's log group: whether it surely is one, and whether an alarm watches its metric."""

    pattern: Attribute
    sure: Truth


def api_calls(service: str, *names: str) -> tuple[Event, ...]:
    """What CloudTrail records of calls to a service's API.

    Args:
        service: the first part of the event source, such as `kms`.
        names: the calls, such as `DisableKey`.
    """
    source = f"{service}.amazonaws.com"
    identity = {"type": "AssumedRole"}
    return tuple(
        {"eventSource": source, "eventName": name, "eventType": "AwsApiCall", "userIdentity": identity}
        for name in names
    )


def must_alarm(trail: Resource, what: str, events: Sequence[Event]) -> Verdict | None:
    """A verdict on a trail: each of the events must be matched by a filter of its log group whose metric has an alarm.

    Args:
        trail: an `aws_cloudtrail`; one of a single region, or without a log group, is not judged.
        what: the events, for people: "no alarm tells of …".
        events: as CloudTrail records them; several filters may share them.
    """
    group = trail["cloud_watch_logs_group_arn"]
    applies = trail["is_multi_region_trail"].is_(True) & group.is_set()
    if applies is Truth.FALSE:
        return None
    watches = list(_watches(group))
    told = [_told(event, watches) for event in events]
    untold = [str(event["eventName"]) for event, answer in zip(events, told, strict=True) if answer is Truth.FALSE]
    detail = f"no alarm tells of {what}"
    if 0 < len(untold) < len(events):
        detail += f": {', '.join(f'`{name}`' for name in untold)}"
    kept = all_true(told) | _elsewhere(group)
    return group.decide(kept, detail, unknown=_doubt(group, watches)).when(applies, group.why_unknown)


def _told(event: Event, watches: Iterable[_Watch]) -> Truth:
    return any_true(watch.sure & over(watch.pattern.data, lambda data: _matches(data, event)) for watch in watches)


def _matches(pattern: Data, event: Event) -> Truth:
    if isinstance(pattern, Unknown | Partial):
        return Truth.UNKNOWN
    question = matcher(pattern) if isinstance(pattern, str) else None
    return Truth.UNKNOWN if question is None else Truth.of(question(event))


def _watches(group: Attribute) -> Iterator[_Watch]:
    owner = Resource(group.spot.resource)
    alarms = [alarm for alarm in owner.others(_ALARM) if _notifies(alarm) is not Truth.FALSE]
    for candidate, sure in _filters(owner, group):
        watched = any_true(_observes(alarm, candidate) & _notifies(alarm) for alarm in alarms)
        yield _Watch(candidate["pattern"], sure & watched)


def _filters(trail: Resource, group: Attribute) -> Iterator[tuple[Resource, Truth]]:
    """The metric filters of the trail's log group, and those that may be."""
    groups = group.targets("aws_cloudwatch_log_group")
    for target in groups:
        filters = target.companions(_FILTER, by="log_group_name")
        yield from ((found, Truth.TRUE) for found in filters.sure)
        yield from ((found, Truth.UNKNOWN) for found, _ in filters.maybe)
    if not groups:
        name = _group_name(group)
        for found in trail.others(_FILTER):
            yield found, found["log_group_name"].is_(name) if name else Truth.UNKNOWN


def _group_name(group: Attribute) -> str:
    """The name in a log group's ARN where that is known: `arn:aws:logs:region:account:log-group:NAME:*`."""
    parts = (group.text or "").split(":")
    return parts[6] if len(parts) == _ARN_PARTS else ""


def _elsewhere(group: Attribute) -> Truth:
    """UNKNOWN where nobody can tell which log group it is: its filters may stand in another root."""
    known = group.text is not None or group.targets("aws_cloudwatch_log_group")
    return Truth.FALSE if known else Truth.UNKNOWN


def _notifies(alarm: Resource) -> Truth:
    return alarm["alarm_actions"].is_set() & ~alarm["actions_enabled"].is_(False) & alarm.node.exists


def _observes(alarm: Resource, candidate: Resource) -> Truth:
    """Whether an alarm watches a filter's metric."""
    metric = candidate["metric_transformation"]
    if candidate in alarm["metric_name"].targets(_FILTER):
        return Truth.TRUE
    return _same(alarm["metric_name"], metric["name"]) & _same(alarm["namespace"], metric["namespace"])


def _same(one: Attribute, other: Attribute) -> Truth:
    if other.text is not None:
        return one.is_(other.text)
    return other.is_(one.text) if one.text is not None else Truth.UNKNOWN


def _doubt(group: Attribute, watches: Iterable[_Watch]) -> Unknown:
    """What would tell, for an unknown verdict."""
    for watch in watches:
        for found in unknowns(watch.pattern.data):
            return found
        if watch.pattern.text is not None and matcher(watch.pattern.text) is None:
            return Unknown("a metric filter has a pattern that is not judged")
    missing = (found for found in unknowns(group.data) if not isinstance(found, Reference))
    return next(missing, Unknown("which alarms watch the log group is not known"))
