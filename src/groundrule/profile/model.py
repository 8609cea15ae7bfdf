"""What a profile is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from groundrule.parameters import NONE_SET, Values
from groundrule.verdict import Severity

ENFORCE: Final = "enforce"
NOTICE: Final = "notice"


class Profile(NamedTuple):
    """An organisation's choice.

    Attributes:
        name: as `--profile` knows it.
        title: for people.
        version: its own, for reports.
        catalogues: the bundled requirement catalogues that it answers, by name.
        requirements: the files of catalogues of its own, as seen from the working directory.
        select: the policies that run, as for `--select`; none for the default ones.
        ignore: those that are left out all the same.
        severities: by policy, category or requirement, the severity that counts instead of the policy's own; what is
            named later counts.
        modes: by policy, category or requirement, whether findings fail the run (`enforce`) or are only told
            (`notice`); what is named later counts, and everything else is `mode`.
        mode: of what `modes` does not name.
        parameters: what is set.
        governance: what ignores and waivers must keep to.
    """

    name: str
    title: str
    version: str
    catalogues: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = {}
    modes: Mapping[str, str] = {}
    mode: str = ENFORCE
    parameters: Values = NONE_SET
    governance: Mapping[str, Any] = {}


# what counts where no profile is named; it is here so that no file has to be read for it
DEFAULT: Final = Profile("default", "Groundrule's own choice", "1", ("cuimc", "stanford"))
