"""IAM policy documents as one value, and who they let do what.

`groundrule.permissions` asks what the documents of principals grant.

What makes a policy public follows AWS's own definition:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Final

from groundrule.questions import equals, over
from groundrule.subject import Attribute
from groundrule.value import (
    Absent,
    Data,
    Encoded,
    OneOf,
    OpenList,
    Partial,
    Reference,
    Truth,
    Unknown,
    any_true,
)
from groundrule.verdict import Verdict

# a condition on one of these pins the caller to an account, an organisation, a network or a resource
_PINNING: Final = frozenset(
    {
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:principalaccount",
        "aws:principalarn",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "aws:sourceip",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:vpcsourceip",
        "aws:userid",
        "elasticfilesystem:accessedviamounttarget",
        "elasticfilesystem:accesspointarn",
        "kms:calleraccount",
        "lambda:eventsourcetoken",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
        "sns:endpoint",
        "sns:protocol",
        "token.actions.githubusercontent.com:sub",
    }
)
_POSITIVE: Final = ("stringequals", "stringlike", "arnequals", "arnlike", "ipaddress", "bool", "numericequals")


class Statement:
    """One statement of a document, asked through the attribute that it stands in."""

    __slots__ = ("at",)

    def __init__(self, at: Attribute) -> None:
        self.at = at

    @property
    def allows(self) -> Truth:
        """Whether its effect is Allow; AWS refuses a statement without one, which is judged as if it allowed."""
        effect = self.at["Effect"]
        return effect.is_("Allow") if effect.written else Truth.TRUE

    @property
    def denies(self) -> Truth:
        """Whether its effect is Deny."""
        return self.at["Effect"].is_("Deny")

    @property
    def of_identity(self) -> bool:
        """Whether it belongs to a principal: it names none itself."""
        return not (self.at["Principal"].written or self.at["NotPrincipal"].written)

    @property
    def principals(self) -> Truth:
        """Whether it speaks of everybody: `*`, `{"AWS": "*"}`, or an Allow to all but some."""
        if self.at["NotPrincipal"].written:
            return self.allows
        return over(self.at["Principal"].data, _everybody)

    @property
    def narrowed(self) -> Truth:
        """Whether a condition pins who may use it."""
        condition = self.at["Condition"].data
        if isinstance(condition, dict):
            return any_true(_pins(operator, keys) for operator, keys in condition.items())
        return Truth.UNKNOWN if isinstance(condition, Unknown | OneOf | Partial) else Truth.FALSE

    @property
    def anonymous(self) -> Truth:
        """Whether it lets everybody do what it says."""
        return self.allows & self.principals & ~self.narrowed

    @property
    def conditional(self) -> Truth:
        """Whether it has a condition of any kind."""
        return self.at["Condition"].is_set()

    @property
    def everywhere(self) -> Truth:
        """Whether it holds for every resource: `*`, or all but some."""
        if self.at["NotResource"].written:
            return Truth.TRUE
        return _some(self.at["Resource"].data, lambda item: _equals(item, "*"))

    @property
    def place(self) -> Attribute:
        """Where a finding about its principals belongs."""
        return self.at["Principal"] if self.at["Principal"].written else self.at

    @property
    def actions(self) -> Attribute:
        """Where a finding about its actions belongs."""
        return next((self.at[name] for name in ("Action", "NotAction") if self.at[name].written), self.at)

    def has_action(self, *patterns: str) -> Truth:
        """Whether one of its actions is written as one of these (lower case) patterns."""
        return _some(self.at["Action"].data, lambda item: any_true(_equals(_lower(item), text) for text in patterns))

    def grants(self, actions: Iterable[str], *, apart_from: Iterable[str] = ()) -> Truth:
        """Whether it speaks of one of the actions.

        Args:
            actions: whole names, such as `iam:PassRole`.
            apart_from: patterns (in lower case) that don't count, because another policy is about them.
        """
        if self.at["NotAction"].written:
            return any_true(self.matches(action) for action in actions)
        wanted, passed = tuple(actions), frozenset(apart_from)

        def matches(item: Data) -> Truth:
            if isinstance(item, str) and item.lower() in passed:
                return Truth.FALSE
            return any_true(_matches(item, action) for action in wanted)

        return _some(self.at["Action"].data, matches)

    def matches(self, action: str) -> Truth:
        """Whether it speaks of an action, by IAM's wildcards."""
        if self.at["NotAction"].written:
            return ~_some(self.at["NotAction"].data, lambda item: _matches(item, action))
        return _some(self.at["Action"].data, lambda item: _matches(item, action))

    @property
    def every_action(self) -> Truth:
        """Whether its actions are all of a service's, or of all services: `*`, `s3:*`."""
        return _some(self.at["Action"].data, _is_wildcard)

    def conditioned(self, operator: str, key: str, value: str) -> Truth:
        """Whether it has exactly this condition; names are compared without regard to case."""
        condition = self.at["Condition"].data
        if not isinstance(condition, dict):
            return Truth.UNKNOWN if isinstance(condition, Unknown | OneOf | Partial) else Truth.FALSE
        answers = []
        for name, keys in condition.items():
            if name.lower() == operator.lower() and isinstance(keys, dict):
                answers += [_any_equals(item, value) for own, item in keys.items() if own.lower() == key.lower()]
        return any_true(answers)

    def tests(self, key: str) -> Truth:
        """Whether one of its conditions is about a key; names are compared without regard to case."""
        condition = self.at["Condition"].data
        if not isinstance(condition, dict):
            return Truth.UNKNOWN if isinstance(condition, Unknown | OneOf | Partial) else Truth.FALSE
        return any_true(
            Truth.of(any(own.lower() == key.lower() for own in keys)) if isinstance(keys, dict) else Truth.UNKNOWN
            for keys in condition.values()
        )


