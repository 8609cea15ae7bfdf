"""The page of what profiles can set and what the bundled ones choose, from the parameters and the profiles themselves."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from groundrule.parameters import Parameter
from groundrule.policy import Policy
from groundrule.profile import read
from groundrule.profile.applied import parameters_of
from groundrule.profile.model import DEFAULT, Profile
from groundrule.selection import named

_INTRODUCTION = """# Profiles

A profile says which policies run, how severe they are, what they hold templates against, and what ignores and waivers
must keep to. `--profile cuimc` names a bundled one; a file of your own may extend it:

```yaml
name: ophthalmology
extends: cuimc
parameters:
  backup-days: {high: 90, moderate: 35, low: 7, unclassified: 14}
severities:
  tagging: high
```

A parameter that is set replaces the default as a whole.
"""


def render(policies: Sequence[Policy]) -> str:
    """The page."""
    parts = [_INTRODUCTION, "## Parameters\n"]
    parts += [_parameter(parameter, policies) for parameter in parameters_of(policies)]
    parts.append("## Bundled profiles\n")
    parts += [_profile(read.read(name).profile, policies) for name in read.bundled() if name != DEFAULT.name]
    return "\n".join(parts)


def _parameter(parameter: Parameter[Any], policies: Sequence[Policy]) -> str:
    readers = [_link(policy.id) for policy in policies if parameter in policy.parameters]
    default = json.dumps(parameter.default, ensure_ascii=False)
    told = f"Read by {', '.join(readers)}." if readers else "Read by no policy yet."
    return f"### `{parameter.name}`\n\n{parameter.description}\n\nDefault: `{default}`\n\n{told}\n"


def _link(id_: str) -> str:
    return f"[{id_}](policies/{id_}.md)"


def _profile(profile: Profile, policies: Sequence[Policy]) -> str:
    return "\n".join(_of_profile(profile, policies))


def _of_profile(profile: Profile, policies: Sequence[Policy]) -> Iterator[str]:
    yield f"### `{profile.name}`: {profile.title}\n"
    chosen = named(policies, profile.select) - named(policies, profile.ignore)
    beyond = [policy.id for policy in policies if policy.id in chosen and not policy.default]
    yield f"Version {profile.version}. {len(chosen)} policies run; beyond the default ones these:\n"
    yield f"{', '.join(map(_link, beyond))}\n"
    if profile.severities:
        graded = (f"`{name}` is {severity.word}" for name, severity in profile.severities.items())
        yield f"Severities: {'; '.join(graded)}.\n"
    if profile.parameters:
        yield f"Parameters: `{json.dumps(dict(profile.parameters), ensure_ascii=False)}`\n"
    yield "Ignores and waivers:\n"
    yield from (f"- `{name}`: {_governed(value)}" for name, value in profile.governance.items())
    yield ""


def _governed(value: object) -> str:
    return ", ".join(map(_link, value)) if isinstance(value, list) else f"`{json.dumps(value)}`"
