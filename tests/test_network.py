import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundrule import cidr
from groundrule.network import (
    allowed_acl_rules,
    egress_rules,
    holds_port,
    ingress_rules,
    must_be_closed,
    must_not_be_everywhere,
)
from groundrule.value import Data, OneOf, Truth, Unknown
from groundrule.verdict import Outcome
from tests.support import subject

DOUBT = Unknown("`var.x` has no value")


@pytest.mark.parametrize(
    ("blocks", "everywhere"),
    [
        (["0.0.0.0/0"], True),
        (["::/0"], True),
        (["0.0.0.0/1", "128.0.0.0/1"], True),
        (["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/2"], True),
        (["1.2.3.4/0"], True),
        (["::0/0"], True),
        (["2000::/3"], True),
        (["2000::/4", "3000::/4"], True),
        (["0.0.0.0/1"], False),
        (["10.0.0.0/8", "172.16.0.0/12"], False),
        (["0.0.0.0/1", "128.0.0.0/2"], False),
        (["2000::/4"], False),
        ([], False),
    ],
)
def test_what_adds_up_to_everywhere(blocks: list[str], everywhere: bool) -> None:
    parsed = [block for text in blocks if (block := cidr.parse(text))]
    assert cidr.is_everywhere(parsed) is everywhere


def test_private_ranges_need_not_be_covered() -> None:
    whole = ipaddress.IPv4Network("0.0.0.0/0")
    rest = whole.address_exclude(ipaddress.IPv4Network("10.0.0.0/8"))
    assert cidr.is_everywhere(block for part in rest if (block := cidr.parse(str(part))))


@given(st.integers(0, 2**32 - 1), st.integers(1, 8))
def test_a_hole_in_the_public_internet_is_seen(address: int, prefix: int) -> None:
    """Everything but one block is everywhere only where that block is not public."""
    hole = ipaddress.IPv4Network((address, prefix), strict=False)
    rest = ipaddress.IPv4Network("0.0.0.0/0").address_exclude(hole)
    covered = cidr.is_everywhere(block for part in rest if (block := cidr.parse(str(part))))
    private = ("0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3")
    hidden = any(hole.subnet_of(ipaddress.IPv4Network(text)) for text in private)
    assert covered is hidden


def test_what_is_no_block_is_none() -> None:
    assert cidr.parse("everywhere") is None
    assert cidr.parse("10.0.0.0/33") is None


def group(**rule: Data) -> list[tuple[Truth, Truth, Truth, list[Truth]]]:
    resource = subject({"ingress": [rule]}, "aws_security_group.g")
    return [
        (found.opens(22), found.opens(443), found.opens_every_port, [e.everywhere for e in found.exposures()])
        for found in ingress_rules(resource)
    ]


