"""The hooks in the hands of the real pre-commit: one store and one installation for the whole session."""

import sys
from pathlib import Path

import pytest
from filelock import FileLock

from tests.clients.repositories import CLOSED, OPEN, commit, environment, own_source, require_package_index, run, write

HOOKS = """\
repos:
  - repo: {source}
    rev: {revision}
    hooks:
      - id: groundrule
      - id: groundrule-all
"""


class Client:
    """pre-commit in one repository.

    Args:
        directory: the repository.
        store: where pre-commit keeps what it has installed.
        source: the repository of the hooks.
    """

    def __init__(self, directory: Path, store: Path, source: Path) -> None:
        self.directory = directory
        self.source = source
        self.environment = environment(PRE_COMMIT_HOME=str(store), PRE_COMMIT_COLOR="never")

    def __call__(self, *arguments: str | Path, code: int) -> str:
        """What a command prints."""
        command = (sys.executable, "-m", "pre_commit", *arguments)
        return run(self.directory, *command, env=self.environment, code=code).stdout

    def git(self, *arguments: str, code: int = 0) -> str:
        """What git prints, the hooks' reports with it."""
        result = run(self.directory, "git", *arguments, env=self.environment, code=code)
        return result.stdout + result.stderr


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A directory of the whole session, whichever process a test runs in."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "pre-commit"
    shared.mkdir(exist_ok=True)
    return shared


@pytest.fixture(scope="session")
def source(shared: Path) -> Path:
    """The repository of the hooks."""
    with FileLock(shared / "lock"):
        require_package_index(shared)
        directory = shared / "source"
        return directory if directory.exists() else own_source(directory)


@pytest.fixture
def client(tmp_path: Path, shared: Path, source: Path) -> Client:
    """A repository with the hooks installed in it."""
    revision = run(source, "git", "rev-parse", "HEAD").stdout.strip()
    config = HOOKS.format(source=source, revision=revision)
    commit(tmp_path, {".pre-commit-config.yaml": config, "modules/volume/main.tf": CLOSED})
    client = Client(tmp_path, shared / "store", source)
    client("install", code=0)
    return client


def test_the_manifest_is_valid(client: Client) -> None:
    client("validate-manifest", client.source / ".pre-commit-hooks.yaml", code=0)
    client("validate-config", code=0)


def test_it_can_be_tried_where_nothing_is_configured(client: Client) -> None:
    write(client.directory, {"bad/main.tf": OPEN})
    client.git("add", "--all")
    told = client("try-repo", client.source, "groundrule", "--all-files", code=1)
    assert "bad/main.tf" in told
    assert "ebs-volume-unencrypted" in told


def test_all_files_are_judged(client: Client) -> None:
    write(client.directory, {"bad/main.tf": OPEN})
    client.git("add", "--all")
    told = client("run", "groundrule", "--all-files", code=1)
    assert "bad/main.tf" in told
    assert "ebs-volume-unencrypted" in told


def test_a_commit_is_stopped_by_what_it_touches_and_by_nothing_else(client: Client) -> None:
    commit(client.directory, {"old/main.tf": OPEN, "readme.md": "x", "k8s.yaml": "kind: Pod\n"})
    write(client.directory, {"modules/volume/main.tf": OPEN})
    client.git("add", "--all")
    told = client.git("commit", "--message", "open", code=1)
    assert "modules/volume/main.tf" in told
    assert "old/main.tf" not in told
    write(client.directory, {"modules/volume/main.tf": CLOSED, "readme.md": "y", "k8s.yaml": "kind: Service\n"})
    client.git("add", "--all")
    assert "Passed" in client.git("commit", "--message", "closed")


def test_a_deleted_file_is_caught_by_the_hook_over_everything(client: Client) -> None:
    commit(client.directory, {"main/main.tf": OPEN, "main/main_override.tf": CLOSED})
    client.git("rm", "--quiet", "main/main_override.tf")
    assert "Skipped" in client("run", "groundrule", code=0), "pre-commit passes no deleted names"
    told = client("run", "groundrule-all", "--hook-stage", "manual", "--all-files", code=1)
    assert "main/main.tf" in told


def test_two_thousand_files_come_in_several_batches(client: Client) -> None:
    # names so long that they exceed what pre-commit gives to one process
    stem = "a-directory-with-a-rather-long-name-so-that-many-of-them-are-too-much-for-one-command-line"
    bad = {7, 1_003, 1_999}
    files = {f"{stem}/{number:04}/main.tf": OPEN if number in bad else CLOSED for number in range(2_000)}
    commit(client.directory, files)
    told = client("run", "groundrule", "--all-files", code=1)
    assert told.count("Looked at") > 1
    assert all(f"{stem}/{number:04}/main.tf" in told for number in bad)
    assert told.count("high ebs-volume-unencrypted") == len(bad)
