"""Profiles: what an organisation sets, and what of it is wrong."""

import json
from typing import Any

import jsonschema
import pytest

from groundrule.parameters import Parameter
from groundrule.profile import read
from groundrule.profile.model import DEFAULT
from groundrule.schemas import conforms, shipped
from groundrule.vocabulary.parameters import shared
from tests.cli.conftest import Command
from tests.cli.repository import write

VOLUME = 'resource "aws_ebs_volume" "v" {\n  size = 1\n  tags = {\n    owner = "cardiology"\n  }\n}\n'
OWN_POLICY = (
    "from groundrule.policy import LOW, Category, Parameter, Resource, Verdict, policy\n"
    'LEAST = Parameter[int]("least-size", 10, {"description": "The smallest size.", "type": "integer"})\n'
    '@policy(id="volume-small", severity=LOW, category=Category.HYGIENE, resources=("aws_ebs_volume",),\n'
    "        parameters=(LEAST,))\n"
    "def volume_small(volume: Resource) -> Verdict:\n"
    '    """Volume is small."""\n'
    '    return volume["size"].must_be_at_least(volume.parameter(LEAST))\n'
)


def findings(groundrule: Command, *arguments: str) -> list[dict[str, Any]]:
    result = groundrule("check", "--format", "json", *arguments)
    assert result.code in {0, 1}, result.err
    found: list[dict[str, Any]] = json.loads(result.out)["findings"]
    return found


@pytest.mark.parametrize("parameter", shared(), ids=lambda parameter: parameter.name)
def test_every_parameter_is_described_and_its_default_keeps_to_its_schema(parameter: Parameter[Any]) -> None:
    assert parameter.description.endswith(".")
    default = json.loads(json.dumps(parameter.default))
    jsonschema.validate(default, parameter.schema, jsonschema.Draft202012Validator)
    assert conforms(default, parameter.schema)


@pytest.mark.parametrize("name", read.bundled())
def test_every_bundled_profile_can_be_used(groundrule: Command, name: str) -> None:
    write("main.tf", VOLUME)
    result = groundrule("check", "--profile", name)
    assert result.code == 1, result.err
    assert read.read(name).profile.catalogues


def test_a_profile_extends_another_one(groundrule: Command) -> None:
    write("main.tf", VOLUME)
    write("base.yaml", "name: base\nselect: [resource-without-required-tags]\nseverities: {tagging: high}\n")
    write(
        "ours/eyes.yaml",
        "name: eyes\nextends: ../base.yaml\nparameters:\n  required-tags: {owner: [ophthalmology]}\n",
    )
    (found,) = findings(groundrule, "--profile", "ours/eyes.yaml")
    assert found["policy"] == "resource-without-required-tags"
    assert found["severity"] == "high"
    assert "expected `ophthalmology`" in found["message"]
    profile = read.read("ours/eyes.yaml").profile
    assert (profile.name, profile.catalogues) == ("eyes", DEFAULT.catalogues)


def test_settings_say_what_counts_beside_a_profile(groundrule: Command) -> None:
    write("main.tf", VOLUME)
    write("groundrule.toml", '[parameters]\nrequired-tags = { owner = ["x"] }\n[severities]\ntagging = "critical"\n')
    (found,) = findings(groundrule, "--select", "resource-without-required-tags")
    assert found["severity"] == "critical"
    assert "expected `x`" in found["message"]


