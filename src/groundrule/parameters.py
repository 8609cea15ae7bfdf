"""What an organisation may set and policies read: typed, with defaults and a description each.

A policy asks with `resource.parameter(KEY_OWNERS)`. The shared parameters stand in `groundrule.vocabulary.parameters`;
an organisation's own policy makes one of its own and names it in `@policy(parameters=(…,))`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Generic, NamedTuple, TypeAlias, TypeVar

T_co = TypeVar("T_co", covariant=True)

Values: TypeAlias = Mapping[str, Any]
NONE_SET: Final[Values] = {}


class Parameter(NamedTuple, Generic[T_co]):
    """One parameter.

    Attributes:
        name: as profiles and settings write it, in kebab-case.
        default: what counts where nobody sets it.
        schema: the JSON Schema of its value; `description` says what it means, and is required.
    """

    name: str
    default: T_co
    schema: Mapping[str, Any]

    @property
    def description(self) -> str:
        """What it means, for people."""
        return str(self.schema["description"])

    def of(self, values: Values) -> T_co:
        """Its value among those that are set, else its default."""
        found: T_co = values.get(self.name, self.default)
        return found
