"""OSCAL 1.2.1 assessment results: what was observed, what it means for each requirement, which risks were accepted.

Every identifier is made of what it names, so that the same evidence gives the same bytes.

Source: https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/assessment-results/json-reference/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from groundrule import __version__
from groundrule.evidence.assessment import Assessment, Standing, is_accepted
from groundrule.evidence.attestations import Attestation
from groundrule.evidence.scope import Evidence, Scope
from groundrule.finding import Finding, Waiver
from groundrule.profile.catalogue import Catalogue, Requirement
from groundrule.report.words import coverage_line, message, safe, severity, waiver
from groundrule.tree import repository_path

_VERSION: Final = "1.2.1"
_OURS: Final = "urn:groundrule:oscal"
_ATTESTER: Final = "attester"
# what OSCAL calls the reason of a state
_WHY: Final = {Standing.SATISFIED: "pass", Standing.NOT_SATISFIED: "fail"}
_Object = dict[str, Any]


def render(evidence: Evidence) -> str:
    """The evidence as assessment results."""
    scope = evidence.scope
    plan = _plan_of(scope)
    result = _result(evidence)
    # another content is another result, and another document
    content = json.dumps(result)
    document = {
        "uuid": _uuid("document", content),
        "metadata": _metadata(evidence),
        "import-ap": {"href": f"#{plan}"},
        "results": [{"uuid": _uuid("result", content), **result}],
        "back-matter": {"resources": [_plan(plan, scope), *map(_source, scope.catalogues)]},
    }
    return json.dumps({"assessment-results": document}, ensure_ascii=False, indent=2) + "\n"


def _uuid(*parts: str) -> str:
    return str(uuid5(NAMESPACE_URL, "\0".join((_OURS, *parts)).encode("utf-8", "backslashreplace").decode()))


def _origins() -> list[_Object]:
    return [{"actors": [{"type": "tool", "actor-uuid": _uuid("tool", __version__)}]}]


def _line(text: str) -> str:
    """A text in one line, of at least one character."""
    return safe(" ".join(text.split())) or "-"


def _property(name: str, value: str | int) -> _Object:
    return {"name": name, "ns": _OURS, "value": _line(str(value))}


def _without_nothing(**members: Any) -> _Object:
    """An object less its empty lists, which OSCAL does not allow."""
    return {name.replace("_", "-"): value for name, value in members.items() if value not in ([], {}, None)}


# -- about the document ----------------------------------------------------------------------------------


def _metadata(evidence: Evidence) -> _Object:
    scope = evidence.scope
    names = dict.fromkeys(statement.by for _, statement in _statements(evidence))
    parties = [{"uuid": _party(name), "type": "person", "name": _line(name)} for name in names]
    return _without_nothing(
        title=_line(f"Evidence: {' and '.join(catalogue.title for catalogue in scope.catalogues)}"),
        last_modified=scope.moment.isoformat(),
        version=scope.moment.date().isoformat(),
        oscal_version=_VERSION,
        roles=[{"id": _ATTESTER, "title": "Who signed a statement for what no template can show"}] if parties else [],
        parties=parties,
    )


def _statements(evidence: Evidence) -> Iterator[tuple[Requirement, Attestation]]:
    """Those that hold."""
    for item in evidence.assessments:
        if item.attestation is not None and item.attested:
            yield item.requirement, item.attestation


def _party(name: str) -> str:
    return _uuid("party", name)


def _plan_of(scope: Scope) -> str:
    return _uuid("plan", scope.profile.name, scope.profile.version, scope.tool)


def _plan(uuid: str, scope: Scope) -> _Object:
    """What stands in for an assessment plan: the profile, whose policies were asked."""
    profile = scope.profile
    facts = {"profile": profile.name, "profile-version": profile.version, "groundrule-version": scope.tool}
    return {
        "uuid": uuid,
        "title": _line(f"Profile: {scope.profile.title}"),
        "description": "Every policy that the profile selects is asked of every resource that it applies to.",
        "props": [_property(name, value) for name, value in facts.items()],
    }


def _catalogue(catalogue: Catalogue) -> str:
    return _uuid("catalogue", catalogue.name, catalogue.edition)


def _source(catalogue: Catalogue) -> _Object:
    """The catalogue whose rows are the controls."""
    facts = {"catalogue": catalogue.name, "edition": catalogue.edition}
    return {
        "uuid": _catalogue(catalogue),
        "title": _line(catalogue.title),
        "description": _line(catalogue.source),
        "props": [_property(name, value) for name, value in facts.items()],
    }


# -- the one result --------------------------------------------------------------------------------------


def _result(evidence: Evidence) -> _Object:
    """All but its identifier."""
    moment = evidence.scope.moment.isoformat()
    findings = evidence.findings
    return _without_nothing(
        title="What the templates show",
        description=_description(evidence),
        start=moment,
        end=moment,
        props=list(_scope_properties(evidence)),
        links=[{"href": f"#{_plan_of(evidence.scope)}", "rel": "assessment-plan"}],
        local_definitions=_definitions(evidence.scope, findings),
        reviewed_controls=_reviewed(evidence),
        attestations=[_attestation(row, statement) for row, statement in _statements(evidence)],
        observations=[
            *(_of_requirement(item, moment) for item in evidence.assessments),
            *(_of_finding(finding, moment) for finding in findings),
        ],
        risks=[_risk(item, item.waived) for item in findings if item.waived is not None and is_accepted(item)],
        findings=[_finding(item) for item in evidence.assessments if _is_assessed(item)],
    )


def _description(evidence: Evidence) -> str:
    skipped = [f"{item.path}:{item.line}: {item.reason}" for item in evidence.coverage.skipped]
    return "\n\n".join(map(_line, [coverage_line(evidence.coverage), *skipped]))


def _scope_properties(evidence: Evidence) -> Iterator[_Object]:
    coverage = evidence.coverage
    yield _property("complete", "yes" if coverage.complete else "no")
    yield _property("files-inspected", coverage.files)
    yield _property("resources-inspected", coverage.resources)
    yield from (_property("path", path) for path in evidence.scope.paths)
    for checkout in evidence.scope.checkouts:
        yield _property("commit", checkout.commit or "none")
        yield from (_property("uncommitted-change", name) for name in checkout.changed)
    yield from ({**_property("term", value), "remarks": _line(name)} for name, value in evidence.scope.terms.items())


def _definitions(scope: Scope, findings: Iterable[Finding]) -> _Object:
    """The tool, and the resources that an observation is about."""
    tool = {
        "uuid": _uuid("tool", __version__),
        "type": "software",
        "title": "Groundrule",
        "description": "A linter that judges Terraform and CloudFormation before they are deployed.",
        "props": [{"name": "version", "value": scope.tool}],
        "status": {"state": "operational"},
    }
    platform = {"uuid": _uuid("platform", __version__), "uses-components": [{"component-uuid": tool["uuid"]}]}
    items = {
        _resource(finding, instance.address): _item(finding, instance.address)
        for finding in findings
        for instance in finding.instances
    }
    return _without_nothing(
        inventory_items=list(items.values()),
        assessment_assets={"components": [tool], "assessment-platforms": [platform]},
    )


def _resource(finding: Finding, address: str) -> str:
    return _uuid("resource", repository_path(finding.root), address)


def _item(finding: Finding, address: str) -> _Object:
    facts = {"root": finding.root, "address": address, "type": finding.type, "dialect": finding.dialect}
    return {
        "uuid": _resource(finding, address),
        "description": _line(f"{address} of {finding.root}"),
        "props": [_property(name, value) for name, value in facts.items()],
    }


def _reviewed(evidence: Evidence) -> _Object:
    """The requirements that something was observed for; the others are named as left out."""
    assessed = [item.requirement for item in evidence.assessments if _is_assessed(item)]
    others = [item.requirement for item in evidence.assessments if not _is_assessed(item)]
    selection = _without_nothing(
        description="What nothing in scope bears on, and what rests on a statement alone, is left out.",
        include_controls=[{"control-id": row.id} for row in assessed],
        exclude_controls=[{"control-id": row.id} for row in others],
    )
    if not assessed:
        # OSCAL knows no empty selection, only everything less everything
        selection["include-all"] = {}
    objectives = [{"include-objectives": [{"objective-id": row.id} for row in assessed]}] if assessed else []
    links = [{"href": f"#{_catalogue(item)}", "rel": "reference"} for item in evidence.scope.catalogues]
    return _without_nothing(links=links, control_selections=[selection], control_objective_selections=objectives)


def _is_assessed(item: Assessment) -> bool:
    """Whether there is something to say about a requirement: OSCAL knows it only as satisfied or not."""
    return item.by_templates not in {None, Standing.NOT_APPLICABLE}


# -- requirements ----------------------------------------------------------------------------------------


def _finding(item: Assessment) -> _Object:
    row = item.requirement
    risks = [{"risk-uuid": _uuid("risk", *_key(finding))} for finding in item.findings if is_accepted(finding)]
    observations = [_observation_of(item), *(_uuid("observation", *_key(finding)) for finding in item.findings)]
    # satisfied with exceptions, or as far as templates show, is not satisfied completely
    state = "satisfied" if item.standing is Standing.SATISFIED else "not-satisfied"
    return _without_nothing(
        uuid=_uuid("finding", row.id),
        title=_line(f"{row.id}: {row.title}"),
        description=_told(item),
        props=[_property("verdict", item.standing.value), _property("kind", row.kind.value)],
        origins=_origins(),
        target={
            "type": "objective-id",
            "target-id": row.id,
            "title": _line(row.title),
            "status": {"state": state, "reason": _WHY.get(item.standing, "other"), "remarks": item.standing.words},
        },
        related_observations=[{"observation-uuid": uuid} for uuid in observations],
        related_risks=risks,
    )


def _told(item: Assessment) -> str:
    return _line(
        f"{item.requirement.text} {item.standing.words.capitalize()}: {'; '.join(item.reasons) or 'nothing is denied'}."
    )


def _observation_of(item: Assessment) -> str:
    return _uuid("observation", "requirement", item.requirement.id)


def _of_requirement(item: Assessment, moment: str) -> _Object:
    row = item.requirement
    counted = [_property(name, number) for name, number in item.counts._asdict().items()]
    return {
        "uuid": _observation_of(item),
        "title": _line(f"{row.id}: {row.title}"),
        "description": _told(item),
        "props": [
            _property("requirement", row.id),
            _property("verdict", item.standing.value),
            *counted,
            *(_property("policy", policy.id) for policy in item.asked),
        ],
        "methods": ["TEST" if item.counts.checks else "EXAMINE"],
        "types": ["control-objective"],
        "origins": _origins(),
        "collected": moment,
    }


def _attestation(row: Requirement, statement: Attestation) -> _Object:
    facts = {"requirement": row.id, "signed": statement.signed, "expires": statement.expires}
    part = {
        "uuid": _uuid("attestation", row.id, statement.by, statement.signed),
        "name": "attestation",
        "ns": _OURS,
        "title": _line(f"{row.id}: {row.title}"),
        "props": [_property(name, value) for name, value in facts.items()],
        "prose": _line(statement.statement),
    }
    return {
        "responsible-parties": [{"role-id": _ATTESTER, "party-uuids": [_party(statement.by)]}],
        "parts": [part],
    }


# -- findings of the run ---------------------------------------------------------------------------------


def _key(finding: Finding) -> tuple[str, ...]:
    """What tells a finding from every other one; what a waiver has taken apart shares its fingerprint."""
    return (finding.fingerprint, finding.instances[0].fingerprint, "waived" if is_accepted(finding) else "open")


def _of_finding(finding: Finding, moment: str) -> _Object:
    span = finding.place.span
    origin = [f"{step.text} ({step.span.path}:{step.span.first.line})" for step in finding.place.origin]
    place = f"{span.path}:{span.first.line}"
    return {
        "uuid": _uuid("observation", *_key(finding)),
        "title": _line(finding.policy.title),
        "description": message(finding),
        "props": [
            _property("policy", finding.policy.id),
            _property("verdict", finding.outcome.value),
            _property("severity", severity(finding)),
            _property("fingerprint", finding.fingerprint),
        ],
        "methods": ["TEST"],
        "types": ["finding"],
        "origins": _origins(),
        "subjects": [
            {
                "subject-uuid": _resource(finding, instance.address),
                "type": "inventory-item",
                "title": _line(instance.address),
            }
            for instance in finding.instances
        ],
        "relevant-evidence": [
            {
                "href": f"{quote(span.path, errors='backslashreplace')}#L{span.first.line}",
                "description": _line(" ← ".join((place, *origin))),
            }
        ],
        "collected": moment,
    }


def _risk(finding: Finding, permission: Waiver) -> _Object:
    """A finding that somebody has permitted to keep."""
    facts = {"waived-by": permission.by, "reason": permission.reason, "approver": permission.approver}
    return _without_nothing(
        uuid=_uuid("risk", *_key(finding)),
        title=_line(finding.policy.title),
        description=message(finding),
        statement=_line(waiver(finding)),
        props=[_property(name, value) for name, value in facts.items() if value],
        status="deviation-approved" if permission.approver else "deviation-requested",
        origins=_origins(),
        deadline=f"{permission.expires}T23:59:59+00:00" if permission.expires else None,
        related_observations=[{"observation-uuid": _uuid("observation", *_key(finding))}],
    )
