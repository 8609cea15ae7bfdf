"""The repository's revisions, read from its objects: no checkout, no filters, no network."""

from __future__ import annotations

import errno
import os
import posixpath
import subprocess
from collections.abc import Hashable, Sequence
from functools import cached_property
from types import TracebackType
from typing import Final, NamedTuple, Self

from groundrule.errors import UsageError
from groundrule.tree import DISK, repository_root

_LINK: Final = "120000"
_MODULE: Final = "160000"
_MOST_LINKS: Final = 40
# what `terraform init` has installed belongs to no revision: it is the same for all of them
_INSTALLED: Final = ".terraform"
# a partial clone must not fetch what it lacks behind our back, nor may git wait for anybody
_ENVIRONMENT: Final = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
}


class Entry(NamedTuple):
    """A file of a revision: its mode and its object."""

    mode: str
    object: str


class Checkout(NamedTuple):
    """The state of the repository that a path lies in.

    Attributes:
        root: its directory, relative to the working directory.
        commit: what is checked out; empty before the first commit.
        changed: the files below the paths in question that differ from it, untracked ones included, from the root.
        fault: why it is not known; empty where it is.
    """

    root: str
    commit: str
    changed: tuple[str, ...]
    fault: str = ""


def checkouts(paths: Sequence[str], leaving_out: str = "") -> tuple[Checkout, ...]:
    """The repositories that paths of the disk lie in; what lies outside of any is passed over.

    Args:
        paths: files and directories.
        leaving_out: a file whose state does not matter: the one that is about to be written.
    """
    inside: dict[str, list[str]] = {}
    for path in paths:
        root = repository_root(path)
        if root is not None:
            inside.setdefault(root, []).append(os.path.abspath(path))
    return tuple(_checkout(root, named, leaving_out) for root, named in inside.items())


def _checkout(root: str, paths: Sequence[str], leaving_out: str) -> Checkout:
    place, flag = os.path.relpath(root), "the state of the repository"
    where = ("-C", root)
    # no hook may be run to tell what has changed
    status = ("-c", "core.fsmonitor=false", "status", "--porcelain", "-z", "--no-renames", "--", *paths)
    try:
        head = _ask(*where, "rev-parse", "--verify", "--quiet", "HEAD", flag=flag)
        listing = _git(*where, *status, flag=flag)
    except UsageError as error:
        return Checkout(place, "", (), str(error))
    names = [os.fsdecode(line[3:]) for line in listing.split(b"\0") if line]
    own = os.path.relpath(os.path.abspath(leaving_out), root) if leaving_out else ""
    return Checkout(place, head.stdout.decode().strip(), tuple(name for name in names if name != own))


