import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from groundrule.discovery import Found, discover
from groundrule.errors import UsageError
from groundrule.ignoring import Patterns


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def touch(*names: str, text: str = "") -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


def test_files_are_sorted_into_modules_and_candidates() -> None:
    touch("b/x.tf", "b/y.tofu", "a/z.tf.json", "t.yaml", "c/t.template", "c/u.json", "c/v.yml", "readme.md")
    assert discover(["."]) == Found(("a", "b"), ("c/t.template", "c/u.json", "c/v.yml", "t.yaml"), frozenset())


def test_the_top_directory_is_a_dot() -> None:
    touch("main.tf")
    assert discover(["."]).modules == (".",)
    assert discover([str(Path.cwd())]).modules == (str(Path.cwd()),)


@pytest.mark.parametrize("directory", [".git", ".terraform", "node_modules"])
def test_what_is_nobodys_source_is_left_out(directory: str) -> None:
    touch(f"{directory}/m/main.tf", f"deep/{directory}/main.tf")
    assert discover(["."]).modules == ()


def test_what_git_ignores_is_left_out_but_not_what_is_named() -> None:
    touch(".git/HEAD")
    touch(".gitignore", text="build/\n*.yaml\n!keep.yaml\n/top.json\n")
    touch("build/main.tf", "a.yaml", "keep.yaml", "top.json", "sub/top.json", "sub/b.yaml", "c.tf")
    touch("sub/.gitignore", text="!b.yaml\n")
    assert discover(["."]) == Found((".",), ("keep.yaml", "sub/b.yaml", "sub/top.json"), frozenset())
    assert discover(["sub", "a.yaml"]).candidates == ("a.yaml", "sub/b.yaml", "sub/top.json")


def test_links_that_lead_in_circles_are_survived() -> None:
    touch("a/main.tf")
    Path("a/loop").symlink_to("..")
    Path("dangling.tf").symlink_to("nowhere")
    assert "a" in discover(["."]).modules


def test_a_named_file_brings_its_module() -> None:
    touch("m/a.tf", "m/b.tf")
    assert discover(["m/a.tf"]) == Found(("m",), (), frozenset({"m/a.tf"}), given=frozenset({"m/a.tf"}))
    assert discover(["m/a.tf", "m"]).named == frozenset()


def test_a_path_that_is_not_there() -> None:
    with pytest.raises(UsageError, match=r"none\.tf: there is no such file or directory"):
        discover(["none.tf"])


_LINES = st.text("ab.*?/[]-!\\# ", max_size=8)
_NAMES = st.text("ab.-!# ", min_size=1, max_size=3).filter(lambda name: name not in {".", ".."})


@given(st.lists(_LINES, max_size=3), st.lists(_NAMES, min_size=1, max_size=3), st.booleans())
@example(["*.b", "!a.b"], ["a.b"], False)
@example(["[ab]/"], ["b"], True)
@example(["a/**/b"], ["a", "b"], False)
@example(["!/"], ["a"], False)
@example(["\\#a", "a\\ "], ["a "], False)
def test_patterns_say_what_pathspec_says(lines: list[str], names: list[str], is_directory: bool) -> None:
    path = "/".join(names) + "/" * is_directory
    try:
        expected = GitIgnoreSpec.from_lines(lines).check_file(path).include
    except (ValueError, re.error, FutureWarning):  # it is not for every pattern
        assume(False)
    assert Patterns(lines).ignore(path) is expected


def test_pathspec_is_not_asked_about_what_no_pattern_speaks_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("pathspec.GitIgnoreSpec")
    usual = Patterns(["# secrets", "", "*.tfstate", ".terraform/", "/build", "env/", "!keep.log", "*.py[cod]"])
    for path in ("main.tf", "environments/prod.tf", "builds/", "a/keep.logs"):
        assert usual.ignore(path) is None
    with pytest.raises(ImportError):
        usual.ignore("terraform.tfstate")
