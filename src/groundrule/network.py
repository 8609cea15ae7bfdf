"""Network rules of every kind as one: who may reach which ports.

Security groups: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
Network ACLs: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from groundrule import cidr
from groundrule.questions import compares, equals, over
from groundrule.subject import Attribute, Resource
from groundrule.value import Data, OpenList, Truth, Unknown, all_true, any_true, first_unknown
from groundrule.verdict import Verdict, all_of

_GROUPS: Final = ("aws_security_group", "aws_default_security_group", "aws_db_security_group")
_LONE_RULES: Final = (
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
)
_PROTOCOLS: Final = {"6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6", "-1": "all", "all": "all"}
_SOURCES: Final = (
    "cidr_blocks",
    "ipv6_cidr_blocks",
    "cidr_ipv4",
    "cidr_ipv6",
    "cidr_block",
    "ipv6_cidr_block",
    "cidr_ip",
    "cidr",
)
_LAST_PORT: Final = 65_535
# what Azure calls everywhere besides `0.0.0.0/0`:
# https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview#security-rules
_EVERYBODY: Final = ("*", "any", "internet")


class Exposure(NamedTuple):
    """Sources that open a rule to the internet.

    Attributes:
        at: where they stand.
        everywhere: whether they surely do.
        together: whether they do so only with other rules of their group.
    """

    at: Attribute
    everywhere: Truth
    together: bool = False


class Rule:
    """One rule that lets traffic through. It is asked about many ports: what does not hang on the port is kept.

    Args:
        settings: the block or resource that holds protocol, ports and sources.
        within: the security group or network ACL resource, or the rule's own.
        denied: rules that are asked before it, and deny some of what it lets through.
    """

    def __init__(self, settings: Attribute | Resource, within: Resource, denied: Sequence[Rule] = ()) -> None:
        self._settings = settings
        self._denied = denied
        self.within = within

    def part(self, *names: str) -> Attribute:
        """The first of some attributes that is written, or the first of all."""
        for name in names:
            found = self._settings[name]
            if found.written:
                return found
        return self._settings[names[0]]

    def uses(self, *protocols: str) -> Truth:
        """Whether it lets one of the protocols through (`tcp`, `udp`, `icmp`); `all` is every one."""
        return over(self._protocol.data, lambda data: _protocol_is(data, protocols))

    @cached_property
    def _protocol(self) -> Attribute:
        return self.part("protocol", "ip_protocol")

    @cached_property
    def _range(self) -> tuple[Attribute, Attribute]:
        return self.part("from_port"), self.part("to_port")

    @cached_property
    def every_protocol(self) -> Truth:
        """Whether it lets every protocol through."""
        return over(self._protocol.data, lambda data: _protocol_is(data, ()))

    def opens(self, port: int, *protocols: str) -> Truth:
        """Whether it lets one of the protocols (TCP where none is named) through to a port."""
        first, last = self._range
        above = over(first.data, lambda data: compares(data, lambda value: value <= port))
        below = over(last.data, lambda data: compares(data, lambda value: value >= port))
        wanted = protocols or ("tcp",)
        # both 0 means every port where the protocol is not known to be narrower
        let_through = self.every_protocol | (self.uses(*wanted) & ((above & below) | self._no_range))
        return let_through & ~any_true(all_true(rule.opens(port, name) for name in wanted) for rule in self._denied)

    @property
    def is_range(self) -> Truth:
        """Whether it names more than one port of TCP or UDP."""
        first, last = self._range
        one = over(first.data, lambda low: over(last.data, lambda high: equals(high, low)))
        return self.uses("tcp", "udp") & ~self.every_protocol & ~one

    @property
    def opens_every_port(self) -> Truth:
        """Whether it lets every protocol, or all TCP or UDP ports, through."""
        whole = self.every_protocol | (self.uses("tcp", "udp") & self._whole_range)
        return whole & Truth.of(not self._denied)

    @property
    def _whole_range(self) -> Truth:
        first, last = self._range
        from_start = over(first.data, lambda data: compares(data, lambda value: value <= 1))
        to_end = over(last.data, lambda data: compares(data, lambda value: value >= _LAST_PORT))
        return (from_start & to_end) | self._no_range

    @cached_property
    def _no_range(self) -> Truth:
        """Whether it names no ports, or -1 for both, which is every port."""
        first, last = self._range
        return (~first.is_set() & ~last.is_set()) | (first.is_(-1) & last.is_(-1))

    def wide_sources(self) -> Iterator[Attribute]:
        """The sources that are a whole private range or a block of public addresses, but not everywhere."""
        for name in _SOURCES:
            for source in _elements(self._settings[name]):
                block = cidr.parse(source.data) if isinstance(source.data, str) else None
                if block and cidr.is_wide(block) and not cidr.is_everywhere([block]):
                    yield source

    def exposures(self) -> Iterator[Exposure]:
        """The sources that open it to the internet, alone or together; those that may are UNKNOWN."""
        found = list(_exposures(self.sources))
        if found:
            yield from found
            return
        own = _known_blocks(self.sources)
        # a group's other rules are looked for only where what they could add up to is near
        if any(map(cidr.is_large, own)):
            others = (block for rule in self._alike() for block in _known_blocks(rule.sources))
            if cidr.is_everywhere([*own, *others]):
                at = next(source for source in self.sources if source.written)
                yield Exposure(at, Truth.TRUE, together=True)

    @property
    def sources(self) -> list[Attribute]:
        """The attributes that may hold its sources."""
        return [self._settings[name] for name in _SOURCES]

    def _alike(self) -> Iterator[Rule]:
        """The other rules of its security group for the same protocol and ports."""
        for rule in _of_same_group(self._settings, self.within):
            if rule.traffic == self.traffic:
                yield rule

    @property
    def traffic(self) -> tuple[str, ...]:
        """Its protocol and ports, to hold them against another rule's."""
        return tuple(str(part.data) for part in (self._protocol, *self._range))


