"""What one judging command works with: its settled options, its policies, the trees, the terms of the gate."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from groundrule import registry, selection
from groundrule.cli.options import Option
from groundrule.cli.progress import Progress
from groundrule.discovery import Found, at_revision, discover
from groundrule.errors import InputError, UsageError
from groundrule.finding import Finding, Run, order, spans_of
from groundrule.gate.marks import marked_sources
from groundrule.gate.rules import RULES
from groundrule.loading import Inputs, Sources, scan_root
from groundrule.policy import Policy, Severity
from groundrule.profile.model import DEFAULT, ENFORCE, Profile
from groundrule.report import formats
from groundrule.run import run
from groundrule.secrecy import agree
from groundrule.settings.settled import settle, trusted_ref
from groundrule.tree import DISK, Tree

if TYPE_CHECKING:
    from groundrule.cloudformation.parameters import Given
    from groundrule.gate.governance import Governance
    from groundrule.gate.waivers import Desk
    from groundrule.git import Commit
    from groundrule.ignoring import Excluded


class Session:
    """One run of a judging command; a context manager, since it may have git read for it.

    Args:
        given: of the command line.
        table: the options that settings may settle.
        own: the command's other options.

    Attributes:
        values: every option's value.
        profile: what the organisation asks for.
        known: all policies that there are, with the severities that count.
        chosen: those that are asked, with the rules about ignores.

    Raises:
        UsageError: anything that was given or set is wrong.
    """

    def __init__(self, given: Mapping[str, Any], table: Sequence[Option], own: Sequence[Option] = ()) -> None:
        self._stack = ExitStack()
        # what is on the disk, once it has been judged
        self._present: Sources | None = None
        self._judged: tuple[Finding, ...] = ()
        try:
            self._open(given, table, own)
        except BaseException:
            self._stack.close()
            raise

    def _open(self, given: Mapping[str, Any], table: Sequence[Option], own: Sequence[Option]) -> None:
        named = trusted_ref(given, os.environ)
        self._trusted = self.revision(named, "--trusted-ref") if named else None
        self._settled = settle(given, os.environ, table, self._trusted)
        self.values = {**self._settled.values, **_own_values(given, own)}
        self.profile, self.known = self._profile((*_load(self._policy_directories()), *RULES))
        wanted = self.values["select"] or self.profile.select
        self.chosen = selection.select(self.known, wanted, [*self.profile.ignore, *self.values["ignore"]])

    def _profile(self, known: tuple[Policy, ...]) -> tuple[Profile, tuple[Policy, ...]]:
        """The profile that is named, with what the settings say in addition, and the policies as it grades them."""
        tables = self._settled.tables
        name = self.values["profile"]
        if name == DEFAULT.name and not tables:
            return DEFAULT, known
        from groundrule.profile import applied, read

        found = read.read(name, self.tree)
        applied.check(found.files, tables, known)
        profile = read.extended_by(found.profile, tables)
        return profile, applied.regraded(known, profile)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def tree(self) -> Tree:
        """Where waivers and baselines are read."""
        return self._settled.tree

    def titles(self) -> Mapping[str, str]:
        """The titles of the profile's requirements by their ids."""
        from groundrule.profile import catalogue

        return catalogue.titles(catalogue.of_profile(self.profile, self.tree))

    @property
    def added(self) -> tuple[str, ...]:
        """The tables in which the settings say something else than the profile."""
        return tuple(sorted(self._settled.tables))

    @property
    def is_trusting(self) -> bool:
        """Whether a revision is trusted instead of the tree."""
        return self._trusted is not None

    def revision(self, name: str, flag: str) -> Commit:
        """A revision of the repository, open as long as the session."""
        from groundrule.git import Commit

        return self._stack.enter_context(Commit(name, flag))

    # -- policies ----------------------------------------------------------------------------------------

    def _policy_directories(self) -> list[Path]:
        return [self._policy_directory(text) for text in self.values["policies"]]

    def _policy_directory(self, text: str) -> Path:
        if self._trusted is not None and self._trusted.holds(text):
            if not self._trusted.is_directory(text):
                raise UsageError(f"--policies {text}: {self._trusted.revision} has no such directory")
            return _written_out(text, self._trusted, self._stack)
        if not os.path.isdir(text):
            raise UsageError(f"--policies {text}: there is no such directory")
        return Path(text)

    @property
    def asked(self) -> tuple[Policy, ...]:
        """The chosen policies that are functions over resources."""
        return tuple(policy for policy in self.chosen if policy not in RULES)

    # -- judging -----------------------------------------------------------------------------------------

    def judge(self, tree: Tree = DISK, moved: Mapping[str, str] = {}) -> Run:
        """Judge what is named in a tree; nothing is waived yet.

        Args:
            tree: the disk or a revision.
            moved: the roots of a revision that lie elsewhere since.
        """
        values = self.values
        found = self._found(tree)
        if tree is not DISK:
            found = at_revision(found, moved, tree)
        inputs = inputs_of(values, tree)
        sources = Sources(found, tree, is_remembered=bool(values.get("diff")), since=self._present)
        with Progress() as progress:
            if values["env"]:
                from groundrule.environments import run_environments

                environments = _environments(values["env"], inputs, tree)
                outcome = run_environments(
                    found,
                    self.asked,
                    environments,
                    progress,
                    sources,
                    surroundings=self._shows_surroundings,
                    parameters=self.profile.parameters,
                )
            else:
                outcome = run(
                    found,
                    self.asked,
                    inputs,
                    progress,
                    sources,
                    surroundings=self._shows_surroundings,
                    parameters=self.profile.parameters,
                )
        if tree is DISK:
            self._present, self._judged = sources, outcome.findings
        else:
            outcome = self._with_the_same(outcome, sources)
        if found.others:
            outcome = self._with_files(outcome, found, tree)
        if values["with_cfn_lint"]:
            outcome = self._with_cfn_lint(outcome, found, tree)
        agree(spans_of(outcome.findings))
        return outcome

    def _with_the_same(self, outcome: Run, sources: Sources) -> Run:
        """A run over a revision with what is found in the roots that were not judged again."""
        same = (item for item in self._judged if item.dialect == "terraform" and item.root in sources.same)
        return outcome._replace(findings=tuple(sorted((*outcome.findings, *same), key=order)))

    def _with_files(self, outcome: Run, found: Found, tree: Tree) -> Run:
        from groundrule.files.search import Search
        from groundrule.terraform.reading import TreeReader

        reader = TreeReader(scan_root([os.path.dirname(path) or "." for path in found.others]), tree)
        search = Search(self.asked, reader, texts=self.values["secrets_in_all_files"])
        return search.added_to(outcome, found.others)

    def _with_cfn_lint(self, outcome: Run, found: Found, tree: Tree) -> Run:
        from groundrule.cloudformation.cfn_lint import matches

        added = matches(found.candidates, self.values["region"], selection.foreign_rules(self.values["ignore"]), tree)
        skipped = tuple(sorted({*outcome.coverage.skipped, *added.skipped}))
        return outcome._replace(
            findings=tuple(sorted((*outcome.findings, *added.findings), key=order)),
            coverage=outcome.coverage._replace(skipped=skipped),
        )

    def _found(self, tree: Tree) -> Found:
        paths = self.values["paths"]
        if not self.values.get("from_filenames"):
            return discover(paths or ["."], tree, self._excluded, every=self.values["secrets_in_all_files"])
        from groundrule.touched import from_filenames

        excluded = self._excluded
        if excluded is not None and excluded.even_named:
            paths = [path for path in paths if not excluded.holds(path, is_directory=False)]
        return from_filenames(paths, every=self.values["secrets_in_all_files"])

    @property
    def _shows_surroundings(self) -> bool:
        """Whether a report shows what a finding's resource is tied to."""
        if "from_filenames" not in self.values:
            return False
        written = (text.partition("=")[0] for text in self.values["output"])
        return not formats.WITH_NEIGHBOURS.isdisjoint({self.values["format"], *written})

    @cached_property
    def _excluded(self) -> Excluded | None:
        if not self.values["exclude"]:
            return None
        from groundrule.ignoring import Excluded

        base = self._settled.bases.get("exclude", ".")
        return Excluded(self.values["exclude"], base, even_named=self.values["force_exclude"])

    # -- the gate ----------------------------------------------------------------------------------------

    @cached_property
    def governance(self) -> Governance:
        """The organisation's rules about ignores and waivers."""
        from groundrule.gate.governance import Governance

        table = self.profile.governance
        word = table.get("require-approver")
        return Governance(
            require_reason=table.get("require-reason", False),
            require_approver=Severity[word.upper()] if word else None,
            approvers=tuple(table.get("approvers", ())),
            longest={Severity[name.upper()]: days for name, days in table.get("longest", {}).items()},
            unwaivable=frozenset(selection.named(self.known, table.get("unwaivable", ()))),
        )

    def with_ignores(self, outcome: Run) -> Run:
        """The run with the findings waived that ignores in the files keep."""
        if self.values["no_ignores"]:
            return outcome
        foreign = not self.values["no_foreign_ignores"]
        sources = marked_sources(outcome, foreign=foreign)
        if not sources:
            return outcome
        from groundrule.gate import ignores
        from groundrule.gate.governance import today

        terms = ignores.Terms(self.governance, today(), self.chosen, self.known, foreign, self.values["workspace"])
        return ignores.apply(outcome, sources, terms)

    def with_notices(self, outcome: Run) -> Run:
        """The run with the findings marked that the profile only tells of."""
        if not self.profile.modes and self.profile.mode == ENFORCE:
            return outcome
        from groundrule.profile.applied import noticed

        told = noticed(self.known, self.profile)
        return outcome._replace(findings=tuple(f._replace(is_notice=f.policy.id in told) for f in outcome.findings))

    @cached_property
    def waivers_path(self) -> str | None:
        """The file of waivers: the named one, or the nearest."""
        if self.values["waivers"] or self.values["isolated"]:
            return self.values["waivers"] or None
        from groundrule.settings.files import nearest

        return nearest("groundrule-waivers.yaml", self.tree)

    def desk(self) -> Desk | None:
        """Who holds findings against the waivers; None where there are none."""
        if self.waivers_path is None:
            return None
        from groundrule.gate import waivers
        from groundrule.gate.governance import today

        return waivers.Desk(waivers.read(self.waivers_path, self.tree), self.governance, today())


