"""`groundrule init`: settings, a hook and CI jobs for the repository at hand. Nothing is ever overwritten."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Final, NamedTuple

from groundrule import __version__
from groundrule.discovery import Found, discover
from groundrule.errors import UsageError
from groundrule.settings.files import OWN, of_repository
from groundrule.tree import repository_root

_HOOK: Final = """\
  - repo: local
    hooks:
      - id: groundrule
        name: groundrule
        entry: groundrule check --force-exclude --from-filenames
        language: python
        additional_dependencies: [groundrule=={version}]
        files: (\\.(tf|tofu|tfvars)(\\.json)?|\\.(ya?ml|json|template))$
        exclude: (^|/)\\.terraform/
        require_serial: true
"""
_GITLAB: Final = """\
groundrule:
  image: python:3.12-slim
  variables:
    GIT_DEPTH: 0
  script:
    - apt-get update && apt-get install --yes git
    - pip install groundrule=={version}
    - |
      if [ -n "$CI_MERGE_REQUEST_DIFF_BASE_SHA" ]; then
        groundrule check --diff "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --trusted-ref "origin/$CI_DEFAULT_BRANCH"
      else
        groundrule check
      fi
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"""
_GITHUB: Final = """\
name: groundrule
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  groundrule:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - run: pipx install groundrule=={version}
      - if: github.event_name == 'pull_request'
        run: groundrule check --diff "${{{{ github.event.pull_request.base.sha }}}}..."
      - if: github.event_name != 'pull_request'
        run: groundrule check
"""


class Proposal(NamedTuple):
    """A file that may be written.

    Attributes:
        path: from the repository's root.
        text: the whole file.
        snippet: what to add where the file is there already; empty where nothing needs to be added.
    """

    path: str
    text: str
    snippet: str


def init() -> int:
    """`groundrule init`."""
    root = repository_root(".") or os.getcwd()
    found = discover([os.path.relpath(root)])
    for proposal in _proposals(root, found):
        path = os.path.join(root, proposal.path)
        if not os.path.lexists(path):
            _create(path, proposal.text)
            sys.stdout.write(f"wrote {proposal.path}\n")
        elif proposal.snippet:
            sys.stdout.write(f"left {proposal.path} as it is; add to it:\n\n{proposal.snippet}\n")
        else:
            sys.stdout.write(f"left {proposal.path} as it is\n")
    return 0


def _proposals(root: str, found: Found) -> Iterator[Proposal]:
    if of_repository() is None:
        yield Proposal(OWN, _settings(root, found), "")
    hook = _HOOK.format(version=__version__)
    yield Proposal(".pre-commit-config.yaml", f"repos:\n{hook}", hook)
    if os.path.isdir(os.path.join(root, ".github")):
        yield Proposal(".github/workflows/groundrule.yml", _GITHUB.format(version=__version__), "")
    else:
        job = _GITLAB.format(version=__version__)
        yield Proposal(".gitlab-ci.yml", job, job)


def _settings(root: str, found: Found) -> str:
    """Settings that say what is the default, as comments, and the environments that the repository has."""
    environments = [f'"{name}={path}"' for name, path in _environments(root, found)]
    listed = ", ".join(environments)
    env = f"env = [{listed}]" if environments else 'env = ["prod=prod.tfvars"]'
    lines = [
        f"# {len(found.modules)} directories with Terraform files, {len(found.candidates)} possible templates",
        "",
        '# fail-on = "low"',
        '# unknown = "warn"',
        '# select = ["all"]',
        '# exclude = ["examples/"]',
        "# judge everything once for each environment",
        f"# {env}",
        "",
        "# [governance]",
        '# require-approver = "high"',
        "# longest = { critical = 30, high = 90 }",
    ]
    return "\n".join(lines) + "\n"


def _environments(root: str, found: Found) -> Iterator[tuple[str, str]]:
    """The tfvars files beside modules that Terraform does not load by itself, by their names."""
    for directory in found.modules:
        for name in sorted(os.listdir(directory)):
            stem, dot, ending = name.partition(".")
            if dot and ending == "tfvars" and stem != "terraform":
                yield stem, os.path.relpath(os.path.join(directory, name), root).replace(os.sep, "/")


def _create(path: str, text: str) -> None:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path}: can't be written: {error.strerror}") from error
