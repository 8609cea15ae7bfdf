from pathlib import Path

import pytest

from groundrule.errors import UsageError
from groundrule.registry import bundled, load

MODULE = '''
from groundrule.policy import LOW, Category, Resource, Verdict, policy

@policy(id="{id}", severity=LOW, category=Category.HYGIENE, resources=("aws_thing",))
def check(thing: Resource) -> Verdict:
    """Thing is untidy."""
    return thing.deny("{id}")
'''


def test_a_policy_is_found_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "mine.py").write_text(MODULE.format(id="thing-untidy"))
    (tmp_path / "_shared.py").write_text("raise RuntimeError")
    (found,) = load([tmp_path])
    assert (found.id, found.title) == ("thing-untidy", "Thing is untidy")


def test_an_id_belongs_to_one_policy(tmp_path: Path) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(MODULE.format(id="thing-untidy"))
    with pytest.raises(UsageError, match="thing-untidy"):
        load([tmp_path])


def test_a_module_that_fails_names_itself(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import nothing_of_the_kind")
    with pytest.raises(UsageError, match=r"broken\.py: can't load the policies: ModuleNotFoundError"):
        load([tmp_path])


def test_the_bundled_policies_load() -> None:
    assert "ebs-volume-unencrypted" in {policy.id for policy in load([bundled()])}
