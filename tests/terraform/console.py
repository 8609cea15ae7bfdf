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

from groundrule.value import Data, unknowns

BINARY: Final = shutil.which("terraform")
ERROR: Final = "<error>"


def ask(directory: Path, expressions: Sequence[str]) -> list[Any]:
    """What Terraform says of each expression: parsed JSON (numbers as `Decimal`), or `ERROR`.

    The console ends at the first line that it can't parse or whose references lead nowhere, so that it is
    started again behind that line.
    """
    answers: list[Any] = []
    while len(answers) < len(expressions):
        found = _run(directory, expressions[len(answers) :])
        answers += found
        if len(answers) < len(expressions):
            answers.append(ERROR)
    return answers


def _run(directory: Path, expressions: Sequence[str]) -> list[Any]:
    lines = [f'try(base64encode(jsonencode({expression})), "!")' for expression in expressions]
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull, "TF_IN_AUTOMATION": "1"}
    done = subprocess.run(
        [BINARY or "terraform", "console"],
        cwd=directory,
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    return [_answer(line) for line in done.stdout.splitlines() if line.startswith('"')]


def _answer(line: str) -> Any:
    text = line.strip().strip('"')
    if text == "!":
        return ERROR
    return json.loads(base64.b64decode(text), parse_int=Decimal, parse_float=Decimal)


def comparable(data: Data) -> Any:
    """Our own value in the same form; what is not known but no error as a text of its reason."""
    reasons = [unknown for unknown in unknowns(data)]
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
            return Decimal(data)
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