YES, NO, MAYBE = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}, (YES, NO, NO, [YES])),
        ({"protocol": "6", "from_port": "20", "to_port": "30", "cidr_blocks": ["::/0"]}, (YES, NO, NO, [YES])),
        ({"protocol": "udp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}, (NO, NO, NO, [YES])),
        ({"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["10.0.0.0/8"]}, (YES, YES, YES, [])),
        ({"protocol": -1, "cidr_blocks": "0.0.0.0/0"}, (YES, YES, YES, [YES])),
        ({"protocol": "tcp", "from_port": 0, "to_port": 65535, "cidr_blocks": []}, (YES, YES, YES, [])),
        ({"protocol": DOUBT, "from_port": 22, "to_port": 22, "cidr_blocks": [DOUBT]}, (MAYBE, MAYBE, MAYBE, [MAYBE])),
        (
            {"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": OneOf((["0.0.0.0/0"], []), DOUBT)},
            (YES, NO, NO, [MAYBE]),
        ),
    ],
)
def test_rules_of_a_security_group(rule: dict[str, Data], expected: tuple[Truth, Truth, Truth, list[Truth]]) -> None:
    assert group(**rule) == [expected]


def test_rules_that_stand_alone() -> None:
    egress = subject({"type": "egress", "protocol": "-1"}, "aws_security_group_rule.r")
    assert list(ingress_rules(egress)) == []
    single = subject(
        {"ip_protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_ipv6": "::/0"},
        "aws_vpc_security_group_ingress_rule.r",
    )
    (rule,) = ingress_rules(single)
    assert [exposure.everywhere for exposure in rule.exposures()] == [YES]


def test_an_acl_rule_behind_a_denial_of_everything_does_not_count() -> None:
    ssh: dict[str, Data] = {"rule_no": 100, "action": "allow", "protocol": "tcp", "cidr_block": "0.0.0.0/0"}
    deny: dict[str, Data] = {"rule_no": 90, "action": "deny", "protocol": "-1", "cidr_block": "0.0.0.0/0"}
    assert len(list(allowed_acl_rules(subject({"ingress": [ssh]}, "aws_network_acl.a")))) == 1
    assert list(allowed_acl_rules(subject({"ingress": [ssh, deny]}, "aws_network_acl.a"))) == []
    outbound = subject({"egress": True, "rule_action": "allow"}, "aws_network_acl_rule.r")
    assert list(allowed_acl_rules(outbound)) == []


@pytest.mark.parametrize(
    ("block", "wide"),
    [
        ("10.0.0.0/8", True),
        ("172.16.0.0/12", True),
        ("10.20.0.0/16", False),
        ("192.168.1.7/32", False),
        ("198.51.100.0/25", True),
        ("203.0.113.7", False),
        ("2001:db8::/64", False),
    ],
)
def test_a_wide_block_is_a_whole_private_range_or_public(block: str, wide: bool) -> None:
    parsed = cidr.parse(block)
    assert parsed is not None
    assert cidr.is_wide(parsed) is wide


def test_wide_sources_are_told_one_by_one() -> None:
    rule: dict[str, Data] = {"protocol": "tcp", "cidr_blocks": ["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", DOUBT]}
    (found,) = ingress_rules(subject({"ingress": [rule]}, "aws_security_group.g"))
    assert [source.data for source in found.wide_sources()] == ["10.0.0.0/8"]


def test_ports_of_other_protocols() -> None:
    rule: dict[str, Data] = {"protocol": "udp", "from_port": 161, "to_port": 162}
    (found,) = ingress_rules(subject({"ingress": [rule]}, "aws_security_group.g"))
    assert found.opens(161) is NO
    assert found.opens(161, "tcp", "udp") is YES
    assert found.is_range is YES


def test_minus_one_is_every_port() -> None:
    rule: dict[str, Data] = {"protocol": "tcp", "from_port": -1, "to_port": -1}
    (found,) = ingress_rules(subject({"ingress": [rule]}, "aws_security_group.g"))
    assert found.opens_every_port is YES
    assert found.opens(22) is YES


def test_rules_that_let_out() -> None:
    rule: dict[str, Data] = {"protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}
    assert len(list(egress_rules(subject({"egress": [rule], "ingress": [rule, rule]}, "aws_security_group.g")))) == 1
    assert len(list(egress_rules(subject({"type": "egress"}, "aws_security_group_rule.r")))) == 1
    assert list(egress_rules(subject({"type": "ingress"}, "aws_security_group_rule.r"))) == []
    assert len(list(egress_rules(subject({}, "aws_vpc_security_group_egress_rule.r")))) == 1


def test_a_verdict_on_every_open_source() -> None:
    rule: dict[str, Data] = {
        "protocol": "tcp",
        "from_port": 22,
        "to_port": 22,
        "cidr_blocks": ["0.0.0.0/0", "10.0.0.0/8"],
    }
    (found,) = ingress_rules(subject({"ingress": [rule]}, "aws_security_group.g"))
    assert [verdict.outcome for verdict in must_be_closed(found, YES, "port 22")] == [Outcome.DENY]
    assert [verdict.outcome for verdict in must_be_closed(found, MAYBE, "port 22")] == [Outcome.UNKNOWN]
    assert list(must_be_closed(found, NO, "port 22")) == []


@pytest.mark.parametrize(
    ("ports", "holds"),
    [
        ("22", Truth.TRUE),
        (22, Truth.TRUE),
        ("*", Truth.TRUE),
        ("20-30", Truth.TRUE),
        (["80", "20 - 22"], Truth.TRUE),
        (["80", "23-65535"], Truth.FALSE),
        ("221", Truth.FALSE),
        ("", Truth.FALSE),
        ([], Truth.FALSE),
        (DOUBT, Truth.UNKNOWN),
        (["80", DOUBT], Truth.UNKNOWN),
        (["22", DOUBT], Truth.TRUE),
        (OneOf(("22", "80"), DOUBT), Truth.UNKNOWN),
    ],
)
def test_a_list_of_ports_and_ranges_holds_a_port(ports: Data, holds: Truth) -> None:
    rule = subject({"destination_port_ranges": ports})
    assert holds_port(rule["destination_port_ranges"], 22) is holds


@pytest.mark.parametrize(
    ("sources", "outcome"),
    [
        ("Internet", Outcome.DENY),
        ("*", Outcome.DENY),
        (["10.0.0.0/8", "ANY"], Outcome.DENY),
        (["0.0.0.0/1", "128.0.0.0/1"], Outcome.DENY),
        ("AzureLoadBalancer", Outcome.ALLOW),
        (["10.0.0.0/8"], Outcome.ALLOW),
        ([], Outcome.ALLOW),
        (["10.0.0.0/8", DOUBT], Outcome.UNKNOWN),
    ],
)
def test_what_is_the_internet_in_the_words_of_any_provider(sources: Data, outcome: Outcome) -> None:
    rule = subject({"source_address_prefixes": sources})
    assert must_not_be_everywhere(rule["source_address_prefixes"], "the database").outcome is outcome
