"""What a report needs to know besides the run."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from groundrule.tree import repository_path, repository_root

if TYPE_CHECKING:
    from datetime import datetime


class Context:
    """Where and when a run took place.

    Args:
        colour: whether the text may be coloured.
        titles: gives the requirements' titles by their ids.
    """

    def __init__(self, *, colour: bool = False, titles: Callable[[], Mapping[str, str]] = dict) -> None:
        self.colour = colour
        self._titles = titles

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The requirements' titles by their ids; an own requirement may have none."""
        return self._titles()

    @cached_property
    def moment(self) -> datetime:
        """The time of a run, the same for two runs over the same revision.

        `SOURCE_DATE_EPOCH`, else when GitLab created the pipeline, else when the checked-out commit was made,
        else the beginning of 1970: a report names nothing that changes from run to run.
        """
        from datetime import UTC, datetime

        seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
        if seconds.isdigit():
            return datetime.fromtimestamp(int(seconds), UTC)
        try:
            created = datetime.fromisoformat(os.environ.get("CI_PIPELINE_CREATED_AT", ""))
        except ValueError:
            return datetime.fromtimestamp(_commit_time(), UTC)
        return created.astimezone(UTC)

    def path(self, path: str) -> str:
        """A path of the run as forges want it: relative to the repository's root, with forward slashes.

        That is the working directory's repository. What is no path (an option that has no effect) stays as it is.
        """
        if path.startswith("-"):
            return path
        if self._prefix is None:
            return repository_path(path)
        return posixpath.normpath(posixpath.join(self._prefix, self._relative(path)))

    def _relative(self, path: str) -> str:
        return os.path.relpath(path).replace(os.sep, "/") if os.path.isabs(path) else path

    @cached_property
    def _prefix(self) -> str | None:
        """The working directory, relative to the repository's root; None outside of one."""
        root = repository_root(".")
        return os.path.relpath(".", root).replace(os.sep, "/") if root is not None else None


def _commit_time() -> int:
    import subprocess

    command = ["git", "log", "-1", "--format=%ct"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - fixed words
    except OSError:
        return 0
    return int(answer) if answer.isdigit() else 0
