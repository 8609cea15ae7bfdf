"""A policy's documentation: for the terminal, and as the pages of docs/policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from groundrule.harness import Example, examples, without_marks
from groundrule.policy import Policy
from groundrule.report.prose import sections

_LANGUAGES = {"terraform": "hcl", "cloudformation": "yaml", "files": ""}
_TITLES = {"terraform": "Terraform", "cloudformation": "CloudFormation"}
_KINDS = {"deny": "Denied", "allow": "Allowed", "unknown": "Unknown"}


def explanation(policy: Policy, titles: Mapping[str, str]) -> str:
    """One policy's page for a terminal.

    Args:
        policy: the policy.
        titles: the requirements' titles by their ids.
    """
    text = sections(policy)
    facts = {
        "severity": policy.severity.word,
        "category": policy.category.value,
        "requirements": ", ".join(_entitled(name, titles) for name in policy.requirements) or "none",
        "resources": ", ".join(policy.resources) or "none: it is about ignores",
        "runs by default": "yes" if policy.default else "no, only when it is selected",
        "other linters' ids": ", ".join(policy.aliases) or "none",
    }
    if policy.parameters:
        facts["parameters"] = ", ".join(parameter.name for parameter in policy.parameters)
    parts = [f"{policy.id}: {policy.title}", text.why, f"Fix:\n{_indented(text.fix)}"]
    parts.append("\n".join(f"{name}: {value}" for name, value in facts.items()))
    if text.sources:
        parts.append("Sources:\n" + _indented("\n".join(text.sources)))
    return "\n\n".join(parts) + "\n"


def _entitled(name: str, titles: Mapping[str, str]) -> str:
    return f"{name} ({titles[name]})" if name in titles else name


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def render_all(policies: Sequence[Policy], fixtures: Path) -> dict[str, str]:
    """Every generated page by its file name.

    Args:
        policies: all of them.
        fixtures: the directory of their examples.
    """
    found = examples(fixtures)
    pages = {f"{policy.id}.md": _page(policy, found) for policy in policies}
    pages["README.md"] = _index(policies)
    return pages


def _index(policies: Iterable[Policy]) -> str:
    lines = [
        "# Policies",
        "",
        "Generated from the policies' own texts. A policy marked with ○ runs only when it is selected.",
        "",
        "| policy | severity | category | finds |",
        "| --- | --- | --- | --- |",
    ]
    for policy in policies:
        mark = "" if policy.default else " ○"
        link = f"[{policy.id}]({policy.id}.md){mark}"
        lines.append(f"| {link} | {policy.severity.word} | {policy.category.value} | {policy.title} |")
    return "\n".join(lines) + "\n"


def _page(policy: Policy, found: Sequence[Example]) -> str:
    text = sections(policy)
    tier = "runs by default" if policy.default else "runs only when it is selected"
    parts = [
        f"# {policy.id}",
        f"**{policy.title}.** Severity {policy.severity.word}, category {policy.category.value}; {tier}.",
        f"## Why\n\n{text.why}",
        f"## Fix\n\n{text.fix}",
        *([f"## Never unknown\n\n{text.never_unknown}"] if text.never_unknown else ()),
        "## Examples",
        *_examples(policy, found),
        "## Requirements\n\n" + ", ".join(policy.requirements),
        "## Judges\n\n" + ", ".join(f"`{name}`" for name in policy.resources),
        *([f"## Parameters\n\n{', '.join(_parameters(policy))}"] if policy.parameters else ()),
        "## Other linters\n\n" + (", ".join(f"`{alias}`" for alias in policy.aliases) or "none"),
        "## Sources\n\n" + "\n".join(f"- <{source}>" for source in text.sources),
    ]
    return "\n\n".join(parts) + "\n"


def _parameters(policy: Policy) -> Iterator[str]:
    return (f"[`{parameter.name}`](../profiles.md#{parameter.name})" for parameter in policy.parameters)


def _examples(policy: Policy, found: Sequence[Example]) -> Iterator[str]:
    own = [item for item in found if item.policy == policy.id and item.path.is_file()]
    for dialect, language in _LANGUAGES.items():
        for kind, heading in _KINDS.items():
            for item in own:
                if item.dialect == dialect and item.kind == kind:
                    code = without_marks(item.path.read_text("utf-8", "replace")).strip()
                    title = _TITLES.get(dialect, f"`{item.path.name.partition('.')[2]}`")
                    if "\0" in code:
                        yield f"{heading}: `{item.path.name}`, a binary file."
                    else:
                        yield f"{heading}, {title}:\n\n```{language}\n{code}\n```"
