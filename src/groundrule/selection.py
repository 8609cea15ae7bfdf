"""Which policies run: by id, category, severity, requirement, or another linter's id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from groundrule.counterparts import counterparts, in_trivy, matches
from groundrule.errors import UsageError
from groundrule.policy import Category, Policy, Severity

# what the ids of another linter's rules begin with, which is not asked for policies
_FOREIGN: Final = "cfn-lint:"


def select(policies: Sequence[Policy], wanted: Sequence[str], ignored: Sequence[str]) -> tuple[Policy, ...]:
    """The policies that the options choose; without a choice, the default ones.

    Args:
        policies: all there are.
        wanted: tokens of `--select`; each may hold several, separated by commas.
        ignored: tokens of `--ignore`.

    Raises:
        UsageError: a token that names nothing.
    """
    chosen = named(policies, wanted) if wanted else {policy.id for policy in policies if policy.default}
    chosen -= named(policies, [token for token in _split(ignored) if not token.startswith(_FOREIGN)])
    return tuple(policy for policy in policies if policy.id in chosen)


def foreign_rules(tokens: Iterable[str]) -> list[str]:
    """The rules of cfn-lint's among tokens, without their prefix: `cfn-lint:W3005`."""
    return [token.removeprefix(_FOREIGN) for token in _split(tokens) if token.startswith(_FOREIGN)]


def _split(tokens: Iterable[str]) -> Iterable[str]:
    return (part.strip() for text in tokens for part in text.split(","))


def find(policies: Sequence[Policy], name: str) -> Policy:
    """The policy of an id, or of another linter's id.

    Raises:
        UsageError: there is none.
    """
    for policy in policies:
        if name == policy.id:
            return policy
    matching = [policy for policy in policies if is_known_as(policy, name)]
    if not matching:
        raise UsageError(f"there is no policy `{name}`{_suggestion(policies, name)}")
    return matching[0]


def named(policies: Sequence[Policy], tokens: Iterable[str]) -> set[str]:
    """The ids of the policies that tokens mean.

    Raises:
        UsageError: a token that names nothing.
    """
    names: set[str] = set()
    for token in _split(tokens):
        if not token:
            continue
        matching = {policy.id for policy in policies if _matcher(token)(policy)}
        if not matching and not _is_word(token):
            raise UsageError(f"`{token}` selects nothing{_suggestion(policies, token)}")
        names |= matching
    return names


def _matcher(token: str) -> Callable[[Policy], bool]:
    word = token.lower()
    if word == "all":
        return lambda _: True
    if word == "default":
        return lambda policy: policy.default
    return lambda policy: (
        word in {policy.id, policy.category.value, policy.severity.word}
        or token.upper() in policy.requirements
        or is_known_as(policy, token)
    )


def _is_word(token: str) -> bool:
    """Whether a token is a category or severity, which may be empty."""
    words = {category.value for category in Category} | {severity.word for severity in Severity}
    return token.lower() in words


def is_known_as(policy: Policy, name: str) -> bool:
    """Whether another linter's name means a policy: it is an alias of the policy's, or stands for one."""
    wanted = _bare(name)
    aliases = [_bare(alias) for alias in policy.aliases]
    return wanted in aliases or _are_meant(counterparts(wanted), policy.id, aliases)


def is_known_to_trivy_as(policy: Policy, pattern: str) -> bool:
    """Whether a name in one of Trivy's comments means a policy."""
    wanted = _bare(pattern)
    aliases = [_bare(alias) for alias in policy.aliases]
    return any(matches(wanted, alias) for alias in aliases) or _are_meant(in_trivy(wanted), policy.id, aliases)


def _are_meant(names: Iterable[str], id_: str, aliases: Sequence[str]) -> bool:
    return any(name == id_ or _bare(name) in aliases for name in names)


def _bare(alias: str) -> str:
    """An alias without the prefix that Trivy's ids once had, in lower case."""
    return alias.lower().removeprefix("avd-")


def _suggestion(policies: Sequence[Policy], token: str) -> str:
    import difflib

    words = [policy.id for policy in policies] + [category.value for category in Category]
    close = difflib.get_close_matches(token.lower(), words, n=1)
    return f": did you mean `{close[0]}`?" if close else ""
