"""Functions that read files, only inside the scan root."""

from __future__ import annotations

import posixpath

from groundrule.errors import InputError
from groundrule.terraform.functions.arguments import Files, FunctionError, text
from groundrule.value import Data, Unknown, Why

_LARGEST = 1 << 20


def _inside(files: Files, path: Data) -> str:
    """Where a path leads.

    Raises:
        FunctionError: it leaves the scan root, also by a symbolic link.
    """
    given = text(path)
    if "\0" in given:
        raise FunctionError("the path holds a NUL character")
    found = files.path(given)
    if not files.sources.holds(found):
        raise FunctionError(f"`{given}` leaves the scanned directory")
    return found


def _read(files: Files, path: Data) -> bytes | Unknown:
    found = _inside(files, path)
    try:
        content = files.sources.content(found)
    except InputError as error:
        raise FunctionError(f"`{text(path)}` {error.message}") from error
    if len(content) > _LARGEST:
        return Unknown(f"`{text(path)}` is larger than a mebibyte", Why.IMPURE)
    return content


def _decoded(content: bytes, path: Data) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FunctionError(f"`{text(path)}` is not UTF-8 text") from error


def read_template(path: Data, files: Files) -> str | Unknown:
    """The text of a template file.

    Raises:
        FunctionError: it can't be read.
    """
    content = _read(files, path)
    return content if isinstance(content, Unknown) else _decoded(content, path)


def file_(files: Files, path: Data) -> Data:
    """A file's text."""
    return read_template(path, files)


def filebase64_(files: Files, path: Data) -> Data:
    """A file's content in base64."""
    import binascii

    content = _read(files, path)
    return content if isinstance(content, Unknown) else binascii.b2a_base64(content, newline=False).decode()


def fileexists_(files: Files, path: Data) -> Data:
    """Whether there is such a file."""
    return files.sources.is_file(_inside(files, path))


def fileset_(files: Files, directory: Data, pattern: Data) -> Data:
    """The files in a directory whose paths match a pattern."""
    from groundrule.terraform.functions.globbing import matching
    from groundrule.terraform.types import unique

    return unique(list(matching(files.sources, _inside(files, directory), text(pattern))))


def _digest(files: Files, path: Data, algorithm: str, *, base64: bool = False) -> Data:
    from groundrule.terraform.functions import hashing

    content = _read(files, path)
    if isinstance(content, Unknown):
        return content
    return hashing.base64(algorithm, content) if base64 else hashing.hexadecimal(algorithm, content)


def filemd5_(files: Files, path: Data) -> Data:
    """MD5 of a file."""
    return _digest(files, path, "md5")


def filesha1_(files: Files, path: Data) -> Data:
    """SHA-1 of a file."""
    return _digest(files, path, "sha1")


def filesha256_(files: Files, path: Data) -> Data:
    """SHA-256 of a file."""
    return _digest(files, path, "sha256")


def filesha512_(files: Files, path: Data) -> Data:
    """SHA-512 of a file."""
    return _digest(files, path, "sha512")


def filebase64sha256_(files: Files, path: Data) -> Data:
    """SHA-256 of a file in base64."""
    return _digest(files, path, "sha256", base64=True)


def filebase64sha512_(files: Files, path: Data) -> Data:
    """SHA-512 of a file in base64."""
    return _digest(files, path, "sha512", base64=True)


def abspath_(files: Files, path: Data) -> Data:  # noqa: ARG001 - all functions here take the files
    """An absolute path, which tells of the machine that runs Terraform."""
    return (
        posixpath.normpath(text(path))
        if text(path).startswith("/")
        else Unknown("it depends on the machine", Why.IMPURE)
    )


def basename_(files: Files, path: Data) -> Data:  # noqa: ARG001 - all functions here take the files
    """The last part of a path."""
    given = text(path)
    return posixpath.basename(given.rstrip("/")) or ("/" if given else ".")


def dirname_(files: Files, path: Data) -> Data:  # noqa: ARG001 - all functions here take the files
    """A path without its last part."""
    return posixpath.normpath(posixpath.dirname(text(path)) or ".")


def pathexpand_(files: Files, path: Data) -> Data:  # noqa: ARG001 - all functions here take the files
    """A path with `~` filled in, which tells of the machine that runs Terraform."""
    given = text(path)
    return Unknown("`~` depends on the machine", Why.IMPURE) if given.startswith("~") else given