def settled(given: Mapping[str, Any], table: Sequence[Option], own: Sequence[Option]) -> dict[str, Any]:
    """The values of a command that does not judge.

    Args:
        given: of the command line.
        table: the options that settings may settle.
        own: all of the command's options.
    """
    return {**settle(given, os.environ, table).values, **_own_values(given, _without(own, table))}


def _without(own: Iterable[Option], table: Sequence[Option]) -> list[Option]:
    return [option for option in own if option not in table]


def _own_values(given: Mapping[str, Any], own: Iterable[Option]) -> dict[str, Any]:
    values = {option.name: given[option.name] for option in own}
    return {**values, **{option.name: option.default for option in own if values[option.name] is None}}


def _load(directories: Sequence[Path]) -> tuple[Policy, ...]:
    return registry.load([registry.bundled(), *directories])


def _written_out(directory: str, commit: Commit, stack: ExitStack) -> Path:
    """A revision's directory of policies as files, for as long as the stack is open."""
    from tempfile import TemporaryDirectory

    top = Path(stack.enter_context(TemporaryDirectory(prefix="groundrule-")))
    pending = [""]
    while pending:
        inside = pending.pop()
        for name, is_directory in commit.entries(os.path.join(directory, inside)):
            path = os.path.join(inside, name)
            if is_directory:
                pending.append(path)
            elif name.endswith(".py"):
                (top / inside).mkdir(parents=True, exist_ok=True)
                (top / path).write_bytes(commit.content(os.path.join(directory, path)))
    return top


