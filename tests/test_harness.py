from pathlib import Path

import pytest

from groundrule.errors import UsageError
from groundrule.graph import Graph
from groundrule.harness import Example, Mark, examples, marks, mismatches, without_marks
from groundrule.policy import LOW, Category, Resource, Verdict, policy
from groundrule.source import Source
from tests.support import graph_of, node


@policy(id="thing-untidy", severity=LOW, category=Category.HYGIENE, resources=("aws_thing",))
def thing_untidy(thing: Resource) -> Verdict:
    """Thing is untidy."""
    return thing["tidy"].must_be(True)


def run(tmp_path: Path, name: str, text: str, *, tidy: bool) -> list[str]:
    path = tmp_path / name
    path.write_text(text)

    def load(path: Path) -> list[Graph]:
        source = Source(str(path), path.read_text())
        return [graph_of(node("aws_thing.a", {"tidy": tidy}, source=source))]

    example = Example("thing-untidy", name.split(".", maxsplit=1)[0], path)
    return [line.partition(": ")[2] for line in mismatches(example, [thing_untidy], load)]


def test_marks_stand_on_the_line_or_above_it() -> None:
    text = "a = 1 # deny: x-y, z-w\n\n  # unknown: x-y\nb\n// deny: x-y\n"
    assert marks(text) == [
        Mark(1, "deny", "x-y"),
        Mark(1, "deny", "z-w"),
        Mark(4, "unknown", "x-y"),
        Mark(6, "deny", "x-y"),
    ]
    assert without_marks(text) == "a = 1\n\nb\n"


def test_an_example_holds_where_marks_and_findings_meet(tmp_path: Path) -> None:
    assert run(tmp_path, "deny.tf", "x # deny: thing-untidy", tidy=False) == []
    assert run(tmp_path, "allow.tf", "x", tidy=True) == []


def test_an_unmarked_finding_fails(tmp_path: Path) -> None:
    assert run(tmp_path, "allow.tf", "x", tidy=False) == ["deny of `thing-untidy` is not marked"]


def test_an_unmatched_mark_fails(tmp_path: Path) -> None:
    found = run(tmp_path, "deny.tf", "x # deny: thing-untidy", tidy=True)
    assert found == ["expected deny of `thing-untidy`, found none"]


def test_a_mark_may_tell_the_severity(tmp_path: Path) -> None:
    assert run(tmp_path, "deny.tf", "x # deny: thing-untidy at low", tidy=False) == []
    found = run(tmp_path, "deny.tf", "x # deny: thing-untidy at high", tidy=False)
    assert found == ["expected deny of `thing-untidy` at high, found none"]
    assert marks("x # deny: x-y at high, z-w") == [Mark(1, "deny", "x-y", "high"), Mark(1, "deny", "z-w")]
    assert without_marks("x # deny: x-y at high\n") == "x\n"


def test_the_file_keeps_what_its_name_says(tmp_path: Path) -> None:
    assert run(tmp_path, "deny.tf", "x", tidy=True) == ["no line is marked `deny: thing-untidy`"]
    found = run(tmp_path, "allow.tf", "x # deny: thing-untidy", tidy=False)
    assert found == ["an allowed example has no marks"]


def test_an_example_without_a_policy_is_a_mistake(tmp_path: Path) -> None:
    example = Example("thing-tidy", "deny", tmp_path / "deny.tf")
    with pytest.raises(UsageError, match="thing-tidy"):
        list(mismatches(example, [thing_untidy], lambda _: []))


def test_examples_are_found_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "thing-untidy").mkdir()
    for name in ("deny.tf", "deny-module.tf", "allow.yaml", "notes.md"):
        (tmp_path / "thing-untidy" / name).touch()
    found = [(item.kind, item.dialect, item.path.name) for item in examples(tmp_path)]
    assert found == [
        ("allow", "cloudformation", "allow.yaml"),
        ("deny", "terraform", "deny-module.tf"),
        ("deny", "terraform", "deny.tf"),
    ]
