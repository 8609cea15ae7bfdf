"""Files that say how a template is deployed: CloudFormation's Git sync, and the manifest of the AWS CDK.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/git-sync-concepts-terms.html
https://docs.aws.amazon.com/cdk/api/v2/docs/cloud-assembly-schema-readme.html
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping

from groundrule.cloudformation.files import Files, beside
from groundrule.cloudformation.parameters import text_of
from groundrule.cloudformation.parsing import parse
from groundrule.cloudformation.survey import Deployment
from groundrule.errors import InputError
from groundrule.jsontext import Member, Node
from groundrule.source import Source


def of_git_sync(source: Source, files: Files) -> tuple[str, Deployment] | None:
    """The template that a deployment file names, and what it gives; None for any other file.

    Raises:
        InputError: the template is not there.
    """
    try:
        members = _mapping(parse(source))
    except InputError:
        return None
    named = members.get("template-file-path")
    if named is None or not isinstance(named.node.value, str):
        return None
    path = _existing(named.node.value, source.path, files)
    if path is None:
        line = source.position(named.node.start).line
        raise InputError(f"there is no template `{named.node.value}`", source.path, line)
    parameters, tags = (dict(_texts(members.get(name), source)) for name in ("parameters", "tags"))
    return path, Deployment(parameters, tags)


def _existing(location: str, path: str, files: Files) -> str | None:
    """The path of a template: from the root of the repository, as AWS has it, or from a directory above the file."""
    directories = [files.root.replace(os.sep, "/")]
    directory = posixpath.dirname(path)
    while directory:
        directories.append(directory)
        directory = posixpath.dirname(directory) if directory != "/" else ""
    candidates = (posixpath.normpath(posixpath.join(above, location)) for above in [*directories, ""])
    return next((candidate for candidate in candidates if files.holds(candidate)), None)


def of_cdk(manifest: Source) -> Iterator[tuple[str, Deployment]]:
    """Every template of a cloud assembly with what the CDK deploys it with.

    Raises:
        InputError: the manifest is broken.
    """
    artifacts = _mapping(_member(_mapping(parse(manifest)), "artifacts"))
    for member in artifacts.values():
        artifact = _mapping(member.node)
        if _text(artifact, "type") != "aws:cloudformation:stack":
            continue
        properties = _mapping(_member(artifact, "properties"))
        path = beside(manifest.path, _text(properties, "templateFile"))
        if path is not None:
            parameters, tags = (dict(_texts(properties.get(name), manifest)) for name in ("parameters", "tags"))
            yield path, Deployment(parameters, tags, *_environment(_text(artifact, "environment")))


def _environment(text: str) -> tuple[str, str]:
    """Region and account of `aws://account/region`; empty where the CDK does not know them."""
    account, _, region = text.removeprefix("aws://").partition("/")
    return ("" if region == "unknown-region" else region, "" if account == "unknown-account" else account)


def _mapping(node: Node | None) -> Mapping[str, Member]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _member(mapping: Mapping[str, Member], name: str) -> Node | None:
    return mapping[name].node if name in mapping else None


def _text(mapping: Mapping[str, Member], name: str) -> str:
    node = _member(mapping, name)
    return node.value if node is not None and isinstance(node.value, str) else ""


def _texts(member: Member | None, source: Source) -> Iterator[tuple[str, str]]:
    for name, item in _mapping(member.node if member is not None else None).items():
        yield name, text_of(item.node, source)
