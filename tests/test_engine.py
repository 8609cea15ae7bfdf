from collections.abc import Iterator

from groundrule.engine import judge
from groundrule.policy import HIGH, Category, Check, Policy, Resource, Verdict, policy
from groundrule.source import Source
from groundrule.value import Data, Reference, Truth, Unknown
from groundrule.verdict import Outcome
from tests.support import graph_of, node


def a_policy(check: Check, category: Category = Category.ENCRYPTION_AT_REST) -> Policy:
    make = policy(id="thing-open", severity=HIGH, category=category, resources=("aws_thing",))
    return make(check)


def closed(thing: Resource) -> Verdict:
    """Thing is open.

    It should not be.
    """
    return thing["open"].must_be(False)


def test_a_denial_becomes_a_finding_in_the_files_words() -> None:
    (finding,) = judge(graph_of(node("aws_thing.a", {"open": True})), [a_policy(closed)]).findings
    assert finding.outcome is Outcome.DENY
    assert finding.message == "Thing is open: `open` is `true`, expected `false`"
    assert finding.remedy == "set `open` to `false`"
    assert finding.address == "aws_thing.a"


def test_each_of_several_attributes_is_called_by_its_own_name() -> None:
    def neither(thing: Resource) -> Verdict:
        """Thing is open."""
        return thing["shut"].must_be(True) | thing["locked"].must_be(True)

    (finding,) = judge(graph_of(node("aws_thing.a", {"shut": False})), [a_policy(neither)]).findings
    assert finding.message == "Thing is open: `shut` is `false`, expected `true`; `locked` is not set, expected `true`"


def test_what_is_allowed_is_no_finding() -> None:
    assert judge(graph_of(node("aws_thing.a", {"open": False})), [a_policy(closed)]).findings == ()


def test_a_finding_names_the_resource_at_fault_and_stands_where_the_fault_is_written() -> None:
    def guarded(thing: Resource) -> Verdict:
        """Thing is open.

        Its guard decides.
        """
        guards = thing.companions("aws_guard", by="thing")
        return guards.any(lambda guard: guard["shut"].must_be(True), "nothing guards it")

    thing = node("aws_thing.a", source=Source("thing.tf", "aws_thing"))
    guard = node(
        "aws_guard.g", {"thing": Reference("aws_thing.a", "id"), "shut": False}, source=Source("guard.tf", "shut")
    )
    (finding,) = judge(graph_of(thing, guard), [a_policy(guarded)]).findings
    assert (finding.address, finding.type) == ("aws_thing.a", "aws_thing")
    assert [instance.address for instance in finding.instances] == ["aws_thing.a"]
    assert finding.place.span.path == "guard.tf"
    assert finding.header is not None
    assert finding.header.path == "thing.tf", "an ignore at the resource at fault covers it"


def test_an_unknown_finding_names_the_missing_input() -> None:
    graph = graph_of(node("aws_thing.a", {"open": Unknown("`var.open` has no value")}))
    (finding,) = judge(graph, [a_policy(closed)]).findings
    assert (finding.outcome, finding.reason) == (Outcome.UNKNOWN, "`var.open` has no value")


def test_instances_of_one_block_share_a_finding() -> None:
    source = Source("main.tf", "aws_thing")
    nodes = [node(f"aws_thing.a[{index}]", {"open": True}, source=source) for index in range(3)]
    (finding,) = judge(graph_of(*nodes), [a_policy(closed)]).findings
    assert [instance.address for instance in finding.instances] == [item.key for item in nodes]
    assert len({instance.fingerprint for instance in finding.instances}) == 3
    (alone,) = judge(graph_of(node("aws_thing.a[7]", {"open": True})), [a_policy(closed)]).findings
    assert alone.fingerprint == finding.fingerprint, "the identity does not depend on the instances"


def test_identity_keeps_what_an_instance_key_holds_apart() -> None:
    keys = ['module.m["a.b"].aws_thing.x', 'module.m["c]"].aws_thing.x', "module.n.aws_thing.x"]
    found = [judge(graph_of(node(key, {"open": True})), [a_policy(closed)]).findings[0] for key in keys]
    assert len({finding.fingerprint for finding in found}) == 2


def test_a_policy_that_raises_is_reported_and_the_others_go_on() -> None:
    def raises(thing: Resource) -> Verdict:
        raise ValueError(f"hunter2 {thing.address}")

    def generator(thing: Resource) -> Iterator[Verdict]:
        yield thing.deny("first")
        raise KeyError("hunter2")

    graph = graph_of(node("aws_thing.a", {"open": True}))
    judgement = judge(graph, [a_policy(raises), a_policy(generator), a_policy(closed)])
    assert len(judgement.findings) == 1
    assert len(judgement.failures) == 2
    assert judgement.failures[0].reason == "policy `thing-open` failed on `aws_thing.a`: ValueError"


def test_what_a_policy_applied_to_is_counted_whatever_it_said() -> None:
    values: list[Data] = [True, False, Unknown("`var.open` has no value")]
    nodes = [node(f"aws_thing.a[{index}]", {"open": value}) for index, value in enumerate(values)]
    assert judge(graph_of(*nodes), [a_policy(closed)]).inspected == {"thing-open": 3}


def test_a_resource_that_a_policy_does_not_apply_to_is_not_counted() -> None:
    def elsewhere(thing: Resource) -> Verdict | None:
        """Thing is open elsewhere."""
        return None if thing["here"].is_(True) is Truth.TRUE else thing.allow()

    def sometimes(thing: Resource) -> Verdict:
        """Thing is open sometimes."""
        return thing["open"].must_be(False).when(thing["here"].is_(True))

    def fails(thing: Resource) -> Verdict:
        """Thing fails."""
        raise ValueError(thing)

    graph = graph_of(node("aws_thing.a", {"here": True}), node("aws_thing.b", {"here": False}))
    assert judge(graph, [a_policy(elsewhere)]).inspected == {"thing-open": 1}
    assert judge(graph, [a_policy(sometimes)]).inspected == {"thing-open": 1}
    assert judge(graph, [a_policy(fails)]).inspected == {}


def test_only_the_declared_types_are_judged() -> None:
    graph = graph_of(node("aws_other.a", {"open": True}))
    assert judge(graph, [a_policy(closed)]) == ((), (), {})


def test_the_text_of_a_secret_is_concealed() -> None:
    source = Source("main.tf", "hunter2")
    graph = graph_of(node("aws_thing.a", {"open": True}, source=source))
    judge(graph, [a_policy(closed, Category.SECRETS)])
    assert source.concealed == {(0, 7)}


def test_a_resource_that_may_not_exist_is_judged_as_if_it_did() -> None:
    graph = graph_of(node("aws_thing.a[*]", {"open": True}, exists=Truth.UNKNOWN))
    assert judge(graph, [a_policy(closed)]).findings[0].outcome is Outcome.DENY


def test_no_two_findings_share_an_identity() -> None:
    """Two details of one attribute, and instances that are at fault in different ways."""

    def ports(thing: Resource) -> Iterator[Verdict]:
        yield thing["open"].deny("port 22")
        yield thing["open"].deny("port 3389")

    source = Source("main.tf", "aws_thing")
    nodes = [node(f"aws_thing.a[{number}]", {"open": number + 2}, source=source) for number in range(2)]
    found = judge(graph_of(*nodes), [a_policy(ports), a_policy(closed)]).findings
    assert len({finding.fingerprint for finding in found}) == len(found) == 4
    instances = [instance.fingerprint for finding in found for instance in finding.instances]
    assert len(set(instances)) == len(instances) == 6
