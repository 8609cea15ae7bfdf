"""AWS SAM: a template's serverless resources → those that the transform makes of them, with their places.

https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html

aws-sam-translator is what AWS itself runs. It works on plain data, so that texts and mappings go through it with
their nodes attached; what it makes anew stands where the same property stands in the serverless resource, or at that
resource.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

from groundrule.jsontext import Member, Node

TRANSFORM: Final = "AWS::Serverless-2016-10-31"
PREFIX: Final = "AWS::Serverless::"
# what lies on the disk is packaged before it is deployed; the translator wants the address that it then has
_PACKAGED: Final = "s3://packaged/code"
_HOOKS: Final = ("on_before_transform_template", "on_before_transform_resource", "on_after_transform_template")
_CODE: Final = {
    "Function": "CodeUri",
    "LayerVersion": "ContentUri",
    "Api": "DefinitionUri",
    "HttpApi": "DefinitionUri",
    "StateMachine": "DefinitionUri",
}


class Untranslatable(Exception):  # noqa: N818 - the caller reports it
    """Why the transform could not be run; the text is for people."""


class Sections(NamedTuple):
    """The sections of a template that SAM reads and writes.

    Attributes:
        made_for: what the transform has added, with the serverless resource that it is for.
    """

    resources: dict[str, Member]
    conditions: dict[str, Member]
    globals: dict[str, Member]
    others: Mapping[str, Node]
    made_for: Mapping[str, str] = {}


class _Text(str):
    """A text that remembers its node."""

    __slots__ = ("node",)
    node: Node

    def __deepcopy__(self, _: object) -> _Text:
        return self


class _Key(str):
    """A key that remembers its member."""

    __slots__ = ("member",)
    member: Member

    def __deepcopy__(self, _: object) -> _Key:
        return self


class _Dict(dict[str, Any]):
    """A mapping that remembers its node."""

    node: Node


def needed(resources: Mapping[str, Member]) -> bool:
    """Whether there is anything to translate."""
    return any(
        _type(member.node).startswith(PREFIX) and not _is_from_repository(member.node) for member in resources.values()
    )


def translated(sections: Sections, parameters: Mapping[str, str], region: str) -> Sections:
    """The sections as the transform leaves them.

    Args:
        sections: as they are written.
        parameters: values from outside.
        region: where it is deployed; empty where that is not known.

    Raises:
        Untranslatable: the template is not as SAM wants it, or the translator is not installed.
    """
    held = {name: member for name, member in sections.resources.items() if _is_from_repository(member.node)}
    document: dict[str, Any] = {name: _plain(node) for name, node in sections.others.items()}
    document["Resources"] = {
        _key(name, member): _plain(member.node) for name, member in sections.resources.items() if name not in held
    }
    if sections.conditions:
        document["Conditions"] = {
            _key(name, member): _plain(member.node) for name, member in sections.conditions.items()
        }
    if sections.globals:
        document["Globals"] = {name: _plain(member.node) for name, member in sections.globals.items()}
    _package(document)
    result = _run(document, parameters, region)
    origin = _Origin(sections)
    resources = {str(name): origin.resource(name, value) for name, value in result["Resources"].items()}
    conditions = {str(name): origin.condition(name, value) for name, value in result.get("Conditions", {}).items()}
    made_for = {name: origin.maker(name) for name in resources if name not in sections.resources}
    return sections._replace(resources={**resources, **held}, conditions=conditions, made_for=made_for)


def _type(node: Node) -> str:
    kind = node.value.get("Type") if isinstance(node.value, dict) else None
    return kind.node.value if kind is not None and isinstance(kind.node.value, str) else ""


def _is_from_repository(node: Node) -> bool:
    """Whether an application comes from the Serverless Application Repository, which only the account can read."""
    return _type(node) == f"{PREFIX}Application" and not isinstance(_at(node, "Properties", "Location"), str)


def _at(node: Node, *names: str) -> object:
    value: Any = node.value
    for name in names:
        member = value.get(name) if isinstance(value, dict) else None
        value = member.node.value if member is not None else None
    return value


# -- nodes → plain data ----------------------------------------------------------------------------------


def _key(name: str, member: Member) -> _Key:
    key = _Key(name)
    key.member = member
    return key


def _plain(node: Node) -> Any:
    value = node.value
    if isinstance(value, dict):
        mapping = _Dict((_key(name, member), _plain(member.node)) for name, member in value.items())
        mapping.node = node
        return mapping
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        text = _Text(value)
        text.node = node
        return text
    if value is None or isinstance(value, bool | int):
        return value
    number = float(value)
    return int(number) if number.is_integer() else number


def _package(document: dict[str, Any]) -> None:
    """Give what lies on the disk an address, as packaging does."""
    defaults = document.get("Globals", {})
    for name, code in _CODE.items():
        _package_one(defaults.get(name), code)
    for resource in document["Resources"].values():
        kind = str(resource.get("Type", "")) if isinstance(resource, dict) else ""
        properties = resource.get("Properties") if kind.startswith(PREFIX) else None
        code = _CODE.get(kind.removeprefix(PREFIX), "")
        _package_one(properties, code)
        if kind == f"{PREFIX}Function" and isinstance(properties, dict):
            _complete(properties, defaults.get("Function"))


def _package_one(properties: Any, code: str) -> None:
    location = properties.get(code) if isinstance(properties, dict) else None
    if isinstance(location, str) and not location.startswith("s3://"):
        text = _Text(_PACKAGED)
        if isinstance(location, _Text):
            text.node = location.node
        properties[code] = text


def _complete(properties: dict[str, Any], defaults: Any) -> None:
    """Name the code of a function that is built before it is deployed."""
    known = {*properties, *(defaults if isinstance(defaults, dict) else ())}
    if properties.get("PackageType") == "Image" or (
        isinstance(defaults, dict) and defaults.get("PackageType") == "Image"
    ):
        properties.setdefault("ImageUri", "packaged")
        properties.pop("CodeUri", None)
    elif not known & {"CodeUri", "InlineCode", "ImageUri"}:
        properties["CodeUri"] = _PACKAGED


def _run(document: dict[str, Any], parameters: Mapping[str, str], region: str) -> dict[str, Any]:
    try:
        from samtranslator.model.exceptions import InvalidDocumentException
        from samtranslator.parser.parser import Parser
        from samtranslator.plugins.application.serverless_app_plugin import ServerlessAppPlugin
        from samtranslator.translator.translator import Translator
    except ImportError as error:
        raise Untranslatable("aws-sam-translator is not installed") from error
    logging.getLogger("samtranslator").setLevel(logging.CRITICAL)
    # the translator asks a session for nothing but its region
    session = SimpleNamespace(region_name=region or "us-east-1")
    # this one would ask the application repository over the network
    repository = ServerlessAppPlugin()
    for hook in _HOOKS:
        setattr(repository, hook, _nothing)
    try:
        translator = Translator({}, Parser(), plugins=[repository], boto_session=session)
        result = translator.translate(document, dict(parameters), passthrough_metadata=True)
    except InvalidDocumentException as error:
        raise Untranslatable(_first(error)) from error
    except Exception as error:
        # it is not made for documents that are wrong in other ways than it expects
        raise Untranslatable(f"the translator failed ({type(error).__name__})") from error
    found: dict[str, Any] = result
    return found


def _nothing(*_: object) -> None:
    """In the place of a plugin's hook."""