def statements(document: Attribute) -> Iterator[Statement]:
    """The statements of a policy document, whatever it is written as; none for one that is not known."""
    listed = document.decoded()["Statement"]
    if isinstance(listed.data, list):
        for index in range(len(listed.data)):
            yield Statement(listed[index])
    elif isinstance(listed.data, dict):
        yield Statement(listed)


def unreadable(document: Attribute) -> Unknown | None:
    """Why nobody can tell what a document says, where that is so."""
    data = document.decoded().data
    if isinstance(data, OneOf):
        return data.unknown
    if isinstance(data, Unknown) and not isinstance(data, Reference):
        return data
    if isinstance(data, Reference):
        return data
    listed = document.decoded()["Statement"].data
    if isinstance(listed, OneOf):
        return listed.unknown
    return listed if isinstance(listed, Unknown) else None


def may_say_more(document: Attribute) -> Unknown | None:
    """Why a document may hold statements that are not known, where that is so."""
    listed = document.decoded()["Statement"].data
    return listed.unknown if isinstance(listed, OpenList) else None


def denies_plain_http(document: Attribute) -> Truth:
    """Whether a document denies everybody whatever does not come over TLS."""
    doubt = Truth.UNKNOWN if unreadable(document) else Truth.FALSE
    answers = (
        statement.at["Effect"].is_("Deny")
        & statement.principals
        & (
            statement.conditioned("Bool", "aws:SecureTransport", "false")
            | statement.conditioned("NumericLessThan", "s3:TlsVersion", "1.2")
        )
        for statement in statements(document)
    )
    return any_true(answers) | doubt


def _everybody(principal: Data) -> Truth:
    match principal:
        case dict():
            kinds = (value for kind, value in principal.items() if kind == "AWS")
            return any_true(_some(value, _is_everybody) for value in kinds)
        case Absent():
            return Truth.FALSE
        case _:
            return _some(principal, _is_everybody)


