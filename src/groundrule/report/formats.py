"""The formats that there are, each with its module; nothing is imported before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from groundrule.finding import Run

MODULES: Final = {
    "text": "text",
    "concise": "concise",
    "json": "jsonreport",
    "sarif": "sarif",
    "gitlab-codequality": "codequality",
    "gitlab-sast": "gitlabsast",
    "junit": "junit",
    "github": "github",
    "markdown": "markdown",
    "csv": "table",
    "html": "html",
}
WITH_NEIGHBOURS: Final = frozenset({"html"})


def render(run: Run, format_: str, *, colour: bool = False, titles: Callable[[], Mapping[str, str]] = dict) -> str:
    """The report of a run.

    Args:
        run: the outcome.
        format_: a key of `MODULES`.
        colour: whether the format may colour its text.
        titles: gives the requirements' titles by their ids; asked only by formats that show them.
    """
    from groundrule.report.context import Context

    module = import_module(f"groundrule.report.{MODULES[format_]}")
    text: str = module.render(run, Context(colour=colour, titles=titles))
    return text
