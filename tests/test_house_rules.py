"""What every policy keeps, so that nobody has to remember it."""

import ast
import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from groundrule import policy as policy_api
from groundrule.discovery import discover
from groundrule.engine import judge
from groundrule.harness import examples, parameters
from groundrule.loading import Inputs, load_alone
from groundrule.parameters import Parameter
from groundrule.policy import Policy
from groundrule.profile import catalogue, read
from groundrule.profile.model import DEFAULT
from groundrule.registry import bundled, load
from groundrule.run import run
from groundrule.vocabulary.parameters import LIST_DAYS, shared

ROOT = Path(__file__).parent.parent
POLICIES = load([bundled()])
EXAMPLES = examples(ROOT / "fixtures")
REQUIREMENTS = {row.id for name in catalogue.bundled() for row in catalogue.read(name).requirements}

each_policy = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)


def kinds(policy: Policy, dialect: str) -> set[str]:
    return {item.kind for item in EXAMPLES if item.policy == policy.id and item.dialect == dialect}


@each_policy
def test_names_the_fault_in_kebab_case(policy: Policy) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", policy.id)
    assert policy.check.__name__ == policy.id.replace("-", "_"), "the function is named after the id"


@each_policy
def test_documentation_has_every_section(policy: Policy) -> None:
    title, _, rest = policy.text.partition("\n")
    assert title.endswith("."), "the first line is a sentence"
    assert len(title) <= 100
    why, _, sections = rest.partition("\nFix:\n")
    assert why.strip(), "it says why"
    assert "\nSources:\n" in sections, "it says how to mend it, and its sources"
    assert "https://" in sections.partition("\nSources:\n")[2]


@each_policy
def test_checks_a_requirement(policy: Policy) -> None:
    assert policy.requirements
    assert set(policy.requirements) <= REQUIREMENTS


@each_policy
def test_has_examples(policy: Policy) -> None:
    """Denied and allowed ones in each dialect that it covers, and an unknown one."""
    both = {"deny", "allow"}
    terraform, cloudformation = kinds(policy, "terraform"), kinds(policy, "cloudformation")
    if {"file", "key_store", "state", "plan"}.isdisjoint(policy.resources):
        # Terraform has no metadata
        assert both <= (cloudformation if policy.resources == ("metadata",) else terraform)
    else:
        assert both <= kinds(policy, "files")
    assert not cloudformation or both <= cloudformation
    assert "unknown" in terraform | cloudformation or "\nNever unknown:\n" in policy.text


def test_every_fixture_belongs_to_a_policy() -> None:
    known = {policy.id for policy in POLICIES} | {"projects", "requirements"}
    assert {path.name for path in (ROOT / "fixtures").iterdir() if path.is_dir()} <= known


def test_an_alias_names_one_control_and_is_written_once() -> None:
    for policy in POLICIES:
        assert len(set(policy.aliases)) == len(policy.aliases), policy.id


@pytest.mark.parametrize("path", sorted(bundled().rglob("*.py")), ids=lambda path: path.name)
def test_a_policy_module_imports_only_the_policy_api(path: Path) -> None:
    for item in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(item, ast.Import):
            names = [alias.name for alias in item.names]
        elif isinstance(item, ast.ImportFrom):
            names = [item.module or ""]
        else:
            continue
        allowed = {"groundrule.policy", "collections.abc", "__future__", "typing"}
        assert set(names) <= allowed, f"{path.name}:{item.lineno}"


def test_what_policies_import_late_is_what_type_checkers_see() -> None:
    """The imports of `groundrule.policy` that only type checkers read, and the table that stands for them."""
    tree = ast.parse(Path(policy_api.__file__).read_text("utf-8"))
    (checked,) = (item for item in tree.body if isinstance(item, ast.If) and ast.unparse(item.test) == "TYPE_CHECKING")
    imported = {
        alias.name: item.module for item in checked.body if isinstance(item, ast.ImportFrom) for alias in item.names
    }
    assert imported == {name: f"groundrule.{module}" for name, module in policy_api.HOMES.items()}
    for name, module in imported.items():
        assert getattr(policy_api, name) is getattr(import_module(str(module)), name)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        policy_api.nothing  # type: ignore[attr-defined]  # noqa: B018 - it raises


def test_every_shared_parameter_is_read_by_a_policy_and_bundled_policies_have_no_others() -> None:
    assert {parameter for policy in POLICIES for parameter in map(_name, policy.parameters)} == set(
        map(_name, shared())
    )


def _name(parameter: Parameter[Any]) -> str:
    return parameter.name


def test_a_policy_names_every_parameter_that_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the profile's page and the index do not tell of it. What it reads is what its examples make it read."""
    by_id = {policy.id: policy for policy in POLICIES}
    asked: set[str] = set()
    real = Parameter.of

    def watched(self: Parameter[Any], values: Mapping[str, Any]) -> Any:
        asked.add(self.name)
        return real(self, values)

    monkeypatch.setattr(Parameter, "of", watched)
    told: set[str] = set()
    for example in EXAMPLES:
        policy = by_id.get(example.policy)
        if policy is None or example.dialect == "files":
            continue
        asked.clear()
        given = parameters(example.path.read_text("utf-8")) if example.path.is_file() else {}
        for graph in load_alone(example.path):
            judge(graph, [policy], parameters=given)
        assert asked <= set(map(_name, policy.parameters)), example.path
        told |= asked
    # the age of the lists is asked for once a run
    assert told == {parameter.name for parameter in shared() if parameter is not LIST_DAYS}


@pytest.mark.parametrize("name", [name for name in read.bundled() if name != DEFAULT.name])
def test_a_bundled_profile_names_each_policy_once_and_only_those_that_need_it(name: str) -> None:
    profile = read.read(name).profile
    ids, defaults = {policy.id for policy in POLICIES}, {policy.id for policy in POLICIES if policy.default}
    first, *beyond = profile.select
    assert first == "default"
    assert len(set(beyond)) == len(beyond)
    assert set(beyond) <= ids - defaults
    running = {*defaults, *beyond}
    assert {*profile.severities, *profile.governance.get("unwaivable", ())} <= running


def test_every_module_has_its_layer_and_its_row_in_the_architecture() -> None:
    package = ROOT / "src" / "groundrule"
    modules = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    modules -= {"__init__", "__main__"}
    layers = (ROOT / ".importlinter").read_text("utf-8")
    assert modules <= set(re.findall(r"groundrule\.(\w+)\b(?!\.)", layers))
    table, _, _ = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("## Decisions")
    assert modules <= set(re.findall(r"`(\w+)/?`", table))


def test_no_two_findings_of_the_fixtures_share_an_identity() -> None:
    found = run(discover([str(ROOT / "fixtures")]), POLICIES, Inputs()).findings
    seen = [finding.fingerprint for finding in found]
    assert len(set(seen)) == len(seen) > len(POLICIES)