def _is_everybody(principal: Data) -> Truth:
    """Whether one principal is everybody; an account with a wildcard is no fixed value, and so public to AWS."""
    parts = principal.split(":") if isinstance(principal, str) else []
    account = parts[4] if len(parts) > 4 else ""
    return Truth.TRUE if "*" in account else _equals(principal, "*")


def _any_equals(data: Data, value: str) -> Truth:
    return _some(data, lambda one: _equals(one, value))


def _equals(data: Data, value: str) -> Truth:
    if isinstance(data, Reference):
        return Truth.FALSE  # an attribute of a resource names that resource
    if isinstance(data, bool):
        return Truth.of(str(data).lower() == value)
    return equals(data, value)


def _some(data: Data, question: Callable[[Data], Truth]) -> Truth:
    """Whether the answer is TRUE for a value, or for one of a list of them; FALSE where there is none."""

    def ask(value: Data) -> Truth:
        if isinstance(value, list):
            found = any_true(_some(item, question) for item in value)
            return found | Truth.UNKNOWN if isinstance(value, OpenList) else found
        return Truth.FALSE if value is None or isinstance(value, Absent) else question(value)

    return over(data, ask)


def _lower(data: Data) -> Data:
    return data.lower() if isinstance(data, str) else data


def _matches(pattern: Data, action: str) -> Truth:
    if isinstance(pattern, str):
        return Truth.of(_fits(pattern, action))
    if isinstance(pattern, Partial) and not _fits(pattern.prefix + "*", action):
        return Truth.FALSE
    return Truth.UNKNOWN


def _fits(pattern: str, action: str) -> bool:
    return fnmatchcase(action.lower(), pattern.lower().replace("[", "[[]"))


def _is_wildcard(pattern: Data) -> Truth:
    if isinstance(pattern, str):
        return Truth.of(pattern == "*" or pattern.endswith(":*"))
    return Truth.UNKNOWN if isinstance(pattern, Unknown) else Truth.FALSE


def _pins(operator: str, keys: Data) -> Truth:
    """Whether a condition block narrows the callers; negated operators and `…IfExists` do not."""
    bare = operator.lower().rpartition(":")[2]
    if not bare.startswith(_POSITIVE) or bare.endswith("ifexists") or not isinstance(keys, dict):
        return Truth.FALSE
    return any_true(_narrow_values(key.lower(), value) for key, value in keys.items() if key.lower() in _PINNING)


def _narrow_values(key: str, values: Data) -> Truth:
    return ~_some(values, lambda one: _is_wide(key, one))


def _is_wide(key: str, value: Data) -> Truth:
    """Whether a value of a pinning condition lets everybody pass."""
    match value:
        case Reference() | Partial() | Encoded():
            return Truth.FALSE
        case Unknown():
            return Truth.UNKNOWN
        case str() if key in {"aws:sourceip", "aws:vpcsourceip"}:
            from groundrule import cidr

            block = cidr.parse(value)
            return Truth.of(block is not None and cidr.is_everywhere([block]))
        case _:
            return Truth.of(value in {"*", "arn:aws:*", "arn:*"})


def each_statement(document: Attribute, judge: Callable[[Statement], Verdict]) -> Iterator[Verdict]:
    """A verdict on every statement of a document, and an unknown one on what is not known of it; none without one."""
    if not document.written:
        return
    doubt = unreadable(document)
    if doubt is not None:
        yield document.unknown(doubt, "nobody can tell what `{name}` says")
        return
    for statement in statements(document):
        yield judge(statement)
    more = may_say_more(document)
    if more is not None:
        yield document.unknown(more, "nobody can tell all that `{name}` says")


def must_not_be_public(document: Attribute) -> Iterator[Verdict]:
    """A verdict on every statement of a document: none may let everybody in. No document lets nobody in."""

    def judge(statement: Statement) -> Verdict:
        return statement.place.must(
            ~statement.anonymous,
            "`{name}` lets everybody in, and no condition narrows it",
            remedy="name the accounts, roles or services, or add a condition that pins them",
        )

    return each_statement(document, judge)
