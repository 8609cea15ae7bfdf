"""The real `terraform console`, many expressions at a time."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from groundrule.terraform.operators import to_text
from groundrule.value import Data, unknowns

BINARY: Final = shutil.which("terraform")
ERROR: Final = "<error>"


def ask(directory: Path, expressions: Sequence[str]) -> list[Any]:
    """What Terraform says of each expression: parsed JSON (numbers as `Decimal`), or `ERROR`.

    The console reads a single line of at most 64 KiB and prints one value, so that the expressions are asked
    in long lists. An expression that Terraform refuses before it evaluates anything (a broken syntax, a
    reference to nothing) spoils its list, which is then asked in halves.
    """
    answers: list[Any] = []
    chunk: list[str] = []
    size = 0
    for expression in expressions:
        if size + len(expression.encode()) > _LONGEST:
            answers += _halves(directory, chunk)
            chunk, size = [], 0
        chunk.append(expression)
        size += len(expression.encode()) + 50
    return answers + _halves(directory, chunk)


_LONGEST: Final = 60_000
_TRIES: Final = 50


def _halves(directory: Path, expressions: Sequence[str]) -> list[Any]:
    if not expressions:
        return []
    answers = _run(directory, expressions)
    if len(answers) == len(expressions):
        return answers
    if len(expressions) == 1:
        return [ERROR]
    middle = len(expressions) // 2
    return _halves(directory, expressions[:middle]) + _halves(directory, expressions[middle:])


def _run(directory: Path, expressions: Sequence[str]) -> list[Any]:
    items = (f'try(base64encode(jsonencode({expression})), "!")' for expression in expressions)
    environment = {
        **os.environ,
        "CHECKPOINT_DISABLE": "1",
        "TF_CLI_CONFIG_FILE": os.devnull,
        "TF_IN_AUTOMATION": "1",
    }
    command = [BINARY or "terraform", "console"]
    text = f"[{', '.join(items)}]\n"
    for _ in range(_TRIES):
        done = subprocess.run(
            command, cwd=directory, input=text, capture_output=True, text=True, check=False, env=environment
        )
        # any other failure (another worker's console holds the directory's state) says nothing of the expressions
        if done.returncode == 0 or "<console-input>" in done.stderr:
            break
    lines = (line.strip() for line in done.stdout.splitlines())
    return [_answer(line) for line in lines if line.startswith('"')]


def _answer(line: str) -> Any:
    text = line.strip('",')
    if text == "!":
        return ERROR
    return json.loads(base64.b64decode(text), parse_int=Decimal, parse_float=Decimal)


def comparable(data: Data) -> Any:
    """Our own value in the same form; what is not known but no error as a text of its reason."""
    reasons = list(unknowns(data))
    if reasons:
        errors = [unknown for unknown in reasons if unknown.why.value == "error"]
        return ERROR if errors else f"<unknown: {reasons[0].reason}>"
    return _plain(data)


def _plain(data: Data) -> Any:
    match data:
        case bool() | None | str():
            return data
        case list():
            return [_plain(item) for item in data]
        case dict():
            return {key: _plain(item) for key, item in data.items()}
        case int() | Decimal():
            return Decimal(str(to_text(data)))
        case _:
            return f"<{data!r}>"


def same(theirs: Any, ours: Any) -> bool:
    """Whether both are equal; numbers to forty digits."""
    if isinstance(theirs, Decimal) and isinstance(ours, Decimal):
        return theirs == ours or abs(theirs - ours) <= abs(theirs) * Decimal("1e-26")
    if type(theirs) is not type(ours):
        return False
    if isinstance(theirs, list):
        return len(theirs) == len(ours) and all(map(same, theirs, ours))
    if isinstance(theirs, dict):
        return theirs.keys() == ours.keys() and all(same(theirs[key], ours[key]) for key in theirs)
    return bool(theirs == ours)
