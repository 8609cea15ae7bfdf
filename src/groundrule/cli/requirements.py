"""`groundrule requirements`: what is demanded, and what checks it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from groundrule.cli.commands import all_policies
from groundrule.errors import UsageError
from groundrule.gate import exitcode
from groundrule.profile import catalogue
from groundrule.profile.catalogue import Catalogue


def requirements(profile: str, format_: str, directories: Sequence[str]) -> int:
    """`groundrule requirements`.

    Args:
        profile: whose requirements.
        format_: a key of `report.requirements.RENDERERS`.
        directories: of policies besides the bundled ones.
    """
    from groundrule.report.requirements import RENDERERS

    sys.stdout.write(RENDERERS[format_](catalogues_of(profile), all_policies(directories)))
    return exitcode.CLEAN


def catalogues_of(profile: str) -> tuple[Catalogue, ...]:
    """The catalogues of a profile.

    Raises:
        UsageError: there is no such profile.
    """
    names = {"default": catalogue.bundled(), **{name: (name,) for name in catalogue.bundled()}}
    if profile not in names:
        raise UsageError(f"--profile {profile}: there is no such profile, only {', '.join(sorted(names))}")
    return tuple(map(catalogue.read, names[profile]))
