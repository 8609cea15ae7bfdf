"""What a policy says of a resource: deny, allow or unknown, at a place, with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol

from groundrule.value import Truth, Unknown

if TYPE_CHECKING:
    from groundrule.graph import Path, Resource


class Outcome(Enum):
    """The three verdicts; the value is the word that reports print."""

    DENY = "deny"
    ALLOW = "allow"
    UNKNOWN = "unknown"


class Severity(IntEnum):
    """How bad the consequence is; ordered. `word` is what reports print."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        """The lower-case name."""
        return self.name.lower()


INFO: Final = Severity.INFO
LOW: Final = Severity.LOW
MEDIUM: Final = Severity.MEDIUM
HIGH: Final = Severity.HIGH
CRITICAL: Final = Severity.CRITICAL


_OPEN: Final = Unknown("whether it matters here depends on a value that is not known before deployment")


class Spot:
    """The resource and the path in it where a verdict stands; the empty path is the resource itself.

    Args:
        resource: where it stands.
        path: the attribute in it.
        about: the resource that is at fault, where that is another one: the bucket that an access control list opens.
    """

    __slots__ = ("about", "path", "resource")

    def __init__(self, resource: Resource, path: Path = (), about: Resource | None = None) -> None:
        self.resource = resource
        self.path = path
        self.about = about or resource


class Placed(Protocol):
    """What stands somewhere: a resource or an attribute, as policies see it."""

    @property
    def spot(self) -> Spot:
        """Where."""


class Verdict:
    """One verdict. Combine verdicts with `&` and `|` (Kleene's logic); never use one as a bool.

    Args:
        outcome: deny, allow or unknown.
        spot: what it is about.
        detail: what is the matter there; `{name}` stands for the attribute in its file's own words.
        unknown: for an unknown verdict, the value that would decide it.
        remedy: what would mend it, again with `{name}`; empty where it is not plain.
        severity: where the consequence here is not that of the policy as a whole; None for the policy's own.
        besides: the other denials that one denial stands for, each with its own spot for its `{name}`.
        idle: whether it is an allowance only because the policy does not apply there.
    """

    __slots__ = ("besides", "detail", "idle", "outcome", "remedy", "severity", "spot", "unknown")

    def __init__(  # noqa: PLR0913 - a record; most parts have a default
        self,
        outcome: Outcome,
        spot: Spot,
        detail: str = "",
        *,
        unknown: Unknown | None = None,
        remedy: str = "",
        severity: Severity | None = None,
        besides: tuple[Verdict, ...] = (),
        idle: bool = False,
    ) -> None:
        self.outcome = outcome
        self.spot = spot
        self.detail = detail
        self.unknown = unknown
        self.remedy = remedy
        self.severity = severity
        self.besides = besides
        self.idle = idle

    def __bool__(self) -> NoReturn:
        raise TypeError("a verdict has three values: combine verdicts with & and |")

    def __and__(self, other: Verdict) -> Verdict:
        """Both must be kept: the first denial, else the first unknown."""
        return all_of((self, other))

    def __or__(self, other: Verdict) -> Verdict:
        """One is enough: an allowance, else the first unknown, else a denial that names both."""
        return any_of((self, other))

    def unless(self, excused: Truth, unknown: Unknown | None = None) -> Verdict:
        """This verdict, unless the resource is excused from it.

        Args:
            excused: TRUE allows; UNKNOWN turns a denial into an unknown.
            unknown: what would decide whether it is excused; by default nothing is named.
        """
        if excused is Truth.TRUE:
            return Verdict(Outcome.ALLOW, self.spot)
        if excused is Truth.UNKNOWN and self.outcome is Outcome.DENY:
            return self._as_unknown(unknown or self.unknown or _OPEN)
        return self

    def when(self, applies: Truth, unknown: Unknown | None = None) -> Verdict:
        """This verdict where a condition holds; elsewhere the policy does not apply."""
        if applies is Truth.FALSE:
            return Verdict(Outcome.ALLOW, self.spot, idle=True)
        return self.unless(~applies, unknown)

    def at(self, severity: Severity) -> Verdict:
        """This verdict with a severity of its own, where the consequence here is another than the policy's."""
        return self._as(severity=severity)

    def because(self, unknown: Unknown) -> Verdict:
        """This verdict with another value that would decide it."""
        return self._as(unknown=unknown)

    def said(self, words: str) -> Verdict:
        """This verdict with words at the end of all that it says."""
        if self.besides:
            return self._as(besides=(*self.besides[:-1], self.besides[-1].said(words)))
        return self._as(detail=f"{self.detail}, {words}" if self.detail else words)

    def about(self, owner: Placed) -> Verdict:
        """This verdict where it stands, of another resource that it puts at fault.

        Args:
            owner: the resource that reports name and whose identity the finding has.
        """
        return self._as(spot=Spot(self.spot.resource, self.spot.path, owner.spot.about))

    def _as_unknown(self, unknown: Unknown | None) -> Verdict:
        return self._as(outcome=Outcome.UNKNOWN, unknown=unknown)

    def _as(self, **changes: Any) -> Verdict:
        kept = {name: getattr(self, name) for name in self.__slots__}
        return Verdict(**kept | changes)

    def __repr__(self) -> str:
        return f"<{self.outcome.value} at {self.spot.path!r}: {self.detail}>"


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's conjunction: the first denial, else the first unknown, else an allowance.

    Raises:
        ValueError: for no verdicts at all; the caller knows what that means.
    """
    return _pick(verdicts, (Outcome.DENY, Outcome.UNKNOWN, Outcome.ALLOW))


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's disjunction: an allowance, else the first unknown, else one denial that names every one.

    Raises:
        ValueError: for no verdicts at all; the caller knows what that means.
    """
    seen = list(verdicts)
    best = _pick(seen, (Outcome.ALLOW, Outcome.UNKNOWN, Outcome.DENY))
    if best.outcome is not Outcome.DENY or len(seen) == 1:
        return best
    others = (item for verdict in seen if verdict is not best for item in (verdict, *verdict.besides))
    return best._as(besides=(*best.besides, *others))  # noqa: SLF001 - the same module


def _pick(verdicts: Iterable[Verdict], order: tuple[Outcome, ...]) -> Verdict:
    best: Verdict | None = None
    for verdict in verdicts:
        if best is None or order.index(verdict.outcome) < order.index(best.outcome):
            best = verdict
        elif best.idle and verdict.outcome is best.outcome:
            # what was looked at says more than what does not apply
            best = verdict
        if best.outcome is order[0] and not best.idle:
            break
    if best is None:
        raise ValueError("no verdicts to combine")
    return best


def weaken(verdicts: Iterable[Verdict], unknown: Unknown) -> Verdict:
    """The verdict over alternatives of which nobody knows which one holds.

    The common outcome where all agree, else an unknown.
    """
    seen = list(verdicts)
    first = seen[0]
    if all(verdict.outcome is first.outcome for verdict in seen):
        return first
    worst = _pick(seen, (Outcome.DENY, Outcome.UNKNOWN, Outcome.ALLOW))
    return worst._as_unknown(unknown)  # noqa: SLF001 - the same module
