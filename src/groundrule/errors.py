"""Errors that people read: one small hierarchy, one message each."""


class GroundruleError(Exception):
    """Base of everything that the linter raises on purpose; its text is for people."""


class UsageError(GroundruleError):
    """Wrong arguments or configuration (exit code 2)."""


class InputError(GroundruleError):
    """A file that can't be read as what it claims to be.

    The run goes on with the other files and is reported as incomplete (exit code 3).

    Args:
        message: what is wrong and what was expected, without file and line.
        path: the file, relative to the working directory.
        line: 1-based line, 0 where the file as a whole is meant.
        column: 1-based column in characters, 0 where unknown.
    """

    def __init__(self, message: str, path: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        where = self.path if not self.line else f"{self.path}:{self.line}"
        if self.line and self.column:
            where += f":{self.column}"
        return f"{where}: {self.message}"
