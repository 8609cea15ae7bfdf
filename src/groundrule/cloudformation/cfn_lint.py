"""What cfn-lint says of the same templates, as findings: `check --with-cfn-lint`.

cfn-lint is run as a library and takes a second to import. It gets neither its configuration files (they name modules to
be executed, and lie in the scanned tree) nor the path of the template (a rule would read other files by it).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, Final, NamedTuple

from groundrule.cloudformation.parsing import parse
from groundrule.cloudformation.sniff import recognised
from groundrule.errors import InputError
from groundrule.finding import Finding, Instance
from groundrule.graph import Place, Skipped
from groundrule.jsontext import Member, Node
from groundrule.policy import Category, Policy, Resource
from groundrule.secrecy import shown
from groundrule.source import Source, Span
from groundrule.tree import DISK, Tree, repository_path
from groundrule.verdict import HIGH, INFO, MEDIUM, Outcome, Severity

PREFIX: Final = "cfn-lint:"
_SEVERITIES: Final[dict[str, Severity]] = {"error": HIGH, "warning": MEDIUM, "informational": INFO}
# it reads the nested template from the disk, wherever that is
_LEFT_OUT: Final = ["E3043"]
_REGION: Final = "us-east-1"


class Matches(NamedTuple):
    """What cfn-lint found, and the templates on which it failed."""

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]


def matches(paths: Iterable[str], region: str, ignored: Iterable[str] = (), tree: Tree = DISK) -> Matches:
    """cfn-lint's matches in every template among some files.

    Args:
        paths: files that may be templates; what can't be read as one is left to whoever judges it.
        region: where they are deployed; empty where that is not known.
        ignored: ids of rules (`E3012`) to leave out, or what they begin with.
        tree: where the files lie.
    """
    findings: dict[tuple[str, str], Finding] = {}
    skipped: list[Skipped] = []
    left_out = tuple(ignored)
    for path in paths:
        try:
            source = _template(path, tree)
            found = [] if source is None else list(_findings(source, region or _REGION))
        except Exception as error:  # noqa: BLE001 - one template must not lose the others
            skipped.append(Skipped(path, 0, f"cfn-lint failed on it ({type(error).__name__})"))
            continue
        for finding in found:
            if not finding.policy.id.removeprefix(PREFIX).startswith(left_out or "\0"):
                findings.setdefault((finding.fingerprint, finding.message), finding)
    return Matches(tuple(findings.values()), tuple(skipped))


def _template(path: str, tree: Tree) -> Source | None:
    """A template within our bounds: cfn-lint has none of its own."""
    try:
        source = recognised(path, tree)
        if source is not None:
            parse(source)
    except InputError:
        return None
    return source


@cache
def _rules() -> Any:
    from cfnlint.core import get_rules

    return get_rules([], _LEFT_OUT, [])


def _findings(source: Source, region: str) -> Iterator[Finding]:
    from cfnlint.config import ConfigMixIn
    from cfnlint.decode.decode import decode_str
    from cfnlint.runner import run_template_by_data

    template, errors = decode_str(source.text)
    config = ConfigMixIn(["--config-file", os.devnull], regions=[region], ignore_checks=_LEFT_OUT)
    found = errors if errors or template is None else run_template_by_data(template, config, _rules())
    root = parse(source)
    _conceal_defaults(root, source)
    types = _types(root)
    for match in found:
        yield _finding(match, source, root, types)


def _conceal_defaults(root: Node, source: Source) -> None:
    """Mark the defaults of parameters with `NoEcho`: the lines around a match are shown."""
    for parameter in _members(root, "Parameters").values():
        settings = _members_of(parameter.node)
        hidden, default = settings.get("NoEcho"), settings.get("Default")
        if hidden is not None and default is not None and str(hidden.node.value).lower() == "true":
            source.concealed.add((default.node.start, default.node.end))


def _members(root: Node, section: str) -> Mapping[str, Member]:
    """The entries of one of the template's sections."""
    found = _members_of(root).get(section)
    return _members_of(found.node) if found is not None else {}


def _members_of(node: Node) -> Mapping[str, Member]:
    return node.value if isinstance(node.value, dict) else {}


def _finding(match: Any, source: Source, root: Node, types: Mapping[str, str]) -> Finding:
    policy = _policy(match.rule.id, match.rule.shortdesc, match.rule.description, match.rule.severity)
    span = _span(match, source)
    path = [str(step) for step in getattr(match, "path", None) or ()]
    in_resource = path[:1] == ["Resources"] and len(path) > 1
    address = path[1] if in_resource else ".".join(path[:2]) or source.path
    identity = "\0".join((policy.id, repository_path(source.path), ".".join(path), match.message))
    fingerprint = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Finding(
        policy=policy,
        outcome=Outcome.DENY,
        severity=policy.severity,
        message=f"{policy.title}: {match.message}" if _may_be_told(span, path, root) else policy.title,
        remedy="",
        reason="",
        place=Place(span, ".".join(path[2:])),
        address=address,
        type=types.get(address, ""),
        dialect="cloudformation",
        root=source.path,
        fingerprint=fingerprint,
        instances=(Instance(address, fingerprint),),
    )


@cache
def _policy(rule: str, title: str, description: str, severity: str) -> Policy:
    """A rule of cfn-lint's as a policy, for the reports: its check is cfn-lint's own."""
    title = title.strip().rstrip(".")

    def check(_: Resource) -> None:
        return None

    check.__doc__ = f"{title}.\n\n{description}"
    return Policy(
        id=PREFIX + rule,
        title=title,
        severity=_SEVERITIES.get(severity, MEDIUM),
        category=Category.HYGIENE,
        requirements=("CUIMC-09",),
        aliases=(),
        resources=(),
        default=False,
        load=lambda: check,
        module="",
    )


def _span(match: Any, source: Source) -> Span:
    """Where a match stands; cfn-lint counts lines and columns from 1."""
    start = source.offset(match.linenumber, match.columnnumber)
    return source.span(start, max(source.offset(match.linenumberend, match.columnnumberend), start))


def _may_be_told(span: Span, path: Iterable[str], root: Node) -> bool:
    """Whether what a match is about holds no secret: cfn-lint's messages repeat values."""
    source = span.source
    node = _part(path, root)
    last = max(span.last.line, source.position(node.end).line) if node is not None else span.last.line
    return all(shown(source, number) == source.line(number) for number in range(span.first.line, last + 1))


def _part(path: Iterable[str], root: Node) -> Node | None:
    """The innermost part on a path that is there; None for the whole template."""
    found: Node | None = None
    node = root
    for step in path:
        if isinstance(node.value, dict) and step in node.value:
            node = node.value[step].node
        elif isinstance(node.value, list) and step.isdecimal() and int(step) < len(node.value):
            node = node.value[int(step)]
        else:
            break
        found = node
    return found


def _types(root: Node) -> dict[str, str]:
    """The type of every resource, by its logical id."""
    found: dict[str, str] = {}
    for name, member in _members(root, "Resources").items():
        kind = _members_of(member.node).get("Type")
        if kind is not None and isinstance(kind.node.value, str):
            found[name] = kind.node.value
    return found