def _protocol_is(data: Data, protocols: tuple[str, ...]) -> Truth:
    if isinstance(data, Unknown):
        return Truth.UNKNOWN
    text = str(data).lower()
    name = _PROTOCOLS.get(text, text)
    return Truth.of(name == "all" or name in protocols)


def _exposures(attributes: Sequence[Attribute]) -> Iterator[Exposure]:
    """The sources in some attributes that are the internet, alone or together; those that may be are UNKNOWN."""
    listed = [source for attribute in attributes for source in _elements(attribute)]
    certain = [source for source in listed if _alone(source.data) is Truth.TRUE]
    if certain:
        yield from (Exposure(source, Truth.TRUE) for source in certain)
        return
    if cidr.is_everywhere(_known_blocks(attributes)):
        # together they are everywhere: the fault is the list's
        yield Exposure(next(attribute for attribute in attributes if attribute.written), Truth.TRUE)
        return
    yield from (Exposure(source, Truth.UNKNOWN) for source in listed if _alone(source.data) is Truth.UNKNOWN)


def _known_blocks(attributes: Iterable[Attribute]) -> list[cidr.Block]:
    listed = (source.data for attribute in attributes for source in _elements(attribute))
    return [block for data in listed if isinstance(data, str) and (block := cidr.parse(data))]


def _of_same_group(settings: Attribute | Resource, within: Resource) -> Iterator[Rule]:
    """The rules, this one among them, that a security group has in the same direction and in the same manner."""
    if within.type in _GROUPS and isinstance(settings, Attribute):
        direction = settings.spot.path[0]
        yield from (Rule(block, within) for block in _blocks(within[str(direction)]))
    elif within.type in _LONE_RULES:
        group = _group_of(within)
        for other in within.others(within.type) if group else ():
            if _group_of(other) == group and other["type"].text == within["type"].text:
                yield Rule(other, other)


def _group_of(rule: Resource) -> str:
    """What tells the group of a rule apart; empty where that is not known."""
    identifier = rule["security_group_id"]
    targets = identifier.targets(*_GROUPS)
    return targets[0].address if targets else identifier.text or ""


def _elements(sources: Attribute) -> list[Attribute]:
    """The sources of an attribute, one by one; a lone one for itself."""
    data = sources.data
    if isinstance(data, list) and not isinstance(data, OpenList):
        return [sources[index] for index in range(len(data))]
    return [sources] if sources.written or first_unknown(data) else []


def _alone(data: Data) -> Truth:
    """Whether one source is everywhere by itself."""
    if isinstance(data, OpenList):
        return any_true(_alone(item) for item in data) & Truth.UNKNOWN
    return over(data, _one)


def _one(data: Data) -> Truth:
    if isinstance(data, Unknown):
        return Truth.UNKNOWN
    if isinstance(data, list):
        return any_true(_alone(item) for item in data)
    if not isinstance(data, str):
        return Truth.UNKNOWN if first_unknown(data) else Truth.FALSE
    block = cidr.parse(data)
    return Truth.of(data.lower() in _EVERYBODY or (block is not None and cidr.is_everywhere([block])))


def ingress_rules(resource: Resource) -> Iterator[Rule]:
    """The rules by which a security group (or a rule of one) lets traffic in."""
    if resource.type in _GROUPS:
        yield from (Rule(settings, resource) for settings in _blocks(resource["ingress"]))
    elif resource.type == "aws_vpc_security_group_ingress_rule" or resource["type"].is_("ingress") is not Truth.FALSE:
        yield Rule(resource, resource)


def egress_rules(resource: Resource) -> Iterator[Rule]:
    """The rules by which a security group (or a rule of one) lets traffic out, as far as they are written."""
    if resource.type in _GROUPS:
        yield from (Rule(settings, resource) for settings in _blocks(resource["egress"]))
    elif resource.type == "aws_vpc_security_group_egress_rule" or resource["type"].is_("egress") is not Truth.FALSE:
        yield Rule(resource, resource)


