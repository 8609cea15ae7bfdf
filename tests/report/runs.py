"""Runs made by hand, for reports of what no template at hand shows."""

from collections.abc import Sequence

from groundrule.finding import Chain, Coverage, Finding, Instance, Neighbour, Run, Waiver
from groundrule.graph import Gap, Place, Skipped, Step
from groundrule.policy import HIGH, Category, Policy, Resource, Severity, Verdict, policy
from groundrule.source import Source
from groundrule.verdict import Outcome


@policy(
    id="thing-open",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_X_1",),
    resources=("aws_thing",),
)
def thing_open(thing: Resource) -> Verdict:
    """Thing is open.

    Anybody can look into it.

    Fix:
        Close it.

    Sources:
        https://example.org/things
    """
    return thing["open"].must_be(False)


def finding(  # noqa: PLR0913 - each part may be hostile
    text: str = "x",
    *,
    number: int = 0,
    rule: Policy = thing_open,
    outcome: Outcome = Outcome.DENY,
    severity: Severity = HIGH,
    waived: Waiver | None = None,
    path: str = "main.tf",
) -> Finding:
    """A finding in all of whose texts one text occurs."""
    line = text.replace("\n", " ")
    source = Source(path, f"first\n{line}\nlast\n")
    span = source.span(6, 6 + len(line))
    origin = (Step(span, f"var.a = {text}"), Step(source.span(0, 5), text))
    return Finding(
        policy=rule,
        outcome=outcome,
        severity=severity,
        message=f"Thing is open: {text}",
        remedy=f"close {text}",
        reason="" if outcome is Outcome.DENY else f"missing {text}",
        place=Place(span, text, origin),
        address=f"module.m[{text}].aws_thing.a",
        type="aws_thing",
        dialect="terraform",
        root=".",
        fingerprint=f"{number:032x}",
        instances=(Instance(text, f"{number:032x}"),),
        chains=(Chain((Step(span, f"module.{text}"),), origin),),
        environments=(text,),
        waived=waived,
        neighbours=(Neighbour(text, "bucket", outgoing=True), Neighbour(f"b{text}", text, outgoing=False)),
    )


def run_of(findings: Sequence[Finding], text: str = "") -> Run:
    """A run with these findings, and problems where a text for them is given."""
    problems = (Skipped("broken.tf", 3, text),) if text else ()
    notes = (Gap("--var x", 0, text), Gap("module", 0, text)) if text else ()
    return Run(tuple(findings), Coverage(1, 1, 1, problems, notes), policies=(thing_open,))
