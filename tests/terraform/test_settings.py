"""What a root says of Terraform itself."""

from pathlib import Path

from groundrule.subject import Resource
from tests.terraform.roots import Files, load

BACKEND = """
    terraform {
      backend "s3" {
        bucket = "state"
      }
      required_providers {
        aws = {
          source                = "hashicorp/aws"
          configuration_aliases = [aws.west]
        }
      }
    }
"""


def settings(directory: Path, files: Files) -> list[Resource]:
    return [Resource(node) for node in load(directory, files).of_type("terraform")]


def test_the_backend_knows_its_kind_and_providers_their_versions(tmp_path: Path) -> None:
    (found,) = settings(tmp_path, BACKEND)
    assert (found.address, found["backend"]["type"].data, found["backend"]["bucket"].data) == (
        "terraform",
        "s3",
        "state",
    )
    (provider,) = found["required_providers"][0].entries()
    assert (provider["source"].data, provider["version"].written) == ("hashicorp/aws", False)


def test_json_says_the_same(tmp_path: Path) -> None:
    text = (
        '{"terraform": {"backend": {"s3": {"bucket": "state"}}, "required_providers": {"aws": {"version": "~> 6.0"}}}}'
    )
    (found,) = settings(tmp_path, {"main.tf.json": text})
    assert (found["backend"]["type"].data, found["backend"]["bucket"].data) == ("s3", "state")


def test_an_override_file_says_it_anew(tmp_path: Path) -> None:
    override = 'terraform {\n  backend "local" {}\n}\n'
    (found,) = settings(tmp_path, {"main.tf": BACKEND, "backend_override.tf": override})
    assert found["backend"]["type"].data == "local"


def test_a_module_has_settings_of_its_own(tmp_path: Path) -> None:
    found = settings(tmp_path, {"main.tf": 'module "m" {\n  source = "./m"\n}\n', "m/main.tf": BACKEND})
    assert [item.address for item in found] == ["module.m.terraform"]