def must_be_closed(rule: Rule, opens: Truth, what: str) -> Iterator[Verdict]:
    """A verdict on every source that opens a rule to the internet; none for a rule that opens nothing.

    Args:
        rule: the rule.
        opens: whether it lets through what is asked about.
        what: that, for people: `port 22`.
    """
    return _judged(rule.exposures(), opens, what)


def must_not_open(
    ports: Iterable[int], opens: Callable[[int], Truth], sources: Sequence[Attribute]
) -> Iterator[Verdict]:
    """A verdict on every source that opens one of some ports to the internet; none for a rule that opens none.

    Args:
        ports: the ports that must stay closed.
        opens: whether the rule lets traffic through to a port.
        sources: the attributes that hold the rule's sources.
    """
    answers = {port: opens(port) for port in ports}
    certain = [port for port, answer in answers.items() if answer is Truth.TRUE]
    what = f"port {certain[0]}" if certain else f"one of the ports {', '.join(map(str, answers))}"
    return _judged(_exposures(sources), any_true(answers.values()), what)


def must_not_be_everywhere(sources: Attribute, what: str) -> Verdict:
    """A verdict on the sources that reach something, `what`: they must not be the internet."""
    return all_of([sources.allow(), *_judged(_exposures([sources]), Truth.TRUE, what)])


def _judged(exposures: Iterator[Exposure], opens: Truth, what: str) -> Iterator[Verdict]:
    if opens is Truth.FALSE:
        return
    for exposure in exposures:
        closed = ~(opens & exposure.everywhere)
        how = ", together with the group's other rules," if exposure.together else ""
        detail = f"`{{name}}`{how} opens {what} to everybody"
        yield exposure.at.must(closed, detail, remedy="name the networks that need it")


def holds_port(ports: Attribute, port: int) -> Truth:
    """Whether a port or range, or a list of them, holds a port: `22`, `20-30`, `*`."""
    return ports.has(lambda item: over(item.data, lambda data: _holds(data, port)))


def _holds(data: Data, port: int) -> Truth:
    if first_unknown(data):
        return Truth.UNKNOWN
    first, _, last = str(data).replace(" ", "").partition("-")
    if first == "*":
        return Truth.TRUE
    return Truth.of(first.isdecimal() and int(first) <= port <= int(last if last.isdecimal() else first))


def allowed_acl_rules(resource: Resource) -> Iterator[Rule]:
    """The rules by which a network ACL (or a rule of one) lets traffic in, less what earlier ones deny.

    Rules are asked in the order of their numbers, and the first that fits decides:
    https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    """
    entries = _inbound(resource)
    lists = (
        resource["network_acl_id"].targets("aws_network_acl") if resource.type == "aws_network_acl_rule" else [resource]
    )
    denying = [entry for owner in lists for entry in _of_list(owner) if _action(entry).is_("deny") is Truth.TRUE]
    for entry in entries:
        if _action(entry).is_("deny") is not Truth.TRUE:
            denied = [Rule(earlier, resource) for earlier in denying if _goes_first(earlier, entry)]
            if not any(rule.every_protocol is Truth.TRUE for rule in denied):
                yield Rule(entry, resource, denied)


def _inbound(resource: Resource) -> list[Attribute | Resource]:
    """The entries for incoming traffic: those of a list, or the one that a resource may be."""
    if resource.type != "aws_network_acl_rule":
        return [*_blocks(resource["ingress"])]
    return [resource] if resource["egress"].is_(expected=True) is not Truth.TRUE else []


def _of_list(acl: Resource) -> Iterator[Attribute | Resource]:
    """All entries for incoming traffic that surely belong to a list."""
    yield from _inbound(acl)
    for rule in acl.companions("aws_network_acl_rule", by="network_acl_id").sure:
        yield from _inbound(rule)


def _action(entry: Attribute | Resource) -> Attribute:
    """`allow` or `deny`: `action` in a list, `rule_action` of a rule of its own."""
    return entry["rule_action"] if isinstance(entry, Resource) else entry["action"]


def _goes_first(one: Attribute | Resource, other: Attribute | Resource) -> bool:
    """Whether an entry is surely asked before another, of all the traffic of that one's source."""
    first, second = _number(one), _number(other)
    if first is None or second is None or first >= second:
        return False
    return any(other[name].written and one[name].data == other[name].data for name in ("cidr_block", "ipv6_cidr_block"))


def _number(entry: Attribute | Resource) -> int | None:
    number = str(entry["rule_number" if isinstance(entry, Resource) else "rule_no"].data)
    return int(number) if number.isdecimal() else None


def _blocks(attribute: Attribute) -> list[Attribute]:
    data = attribute.data
    if isinstance(data, list):
        return [attribute[index] for index in range(len(data))]
    return [attribute] if isinstance(data, dict) else []