class Commit:
    """The files of one revision, as a `Tree`. Use it as a context manager: a `git` process reads the objects.

    Args:
        revision: a name that git knows. `name...` is what `name` and HEAD have in common (their merge base).
        flag: the option that names it, for messages.

    Raises:
        UsageError: git is not there, this is no repository, or it has no such revision.
    """

    def __init__(self, revision: str, flag: str) -> None:
        self.revision = revision
        self._flag = flag
        self._top, self._prefix = _place(flag)
        self.id = _commit(revision, flag)
        self._process: subprocess.Popen[bytes] | None = None
        self._directories: dict[str, dict[str, bool]] = {"": {}}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.communicate()

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        """Every file by its path from the repository's root."""
        found: dict[str, Entry] = {}
        listing = _git("ls-tree", "-r", "-z", "--full-tree", self.id, flag=self._flag)
        for line in listing.split(b"\0"):
            head, _, name = line.partition(b"\t")
            if not name:
                continue
            mode, _, object_ = head.decode().split()
            path = os.fsdecode(name)
            found[path] = Entry(mode, object_)
            self._enter(path, is_directory=mode == _MODULE)
        return found

    def _enter(self, path: str, *, is_directory: bool) -> None:
        directory, name = posixpath.split(path)
        if directory not in self._directories:
            self._directories[directory] = {}
            self._enter(directory, is_directory=True)
        self._directories[directory][name] = is_directory

    def renamed(self) -> dict[str, str]:
        """The files that have another name in the index: each one's name in this revision by its name now.

        The index, and not the files on the disk, is compared: so neither filters nor other programs run. A file that
        is renamed without `git add` or `git mv` is a new one.
        """
        options = ("--cached", "--name-status", "--find-renames", "--diff-filter=R", "--no-ext-diff", "--no-textconv")
        answer = _ask("diff-index", "-z", *options, self.id, "--", ":/", flag=self._flag)
        if answer.returncode:
            # a partial clone lacks contents: whether that matters is found out when they are read
            return {}
        words = [os.fsdecode(word) for word in answer.stdout.split(b"\0")]
        return {self._outside(now): self._outside(then) for then, now in zip(words[1::3], words[2::3], strict=False)}

    # -- the tree ----------------------------------------------------------------------------------------

    def content(self, path: str) -> bytes:
        """A file's bytes.

        Raises:
            OSError: the revision has no such file.
        """
        if _is_installed(path):
            return DISK.content(path)
        resolved = self._resolved(path)
        entry = self._entries.get(resolved)
        if entry is None or entry.mode == _MODULE:
            code = errno.EISDIR if resolved in self._directories else errno.ENOENT
            raise OSError(code, os.strerror(code), path)
        return self._unchanged(resolved, entry) or self._read(entry.object)

    def beginning(self, path: str, size: int) -> bytes:
        """A file's first bytes, at most so many.

        Raises:
            OSError: the revision has no such file.
        """
        return self.content(path)[:size]

    def entries(self, directory: str) -> Sequence[tuple[str, bool]]:
        """The names in a directory, sorted, each with whether it is a directory.

        Raises:
            OSError: the revision has no such directory.
        """
        if _is_installed(directory):
            return DISK.entries(directory)
        resolved = self._resolved(directory)
        names = self._listing.get(resolved)
        if names is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), directory)
        inside = f"{resolved}/" if resolved else ""
        return sorted((name, is_one or self._leads_to_directory(inside + name)) for name, is_one in names.items())

    def holds(self, path: str) -> bool:
        """Whether a path lies inside the repository, whatever this revision has there."""
        inside = self._inside(path)
        return inside != ".." and not inside.startswith("../")

    def is_file(self, path: str) -> bool:
        """Whether there is such a file."""
        if _is_installed(path):
            return DISK.is_file(path)
        entry = self._entries.get(self._resolved(path))
        return entry is not None and entry.mode not in {_MODULE, _LINK}

    def is_directory(self, path: str) -> bool:
        """Whether there is such a directory."""
        return DISK.is_directory(path) if _is_installed(path) else self._resolved(path) in self._listing

    def exists(self, path: str) -> bool:
        """Whether there is such a file, directory, or a link that leads nowhere."""
        return self.is_link(path) or self.is_file(path) or self.is_directory(path)

    def is_link(self, path: str) -> bool:
        """Whether the path itself is a symbolic link."""
        if _is_installed(path):
            return DISK.is_link(path)
        entry = self._entries.get(self._inside(path))
        return entry is not None and entry.mode == _LINK

    def real(self, path: str) -> str:
        """The absolute path without symbolic links, also of what is missing."""
        if _is_installed(path):
            return DISK.real(path)
        return os.path.normpath(os.path.join(self._top, self._resolved(path)))

    def identity(self, directory: str) -> Hashable:
        """The path without symbolic links."""
        return self.real(directory)

    @property
    def _listing(self) -> dict[str, dict[str, bool]]:
        """Every directory with its names."""
        self._entries  # noqa: B018 - filled along with the entries
        return self._directories

    # -- paths -------------------------------------------------------------------------------------------

    def _inside(self, path: str) -> str:
        """A path as the repository has it; one that leads out of it begins with `..`."""
        if os.path.isabs(path):
            path = os.path.relpath(os.path.realpath(path), self._top)
            return "" if path == "." else path.replace(os.sep, "/")
        joined = posixpath.normpath(posixpath.join(self._prefix, path.replace(os.sep, "/")))
        return "" if joined == "." else joined

    def _outside(self, path: str) -> str:
        """A path of the repository as seen from the working directory."""
        return posixpath.relpath(path, self._prefix or ".")

    def _resolved(self, path: str) -> str:
        """A path inside the repository without symbolic links, as far as they can be followed."""
        return self._followed(self._inside(path))

    def _followed(self, path: str) -> str:
        done: list[str] = []
        pending = path.split("/") if path else []
        links = 0
        while pending:
            step = pending.pop(0)
            if step == ".." and done and done[-1] != "..":
                done.pop()
                continue
            done.append(step)
            entry = self._entries.get("/".join(done))
            if entry is None or entry.mode != _LINK:
                continue
            links += 1
            target = os.fsdecode(self._read(entry.object))
            if links > _MOST_LINKS or target.startswith("/"):
                # a circle, or out of the repository: nothing that this revision holds
                return "/".join(["..", *done])
            done.pop()
            pending = [part for part in target.split("/") if part not in {"", "."}] + pending
        return "/".join(done)

    def _leads_to_directory(self, path: str) -> bool:
        return self._entries[path].mode == _LINK and self._followed(path) in self._directories

    # -- objects -----------------------------------------------------------------------------------------

    def _unchanged(self, path: str, entry: Entry) -> bytes | None:
        """A file's content where it lies on the disk under the same name of git's: asking git takes longer."""
        try:
            content = DISK.content(os.path.join(self._top, path))
        except OSError:
            return None
        return content if _name_of(content, len(entry.object)) == entry.object else None

    def _read(self, object_: str) -> bytes:
        """An object's content.

        Raises:
            UsageError: the clone lacks it.
        """
        if self._process is None:
            self._process = _start("cat-file", "--batch")
        reader, writer = self._process.stdout, self._process.stdin
        if reader is None or writer is None:
            raise UsageError(f"{self._flag} {self.revision}: git gives no answer")
        writer.write(f"{object_}\n".encode())
        writer.flush()
        head = reader.readline().split()
        if len(head) != 3:
            raise UsageError(
                f"{self._flag} {self.revision}: this clone lacks some of its files (a partial clone):"
                f" fetch them with `git fetch --refetch --no-filter origin {self.id}`"
            )
        content = reader.read(int(head[2]))
        reader.read(1)
        return content