def test_the_profile_in_settings_is_found_from_below(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    write(".git/HEAD", "")
    write("groundrule.toml", 'profile = "office/eyes.yaml"\n')
    write("office/eyes.yaml", "name: eyes\nselect: [resource-without-required-tags]\n")
    write("deep/main.tf", VOLUME)
    monkeypatch.chdir("deep")
    assert [found["policy"] for found in findings(groundrule)] == ["resource-without-required-tags"]


def test_a_notice_is_told_and_does_not_fail(groundrule: Command) -> None:
    write("main.tf", VOLUME)
    write("all.yaml", "name: all\nselect: [ebs-volume-unencrypted]\nmode: notice\n")
    result = groundrule("check", "--profile", "all.yaml")
    assert result.code == 0
    assert "notice: it is told only" in result.out
    assert "No findings; 1 notice." in result.out
    write("one.yaml", "name: one\nextends: all.yaml\nmodes: {ebs-volume-unencrypted: enforce}\n")
    assert groundrule("check", "--profile", "one.yaml").code == 1


@pytest.mark.parametrize("format_", ["junit", "github", "gitlab-codequality", "sarif", "markdown", "json", "csv"])
def test_no_report_gives_a_notice_the_weight_of_a_finding(groundrule: Command, format_: str) -> None:
    write("main.tf", VOLUME)
    write("all.yaml", "name: all\nselect: [ebs-volume-unencrypted]\nmode: notice\n")
    out = groundrule("check", "--profile", "all.yaml", "--format", format_).out
    weight = {"junit": "<failure", "github": "::error", "gitlab-codequality": '"critical"', "sarif": '"rank": 80'}
    assert "notice" in out or format_ == "sarif"
    assert weight.get(format_, "1 finding") not in out


def test_a_policy_of_ones_own_has_parameters_of_its_own(groundrule: Command) -> None:
    write("main.tf", VOLUME)
    write("own/volumes.py", OWN_POLICY)
    arguments = ("--policies", "own", "--select", "volume-small")
    assert "at least 10" in findings(groundrule, *arguments)[0]["message"]
    write("p.yaml", "name: p\nparameters: {least-size: 20}\n")
    assert "at least 20" in findings(groundrule, *arguments, "--profile", "p.yaml")[0]["message"]
    write("p.yaml", "name: p\nparameters: {least-size: much}\n")
    result = groundrule("check", *arguments, "--profile", "p.yaml")
    assert (
        result.code,
        "p.yaml:2: parameter `least-size`: expected a whole number: the smallest size" in result.err,
    ) == (2, True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: x\n", "p.yaml:1: `name` is missing"),
        ("name: p\nextends: cuimcc\n", "p.yaml:2: there is no profile `cuimcc`: did you mean `cuimc`?"),
        ("name: p\nextends: p.yaml\n", "the profile extends itself"),
        ("name: p\nselect:\n- all\n- ebs-volume-unencryptd\n", "p.yaml:4: `ebs-volume-unencryptd` selects nothing"),
        ("name: p\nseverities:\n  CUIMC-99: low\n", "p.yaml:3: `CUIMC-99` selects nothing"),
        ("name: p\nseverities: {tagging: awful}\n", "p.yaml:2: `tagging`: `awful` is none of"),
        ("name: p\nmodes: {nothing-such: notice}\n", "p.yaml:2: `nothing-such` selects nothing"),
        (
            "name: p\nparameters:\n  key-owners: 0\n",
            "p.yaml:3: `key-owners`: expected a whole number of at least 1: how many principals",
        ),
        (
            "name: p\nparameters:\n  key-owner: 2\n",
            "p.yaml:3: parameter `key-owner` is read by no policy: did you mean",
        ),
        (
            "name: p\nparameters:\n  key-owners: two\n",
            "p.yaml:3: `key-owners`: expected a whole number of at least 1: how many principals",
        ),
        ("name: p\nname: q\n", "p.yaml:2: "),
        ("name: [", "p.yaml:"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(groundrule: Command, text: str, message: str) -> None:
    write("main.tf", VOLUME)
    write("p.yaml", text)
    result = groundrule("check", "--profile", "p.yaml")
    assert result.code == 2
    assert message in result.err
    assert not result.out


def test_what_settings_say_wrongly_is_told(groundrule: Command) -> None:
    write("main.tf", VOLUME)
    write("groundrule.toml", "[parameters]\nkey-owner = 2\n")
    result = groundrule("check")
    assert (result.code, "`key-owner` is read by no policy: did you mean `key-owners`?" in result.err) == (2, True)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(shipped("profile"))


def test_an_old_list_of_services_is_told_of_the_providers_that_are_there(groundrule: Command) -> None:
    write("main.tf", VOLUME)
    text = "name: p\nselect: [service-not-hipaa-eligible]\nparameters: {list-days: %s}\n"
    write("p.yaml", text % 0)
    told = groundrule("check", "--profile", "p.yaml").out
    assert "services of `aws` that are HIPAA-eligible is of " in told
    assert "azure" not in told
    write("p.yaml", text % 100_000)
    assert "HIPAA-eligible" not in groundrule("check", "--profile", "p.yaml").out
