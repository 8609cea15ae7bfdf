"""A first look at all templates: which of them others call, and how they are deployed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from groundrule.cloudformation.files import Files
from groundrule.errors import InputError
from groundrule.graph import Skipped
from groundrule.source import Source

_CALLING = (b"AWS::CloudFormation::Stack", b"AWS::Serverless::Application")


class Deployment(NamedTuple):
    """What one deployment of a template gives it; the texts are empty where it does not say."""

    parameters: Mapping[str, str] = {}
    tags: Mapping[str, str] = {}
    region: str = ""
    account: str = ""


class Survey(NamedTuple):
    """What is known of templates before any is evaluated.

    Attributes:
        calls: every candidate, with the local templates that it calls.
        deployments: templates with what their deployments give them.
        skipped: what is wrong with the files that tell of deployments.
    """

    calls: dict[str, tuple[str, ...]]
    deployments: dict[str, list[Deployment]]
    skipped: list[Skipped]


def survey(candidates: Iterable[str], files: Files) -> Survey:
    """Look at the files that may be templates; one that a deployment names becomes a candidate."""
    found = Survey({}, {}, [])
    assemblies: set[str] = set()
    for path in candidates:
        found.calls.setdefault(path, ())
        if path.endswith(".template.json"):
            assemblies.add(posixpath.dirname(path))
        try:
            content = files.tree.content(path)
        except OSError:
            # whoever reads it as a template tells
            continue
        if b"template-file-path" in content:
            _note_git_sync(path, files, found)
        elif any(word in content for word in _CALLING):
            found.calls[path] = _called(path, content)
    for directory in assemblies:
        _note_cdk(directory, files, found)
    return found


def _called(path: str, content: bytes) -> tuple[str, ...]:
    from groundrule.cloudformation.nested import called
    from groundrule.cloudformation.parsing import parse

    try:
        source = Source(path, content.decode("utf-8-sig"))
        return tuple(called(path, parse(source)))
    except (UnicodeDecodeError, InputError):
        return ()


def _note_git_sync(path: str, files: Files, found: Survey) -> None:
    from groundrule.cloudformation.deployments import of_git_sync

    try:
        deployed = of_git_sync(files.read(path), files)
    except InputError as error:
        found.skipped.append(Skipped.of(error))
        return
    if deployed is not None:
        template, deployment = deployed
        found.calls.setdefault(template, ())
        found.deployments.setdefault(template, []).append(deployment)


def _note_cdk(directory: str, files: Files, found: Survey) -> None:
    path = posixpath.join(directory, "manifest.json")
    if not files.holds(path):
        return
    from groundrule.cloudformation.deployments import of_cdk

    try:
        deployed = list(of_cdk(files.read(path)))
    except InputError as error:
        found.skipped.append(Skipped.of(error))
        return
    for template, deployment in deployed:
        found.deployments.setdefault(template, []).append(deployment)
