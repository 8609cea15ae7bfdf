"""What every policy keeps, so that nobody has to remember it."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from groundrule import policy as policy_api
from groundrule.discovery import discover
from groundrule.harness import examples
from groundrule.policy import Policy
from groundrule.profile import catalogue
from groundrule.registry import bundled, load
from groundrule.run import Inputs, run

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


def test_no_two_findings_of_the_fixtures_share_an_identity() -> None:
    found = run(discover([str(ROOT / "fixtures")]), POLICIES, Inputs()).findings
    seen = [finding.fingerprint for finding in found]
    assert len(set(seen)) == len(seen) > len(POLICIES)
