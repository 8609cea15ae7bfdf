"""Evidence made by hand, for what no template at hand shows."""

from collections.abc import Sequence
from datetime import UTC, datetime

from groundrule.evidence.assessment import Judged, assess
from groundrule.evidence.attestations import Attestation
from groundrule.evidence.scope import Evidence, Scope
from groundrule.finding import Coverage, Finding, Run
from groundrule.git import Checkout
from groundrule.graph import Gap, Skipped
from groundrule.profile.catalogue import Catalogue, Kind, Requirement
from groundrule.profile.model import Profile
from tests.report.runs import thing_open

MOMENT = datetime(2026, 11, 25, 12, tzinfo=UTC)
SIGNED = Attestation("CUIMC-24", "All have a key.", "Ada", "2026-10-01", "2027-09-30")


def row(kind: Kind = Kind.CHECKED, name: str = "CUIMC-13", text: str = "Data is encrypted") -> Requirement:
    attest = "" if kind is Kind.CHECKED else f"Sign: {text}"
    return Requirement(name, text, text, text, kind, "" if kind is Kind.ATTESTED else text, attest)


def judged(
    findings: Sequence[Finding] = (),
    *,
    checks: int = 1,
    problem: str = "",
    attested: Sequence[Attestation] = (),
    selected: bool = True,
) -> Judged:
    """What a run with one policy, which serves CUIMC-13, may come to."""
    skipped = (Skipped("broken.tf", 3, problem),) if problem else ()
    notes = (Gap("module", 0, problem),) if problem else ()
    inspected = {thing_open.id: checks} if checks else {}
    run = Run(tuple(findings), Coverage(2, 3, 1, skipped, notes), policies=(thing_open,), inspected=inspected)
    statements = {item.requirement: item for item in attested}
    return Judged(run, (thing_open,) if selected else (), (thing_open,), statements, MOMENT.date())


def evidence_of(given: Judged, rows: Sequence[Requirement], text: str = "main.tf") -> Evidence:
    """Evidence in all of whose texts one text occurs."""
    catalogue = Catalogue("own", text, text, text, tuple(rows))
    scope = Scope(
        paths=(text,),
        checkouts=(Checkout(text, "c0ffee", (text,)), Checkout("other", "", (), text)),
        moment=MOMENT,
        profile=Profile("own", text, "1"),
        catalogues=(catalogue,),
        terms={"Waivers": text},
        tool="1.0",
    )
    return Evidence(scope, given.run.coverage, tuple(assess(item, given) for item in rows))
