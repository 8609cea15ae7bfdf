import json
from pathlib import Path

import pytest

from groundrule import policy_index
from groundrule.errors import UsageError
from groundrule.registry import bundled, load

MODULE = '''
from groundrule.policy import LOW, Category, Resource, Verdict, policy

@policy(id="{id}", severity=LOW, category=Category.HYGIENE, resources=("aws_thing",), general=True)
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


def test_the_index_tells_what_the_modules_tell(tmp_path: Path) -> None:
    path = tmp_path / "things.py"
    path.write_text(MODULE.format(id="thing-untidy"))
    index = json.loads(policy_index.render(tmp_path, [path]))
    (known,) = policy_index.indexed(path, tmp_path, index) or ()
    (real,) = load([tmp_path])
    assert known._replace(load=real.load) == real
    assert known.check.__name__ == real.check.__name__
    assert known.text == real.text


def test_a_module_that_has_changed_is_not_taken_from_the_index(tmp_path: Path) -> None:
    path = tmp_path / "things.py"
    path.write_text(MODULE.format(id="thing-untidy"))
    index = json.loads(policy_index.render(tmp_path, [path]))
    path.write_text(MODULE.format(id="thing-untidier"))
    assert policy_index.indexed(path, tmp_path, index) is None


def test_what_is_installed_is_taken_from_the_index(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "things.py"
    path.parent.mkdir()
    path.write_text(MODULE.format(id="thing-untidy"))
    index = json.loads(policy_index.render(tmp_path, [path]))
    (known,) = policy_index.installed(tmp_path, index)
    (real,) = load([tmp_path])
    assert known._replace(load=real.load) == real
    assert known.text == real.text


def test_no_index_is_an_empty_one(tmp_path: Path) -> None:
    assert policy_index.read(tmp_path / "absent.json") == {}
    (tmp_path / "torn.json").write_text('{"a": ')
    assert policy_index.read(tmp_path / "torn.json") == {}


def test_a_module_is_not_taken_from_the_index_once_what_it_takes_from_elsewhere_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "things.py"
    module.write_text(MODULE.format(id="thing-untidy"))
    stores = tmp_path / "stores.py"
    stores.write_text("STORES = ('aws_thing',)")
    monkeypatch.setattr(policy_index, "PATH", tmp_path / "policies.json")
    monkeypatch.setattr(policy_index, "HOMES", {"STORES": "stores"})
    monkeypatch.setattr(policy_index, "_offered", policy_index._offered.__wrapped__)  # without its memory
    index = json.loads(policy_index.render(tmp_path, [module]))
    assert policy_index.indexed(module, tmp_path, index)
    stores.write_text("STORES = ('aws_thing', 'aws_other')")
    assert policy_index.indexed(module, tmp_path, index) is None
