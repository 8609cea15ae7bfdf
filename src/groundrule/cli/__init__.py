"""The command line: arguments in, exit codes out. Here and only here failures become exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final

# how many new objects the garbage collector lets pass: nearly all that a run makes is in use until its end, so that
# Python's own 700 have the same objects looked at again and again
_COLLECTED_AFTER: Final = 50_000


def console() -> None:
    """The console script: `main` in a process of its own.

    Once everything is written the process ends; taking the interpreter and its objects apart one by one, as Python
    does at its own end, would take as long as the parsing does.
    """
    import gc

    gc.set_threshold(_COLLECTED_AFTER, 20, 20)
    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        sys.stderr.flush()
        os._exit(end.code)


def main(arguments: Sequence[str] | None = None) -> None:
    """A command line, whose output is all written when it ends.

    Args:
        arguments: of the command line, `sys.argv` by default.

    Raises:
        SystemExit: always, with the exit code.
    """
    from groundrule.errors import UsageError

    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # text streams
    try:
        code = _dispatch(given)
    except UsageError as error:
        from groundrule.secrecy import told

        code = _complain(told(str(error)), 2)
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # whoever read the report has seen enough; nothing may be flushed into the closed pipe at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except Exception as error:
        if os.environ.get("GROUNDRULE_TRACEBACK"):
            raise
        hint = "set GROUNDRULE_TRACEBACK=1 to see where, and report it"
        code = _complain(f"groundrule itself failed: {type(error).__name__}: {hint}", 4)
    sys.exit(code)


def _dispatch(arguments: list[str]) -> int:
    from groundrule.cli.arguments import plain_check

    values = plain_check(arguments)
    try:
        if values is not None:
            from groundrule.cli import commands

            return commands.check(values)
        from groundrule.cli.app import app

        app(arguments, prog_name="groundrule")
        return 0
    finally:
        sys.stdout.flush()


def _complain(message: str, code: int) -> int:
    sys.stderr.write(f"groundrule: error: {message}\n")
    return code
