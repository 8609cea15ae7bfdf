"""`groundrule requirements`: what is demanded, and what checks it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from groundrule.cli.options import REQUIREMENTS
from groundrule.cli.session import Session
from groundrule.gate import exitcode
from groundrule.profile import catalogue
from groundrule.report.requirements import RENDERERS, Matrix


def requirements(given: Mapping[str, Any]) -> int:
    """`groundrule requirements`."""
    with Session(given, REQUIREMENTS[1:], REQUIREMENTS[:1]) as session:
        catalogues = catalogue.of_profile(session.profile, session.tree)
        matrix = Matrix(catalogues, session.known, frozenset(policy.id for policy in session.chosen))
        sys.stdout.write(RENDERERS[session.values["format"]](matrix))
    return exitcode.CLEAN
