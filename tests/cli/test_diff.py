"""`--diff`: what a change brings in, with real git histories."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from groundrule import engine
from groundrule.engine import Judgement
from groundrule.graph import Graph
from tests.cli.conftest import Command
from tests.cli.repository import commit, git, write

POLICY = "ebs-volume-unencrypted"
ONLY = ("--select", POLICY)
OPEN = 'resource "aws_ebs_volume" "{}" {{\n  size      = 1\n  encrypted = false\n}}\n'
SHUT = OPEN.replace("false", "true")
MODULE = 'variable "encrypted" {}\nresource "aws_ebs_volume" "v" {\n  size      = 1\n  encrypted = var.encrypted\n}\n'


def report(groundrule: Command, *arguments: str) -> dict[str, Any]:
    result = groundrule("check", *ONLY, "--format", "json", *arguments)
    found: dict[str, Any] = json.loads(result.out) if result.out else {"error": result.err}
    return {**found, "code": result.code}


def brought_in(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (item["resource"]["address"], item["change"]["kind"]) for item in found["findings"] if item["waived"] is None
    ]


def test_only_what_the_change_brings_in_counts(groundrule: Command) -> None:
    base = commit(main_tf=OPEN.format("old") + OPEN.format("mended"))
    write("main.tf", "# moved\n\n" + OPEN.format("old") + SHUT.format("mended") + OPEN.format("new"))
    found = report(groundrule, "--diff", base)
    assert brought_in(found) == [("aws_ebs_volume.new", "new")]
    assert [item["resource"]["address"] for item in found["fixed"]] == ["aws_ebs_volume.mended"]
    assert found["findings"][0]["waived"]["by"] == "baseline"
    assert found["findings"][0]["waived"]["reason"] == f"it was there at {base}"
    assert found["code"] == 1
    text = groundrule("check", *ONLY, "--diff", "HEAD")
    assert "1 finding (1 high); 1 known before; 1 fixed." in text.out
    assert git("status", "--porcelain") == "M main.tf", "nothing is checked out"


def test_no_change_brings_nothing_in(groundrule: Command) -> None:
    commit(main_tf=OPEN.format("old"), stack_yaml="Resources:\n  V:\n    Type: AWS::EC2::Volume\n")
    found = report(groundrule, "--diff", "HEAD")
    assert (found["code"], brought_in(found), found["fixed"]) == (0, [], [])
    assert len(found["findings"]) == 2


def test_reformatting_and_renaming_keep_the_identity(groundrule: Command) -> None:
    base = commit(main_tf=OPEN.format("a") + OPEN.format("b"))
    before = report(groundrule)
    git("mv", "main.tf", "volumes.tf")
    write("volumes.tf", OPEN.format("b") + "\n\n" + OPEN.format("a").replace("  ", "      "))
    commit("Reformat")
    after = report(groundrule)
    prints = [sorted(item["fingerprint"] for item in found["findings"]) for found in (before, after)]
    assert prints[0] == prints[1]
    found = report(groundrule, "--diff", base)
    assert (found["code"], brought_in(found)) == (0, [])


def test_an_input_three_modules_away(groundrule: Command) -> None:
    call = 'variable "encrypted" {{}}\nmodule "{0}" {{\n  source    = "../{0}"\n  encrypted = var.encrypted\n}}\n'
    base = commit(
        volume__main_tf=MODULE,
        inner__main_tf=call.format("volume"),
        outer__main_tf=call.format("inner"),
        prod__main_tf=call.format("outer"),
        prod__terraform_tfvars="encrypted = true\n",
    )
    write("prod/terraform.tfvars", "# changed\nencrypted = false\n")
    found = report(groundrule, "--diff", base)
    assert brought_in(found) == [("module.outer.module.inner.module.volume.aws_ebs_volume.v", "input")]
    (step,) = found["findings"][0]["change"]["steps"]
    assert (step["path"], step["line"]) == ("prod/terraform.tfvars", 2)
    text = groundrule("check", *ONLY, "--diff", base).out
    assert f"   changed: {step['text']} (prod/terraform.tfvars:2)\n" in text


def test_an_input_of_one_of_two_calls(groundrule: Command) -> None:
    call = 'module "{}" {{\n  source    = "./volume"\n  encrypted = {}\n}}\n'
    base = commit(volume__main_tf=MODULE, main_tf=call.format("a", "false") + call.format("b", "true"))
    write("main.tf", call.format("a", "false") + call.format("b", "false"))
    found = report(groundrule, "--diff", base)
    assert brought_in(found) == [("module.b.aws_ebs_volume.v", "input")]
    assert [(item["resource"]["address"], item["waived"]["by"]) for item in found["findings"] if item["waived"]] == [
        ("module.a.aws_ebs_volume.v", "baseline")
    ]


def test_a_new_call_of_an_old_module(groundrule: Command) -> None:
    base = commit(volume__main_tf=MODULE.replace("var.encrypted", "false").replace('variable "encrypted" {}\n', ""))
    commit("Call it", main_tf='module "a" {\n  source = "./volume"\n}\n')
    first = git("rev-parse", "HEAD")
    write("main.tf", 'module "a" {\n  source = "./volume"\n}\nmodule "b" {\n  source = "./volume"\n}\n')
    found = report(groundrule, "--diff", first)
    assert brought_in(found) == [("module.b.aws_ebs_volume.v", "input")]
    (change,) = [item["change"] for item in found["findings"] if item["waived"] is None]
    assert [step["text"] for step in change["steps"]] == ["module.b"]
    assert report(groundrule, "--diff", base)["code"] == 1


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("  encrypted = true\n", "", "new"),
        ("  encrypted = local.e\n", "  encrypted = false\n", "new"),
        ("  encrypted = var.e\n", "  encrypted = false\n", "worse"),
    ],
)
def test_how_it_came_in(groundrule: Command, before: str, after: str, kind: str) -> None:
    text = 'locals {{\n  e = true\n}}\nvariable "e" {{}}\nresource "aws_ebs_volume" "v" {{\n  size = 1\n{}}}\n'
    base = commit(main_tf=text.format(before))
    write("main.tf", text.format(after))
    found = report(groundrule, "--diff", base)
    assert brought_in(found) == [("aws_ebs_volume.v", kind)]
    assert found["code"] == 1


def test_an_input_that_was_removed(groundrule: Command) -> None:
    base = commit(main_tf=MODULE.replace("{}", "{ default = false }"), terraform_tfvars="encrypted = true\n")
    Path("terraform.tfvars").unlink()
    found = report(groundrule, "--diff", base)
    assert brought_in(found) == [("aws_ebs_volume.v", "input")]
    assert found["findings"][0]["change"]["steps"] == []
    assert "changed: something that it depends on" in groundrule("check", *ONLY, "--diff", base).out


def test_files_of_inputs_are_read_at_the_revision(groundrule: Command) -> None:
    stack = (
        "Parameters:\n  E:\n    Type: String\nResources:\n  V:\n    Type: AWS::EC2::Volume\n"
        "    Properties:\n      Encrypted: !Ref E\n"
    )
    base = commit(
        stack_yaml=stack, prod_json='{"Parameters": {"E": "true"}}', main_tf=MODULE, prod_tfvars="encrypted = true\n"
    )
    write("prod.json", '{"Parameters": {"E": "false"}}')
    write("prod.tfvars", "encrypted = false\n")
    write("dev.tfvars", "encrypted = false\n")
    found = report(groundrule, "--diff", base, "--parameter-file", "prod.json", "--var-file", "prod.tfvars")
    assert [address for address, _ in brought_in(found)] == ["aws_ebs_volume.v", "V"]
    found = report(groundrule, "--diff", base, "--env", "prod=prod.tfvars", "--env", "dev=dev.tfvars", "main.tf")
    assert [address for address, _ in brought_in(found)] == ["aws_ebs_volume.v"]


def test_a_root_that_is_new_and_one_that_is_gone(groundrule: Command) -> None:
    base = commit(old__main_tf=OPEN.format("v"), empty_tf="")
    git("rm", "-q", "-r", "old")
    write("fresh/main.tf", OPEN.format("v"))
    found = report(groundrule, "--diff", base)
    assert [item["resource"]["root"] for item in found["findings"]] == ["fresh"]
    assert [item["resource"]["root"] for item in found["fixed"]] == ["old"]
    assert report(groundrule, "--diff", base, "fresh")["code"] == 1, "a path that the revision lacks"


def test_a_renamed_root_and_a_renamed_template_are_what_they_were(groundrule: Command) -> None:
    stack = "Resources:\n  V:\n    Type: AWS::EC2::Volume\n    Properties:\n      Size: 1\n"
    base = commit(
        envs__a__main_tf=OPEN.format("v"),
        envs__a__more_tf=SHUT.format("w"),
        s_yaml=stack,
        kept__main_tf=OPEN.format("k"),
    )
    git("mv", "envs/a", "envs/b")
    git("mv", "s.yaml", "t.yaml")
    assert brought_in(report(groundrule, "--diff", base)) == []
    write("envs/b/more.tf", SHUT.format("w").replace("true", "false"))
    for paths in ([], ["envs/b", "t.yaml"]):
        found = report(groundrule, "--diff", base, *paths)
        assert (brought_in(found), found["fixed"]) == ([("aws_ebs_volume.w", "new")], []), paths


def test_a_copied_root_is_new(groundrule: Command) -> None:
    base = commit(a__main_tf=OPEN.format("v"), b__main_tf=SHUT.format("v"))
    write("c/main.tf", OPEN.format("v"))
    git("mv", "b/main.tf", "b/other.tf")
    git("add", "-A")
    assert [
        item["resource"]["root"] for item in report(groundrule, "--diff", base)["findings"] if not item["waived"]
    ] == ["c"]


def test_a_file_that_moves_to_another_root_is_new_there(groundrule: Command) -> None:
    base = commit(a__main_tf=OPEN.format("v"), a__rest_tf=SHUT.format("r"), b__main_tf=SHUT.format("w"))
    git("mv", "a/main.tf", "b/moved.tf")
    found = report(groundrule, "--diff", base)
    assert [address for address, _ in brought_in(found)] == ["aws_ebs_volume.v"]
    assert [item["resource"]["root"] for item in found["fixed"]] == ["a"]


def test_links_and_functions_that_read_files(groundrule: Command) -> None:
    write(
        "shared/main.tf",
        'resource "aws_ebs_volume" "v" {\n  size = 1\n  encrypted = jsondecode(file("${path.module}/on.json"))\n}\n',
    )
    write("shared/on.json", "true")
    Path("link").symlink_to("shared")
    Path("out").symlink_to("/etc")
    base = commit(main_tf='module "a" {\n  source = "./link"\n}\n')
    found = report(groundrule, "--diff", base)
    assert (found["code"], found["coverage"]["notes"]) == (0, [])
    write("shared/on.json", "false")
    found = report(groundrule, "--diff", base)
    assert brought_in(found)[0] == ("module.a.aws_ebs_volume.v", "input")


def test_in_a_directory_of_the_repository(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    base = commit(envs__prod__main_tf='module "v" {\n  source = "../../m"\n  encrypted = true\n}\n', m__main_tf=MODULE)
    monkeypatch.chdir("envs/prod")
    assert report(groundrule, "--diff", base)["code"] == 0
    write("main.tf", 'module "v" {\n  source = "../../m"\n  encrypted = false\n}\n')
    found = report(groundrule, "--diff", base)
    assert brought_in(found) == [("module.v.aws_ebs_volume.v", "input")]
    assert report(groundrule, "--diff", base, str(Path.cwd()))["code"] == 1


def test_what_git_ignores_and_what_is_broken_at_the_revision(groundrule: Command) -> None:
    base = commit(main_tf=OPEN.format("v"), broken_tf="locals {\n  a = = 1\n}\n", _gitignore="no/\n")
    Path(".gitignore").write_text("no/\n")
    write("broken.tf", "")
    write("no/main.tf", OPEN.format("v"))
    found = report(groundrule, "--diff", base)
    assert (found["code"], brought_in(found)) == (0, [])
    (note,) = found["coverage"]["notes"]
    assert note["reason"].startswith(f"at {base}: expected an expression")


def test_ignores_that_were_there(groundrule: Command) -> None:
    ignored = OPEN.format("v").replace("false", f"false # groundrule: ignore[{POLICY}]")
    base = commit(main_tf=ignored + "# groundrule: ignore[s3-acl-public]\n")
    both = ("--select", f"{POLICY},ignore-unused,s3-acl-public", "--format", "concise", "--diff", base)
    assert groundrule("check", *both).code == 0
    write("new.tf", "# groundrule: ignore[s3-acl-public]\n")
    result = groundrule("check", *both)
    assert result.out.startswith("new.tf:1:1: low ignore-unused")
    assert result.code == 1


CALL = 'module "m" {\n  source    = "../m"\n  encrypted = fileexists("${path.module}/on")\n}\n'
IGNORED = MODULE.replace("var.encrypted", f"var.encrypted # groundrule: ignore[{POLICY}]")


@pytest.mark.parametrize(
    ("name", "text", "judged", "new"),
    [
        pytest.param("readme.md", "x", set(), 0, id="nothing that matters"),
        pytest.param("a/main.tf", CALL + OPEN.format("v"), {"a"}, 1, id="a root"),
        pytest.param("a/on", "", {"a"}, 0, id="a file that a function asks for"),
        pytest.param("a/x.auto.tfvars", "y = 1\n", {"a"}, 0, id="values"),
        pytest.param("m/more.tf", OPEN.format("v"), {"a", "b"}, 2, id="a module of two roots"),
        pytest.param("c/main.tf", 'module "b" {\n  source = "../b"\n}\n', {"b"}, 1, id="a root that was none"),
        pytest.param(
            "b/main.tf", CALL.replace("fileexists", "!fileexists"), {"b"}, 0, id="an ignore that is used no more"
        ),
    ],
)
def test_only_the_roots_are_judged_again_that_a_change_may_concern(  # noqa: PLR0913, PLR0917
    groundrule: Command, monkeypatch: pytest.MonkeyPatch, name: str, text: str, judged: set[str], new: int
) -> None:
    commit(a__main_tf=CALL, b__main_tf=CALL + OPEN.format("w"), m__main_tf=IGNORED, readme_md="")
    write(name, text)
    roots: list[str] = []

    def judge(graph: Graph, *more: Any) -> Judgement:
        roots.append(graph.root)
        return engine.judge(graph, *more)

    monkeypatch.setattr("groundrule.run.judge", judge)
    every = ("--select", f"{POLICY},ignore-unused", "--format", "json")
    groundrule("check", *every)
    now = Counter(roots)
    roots.clear()
    found = json.loads(groundrule("check", *every, "--diff", "HEAD").out)
    assert set(Counter(roots) - now) == judged
    assert len(brought_in(found)) == new
    monkeypatch.setattr("groundrule.loading.Sources.is_same", lambda *_: False)
    assert json.loads(groundrule("check", *every, "--diff", "HEAD").out) == found, "what a full run tells"


def test_two_runs_are_alike_byte_for_byte(groundrule: Command) -> None:
    base = commit(main_tf=OPEN.format("old"))
    write("main.tf", OPEN.format("old") + OPEN.format("new"))
    runs = {groundrule("check", "--format", "json", "--diff", base).out for _ in range(2)}
    assert len(runs) == 1


# -- revisions -------------------------------------------------------------------------------------------


def test_the_merge_base(groundrule: Command) -> None:
    commit(main_tf=OPEN.format("old"))
    git("checkout", "-q", "-b", "topic")
    commit("topic", topic_tf=OPEN.format("topic"))
    git("checkout", "-q", "main")
    commit("main goes on", main_tf=SHUT.format("old"))
    git("checkout", "-q", "topic")
    assert [address for address, _ in brought_in(report(groundrule, "--diff", "main..."))] == ["aws_ebs_volume.topic"]
    assert len(brought_in(report(groundrule, "--diff", "main"))) == 2, "main has mended it"


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD:main.tf", "nowhere..."])
def test_a_revision_that_does_not_exist(groundrule: Command, revision: str) -> None:
    commit(main_tf=OPEN.format("v"))
    result = groundrule("check", f"--diff={revision}", "--output", "json=out.json")
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert f"--diff {revision}: " in result.err
    assert not Path("out.json").exists()


def test_outside_of_a_repository(groundrule: Command) -> None:
    write("main.tf", OPEN.format("v"))
    result = groundrule("check", "--diff", "HEAD")
    assert result.code == 2
    assert "not a git repository" in result.err


def test_without_git(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(main_tf=OPEN.format("v"))
    monkeypatch.setenv("PATH", "/nowhere")
    result = groundrule("check", "--diff", "HEAD")
    assert (result.code, result.err) == (2, "groundrule: error: --diff needs git: No such file or directory\n")


def test_a_shallow_clone_says_what_to_fetch(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkdir("origin")
    monkeypatch.chdir("origin")
    base = commit(main_tf=SHUT.format("v"))
    commit("two")
    commit("three", main_tf=OPEN.format("v"))
    git("config", "uploadpack.allowAnySHA1InWant", "true")
    monkeypatch.chdir("..")
    git("clone", "-q", "--depth=1", f"file://{Path.cwd()}/origin", "clone")
    monkeypatch.chdir("clone")
    result = groundrule("check", "--diff", base)
    assert result.code == 2
    assert "this shallow clone does not hold it: run `git fetch --depth=1 origin " + base in result.err
    git("fetch", "-q", "--depth=1", "origin", base)
    found = report(groundrule, "--diff", base)
    assert brought_in(found) == [("aws_ebs_volume.v", "new")]
    common = groundrule("check", "--diff", f"{base}...")
    assert common.code == 2
    assert "run `git fetch --unshallow`" in common.err
    git("fetch", "-q", "--unshallow")
    assert report(groundrule, "--diff", f"{base}...")["code"] == 1


def test_a_partial_clone_is_not_filled_behind_our_back(groundrule: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkdir("origin")
    monkeypatch.chdir("origin")
    base = commit(main_tf=SHUT.format("v"))
    commit("two", main_tf=OPEN.format("v"))
    git("config", "uploadpack.allowFilter", "true")
    monkeypatch.chdir("..")
    git("clone", "-q", "--filter=blob:none", f"file://{Path.cwd()}/origin", "clone")
    monkeypatch.chdir("clone")
    result = groundrule("check", "--diff", base)
    assert result.code == 2
    assert "this clone lacks some of its files" in result.err


def test_git_is_not_asked_for_a_plain_run(tmp_path: Path) -> None:
    """Neither git nor the gate is loaded where nothing asks for them."""
    (tmp_path / "main.tf").write_text(OPEN.format("v"))
    code = (
        "import sys\nfrom groundrule.cli import main\ntry:\n  main(['check'])\nexcept SystemExit: pass\n"
        "heavy = {'subprocess', 'tomllib', 'jsonschema', 'groundrule.git', 'groundrule.gate.ignores', 'pathspec', 'typer',"
        " 'groundrule.schemas', 'difflib', 'datetime'}\nprint(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stderr == "[]\n"