def _name_of(content: bytes, length: int) -> str:
    """The name that git gives a content, in a repository whose names have so many digits."""
    from hashlib import sha1, sha256

    digest = sha1(usedforsecurity=False) if length == 40 else sha256(usedforsecurity=False)
    digest.update(b"blob %d\0" % len(content))
    digest.update(content)
    return digest.hexdigest()


def _is_installed(path: str) -> bool:
    return _INSTALLED in path and _INSTALLED in path.replace(os.sep, "/").split("/")


def _environment() -> dict[str, str]:
    return {**os.environ, **_ENVIRONMENT}


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    command = ["git", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment())  # noqa: S603 - fixed words


def _ask(*arguments: str, flag: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False, env=_environment())  # noqa: S603 - no shell
    except OSError as error:
        raise UsageError(f"{flag} needs git: {error.strerror}") from error


def _git(*arguments: str, flag: str) -> bytes:
    answer = _ask(*arguments, flag=flag)
    if answer.returncode:
        raise UsageError(f"{flag}: {_first_line(answer.stderr)}")
    return answer.stdout


def _first_line(text: bytes) -> str:
    return text.decode(errors="replace").strip().partition("\n")[0] or "git failed"


def _place(flag: str) -> tuple[str, str]:
    """The repository's root, and the working directory below it."""
    lines = os.fsdecode(_git("rev-parse", "--show-toplevel", "--show-prefix", flag=flag)).split("\n")
    return os.path.realpath(lines[0]), lines[1].rstrip("/")


def _commit(revision: str, flag: str) -> str:
    """The commit's id.

    Raises:
        UsageError: there is none of this name.
    """
    base = revision.removesuffix("...")
    if base.startswith("-"):
        raise UsageError(f"{flag} {revision}: that is no revision")
    answer = _ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{base or 'HEAD'}^{{commit}}", flag=flag)
    if answer.returncode:
        raise UsageError(f"{flag} {revision}: {_missing(base, flag)}")
    if not revision.endswith("..."):
        return answer.stdout.decode().strip()
    common = _ask("merge-base", answer.stdout.decode().strip(), "HEAD", flag=flag)
    if common.returncode:
        raise UsageError(f"{flag} {revision}: {_unrelated(base, flag)}")
    return common.stdout.decode().strip()


def _is_shallow(flag: str) -> bool:
    return _git("rev-parse", "--is-shallow-repository", flag=flag).strip() == b"true"


def _missing(base: str, flag: str) -> str:
    if _is_shallow(flag):
        return (
            f"this shallow clone does not hold it: run `git fetch --depth=1 origin {base.removeprefix('origin/')}`"
            " (and name a branch as FETCH_HEAD), or clone with the history (GitLab: GIT_DEPTH: 0)"
        )
    return "this repository has no such revision"


def _unrelated(base: str, flag: str) -> str:
    if _is_shallow(flag):
        return (
            f"this shallow clone does not reach back to where HEAD left {base}: run `git fetch --unshallow`,"
            " or clone with the history (GitLab: GIT_DEPTH: 0)"
        )
    return f"HEAD and {base} have nothing in common"


def kept_though_ignored(directory: str) -> list[str]:
    """The files below a directory that the index holds although a `.gitignore` names them, relative to it.

    None where git is not there or does not know.
    """
    listing = ("ls-files", "-z", "--cached", "--ignored", "--exclude-standard")
    try:
        # a file system monitor would be a program that the repository's configuration names
        answer = _ask("-C", directory, "-c", "core.fsmonitor=false", *listing, flag="")
    except UsageError:
        return []
    return [] if answer.returncode else [os.fsdecode(name) for name in answer.stdout.split(b"\0") if name]