def _first(error: Any) -> str:
    causes = getattr(error, "causes", None) or [error]
    return str(getattr(causes[0], "message", causes[0])).rstrip(".")


# -- plain data → nodes ----------------------------------------------------------------------------------


class _Origin:
    """Finds where the parts of a translated template come from.

    Args:
        sections: the sections as they are written.
    """

    def __init__(self, sections: Sections) -> None:
        self._resources = sections.resources
        self._globals = sections.globals
        self._conditions = sections.conditions
        self._names = sorted(sections.resources, key=len, reverse=True)

    def resource(self, name: str, value: Any) -> Member:
        """A translated resource; a new one stands at the serverless resource whose name it begins with."""
        source = self._resources.get(name) or self._resources[self.maker(name)]
        at = Member(source.start, source.end, self._with_defaults(source.node))
        return Member(source.start, source.end, _node(value, at.node, at))

    def maker(self, name: str) -> str:
        """The serverless resource that a new resource is for: its name begins with that one's."""
        serverless = (other for other in self._names if _type(self._resources[other].node).startswith(PREFIX))
        makers = list(serverless)
        return next((other for other in makers if name.startswith(other)), makers[-1])

    def _with_defaults(self, node: Node) -> Node:
        """A resource with the properties that `Globals` sets for its type."""
        defaults = self._globals.get(_type(node).removeprefix(PREFIX))
        if not isinstance(node.value, dict) or defaults is None or not isinstance(defaults.node.value, dict):
            return node
        own = node.value.get("Properties")
        written = own.node.value if own is not None and isinstance(own.node.value, dict) else {}
        start, end = (own.start, own.end) if own is not None else (defaults.start, defaults.end)
        properties = Node(start, end, {**defaults.node.value, **written})
        return Node(node.start, node.end, {**node.value, "Properties": Member(start, end, properties)})

    def condition(self, name: str, value: Any) -> Member:
        """A condition, perhaps one that the transform has added."""
        source = self._conditions.get(name) or next(iter(self._resources.values()))
        return Member(source.start, source.end, _node(value, source.node, source))


def _node(value: Any, like: Node | None, at: Member) -> Node:
    """A node of plain data.

    Args:
        value: the data.
        like: what stands in the same place of the source.
        at: where everything stands that has no place of its own.
    """
    if isinstance(value, _Text | _Dict) and hasattr(value, "node"):
        like = value.node
    start, end = (like.start, like.end) if like is not None else (at.start, at.end)
    if isinstance(value, dict):
        members = like.value if like is not None and isinstance(like.value, dict) else {}
        return Node(start, end, {str(key): _member(key, item, members.get(key), at) for key, item in value.items()})
    if isinstance(value, list):
        items = like.value if like is not None and isinstance(like.value, list) else []
        return Node(start, end, [_node(item, items[i] if i < len(items) else None, at) for i, item in enumerate(value)])
    if isinstance(value, float):
        from decimal import Decimal

        return Node(start, end, Decimal(str(value)))
    return Node(start, end, str(value) if isinstance(value, str) else value)


def _member(key: str, value: Any, like: Member | None, at: Member) -> Member:
    own = key.member if isinstance(key, _Key) else like
    node = _node(value, like.node if like is not None else None, own or at)
    return Member(own.start, own.end, node) if own is not None else Member(at.start, at.end, node)
