"""Real git repositories for tests."""

import subprocess
from pathlib import Path

_IDENTITY = {
    "GIT_AUTHOR_NAME": "t",
    "GIT_AUTHOR_EMAIL": "t@example.org",
    "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@example.org",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
}


def git(*arguments: str, at: str = ".") -> str:
    command = ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *arguments]
    return subprocess.run(command, cwd=at, env=_IDENTITY, capture_output=True, text=True, check=True).stdout.strip()


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def commit(message: str = "more", **files: str) -> str:
    """Write files (`a__b_tf` is `a/b.tf`) and commit everything; returns the commit's id."""
    if not Path(".git").exists():
        git("init", "-q")
    for name, text in files.items():
        path = name.replace("__", "/")
        stem, _, ending = path.rpartition("_")
        write(f"{stem}.{ending}", text)
    git("add", "-A")
    git("commit", "-q", "--allow-empty", "-m", message)
    return git("rev-parse", "HEAD")