# -- inputs ----------------------------------------------------------------------------------------------


def inputs_of(options: Mapping[str, Any], tree: Tree = DISK) -> Inputs:
    """The values from outside that a command line names; not every command has the options of templates.

    Args:
        options: the values.
        tree: where the files lie; what a revision did not have yet gives nothing there.

    Raises:
        UsageError: a file that is not there, or no NAME=VALUE.
    """
    parameters: dict[str, str] = {}
    tags: dict[str, str] = {}
    for path in options.get("parameter_file", ()):
        given = _parameters("--parameter-file", path, tree)
        parameters |= given.parameters
        tags |= given.tags
    return Inputs(
        var_files=tuple(path for path in options["var_file"] if _is_there("--var-file", path, tree)),
        variables=dict(pair("--var", text) for text in options["var"]),
        workspace=options["workspace"],
        environment=os.environ if options["tf_env"] else {},
        parameters=parameters | dict(pair("--parameter", text) for text in options.get("parameter", ())),
        region=options.get("region", ""),
        account=options.get("account", ""),
        tags=tags,
    )


def _environments(texts: Sequence[str], base: Inputs, tree: Tree) -> dict[str, Inputs]:
    """Each environment's inputs: what the command line gives for all, and its own files."""
    found: dict[str, Inputs] = {}
    for text in texts:
        name, path = pair("--env", text)
        inputs = found.setdefault(name, base)
        if not _is_there(f"--env {name}", path, tree):
            continue
        if path.endswith((".tfvars", ".tfvars.json")):
            found[name] = inputs._replace(var_files=(*inputs.var_files, path))
        else:
            given = _parameters(f"--env {name}", path, tree)
            found[name] = inputs._replace(
                parameters={**inputs.parameters, **given.parameters, **base.parameters},
                tags={**inputs.tags, **given.tags},
            )
    return found


def _is_there(flag: str, path: str, tree: Tree) -> bool:
    if tree.is_file(path):
        return True
    if tree is DISK:
        raise UsageError(f"{flag} {path}: there is no such file")
    return False


def _parameters(flag: str, path: str, tree: Tree) -> Given:
    from groundrule.cloudformation.parameters import Given, read

    if not _is_there(flag, path, tree):
        return Given({}, {})
    try:
        return read(path, tree)
    except InputError as error:
        raise UsageError(f"{flag} {path}: {error}") from error


def pair(flag: str, text: str) -> tuple[str, str]:
    """The two sides of a NAME=VALUE.

    Raises:
        UsageError: it is none.
    """
    name, equals, value = text.partition("=")
    if not equals or not name:
        # without a name before it, it may be the value
        raise UsageError(f"{flag}: expected NAME=VALUE")
    return name, value
