"""What was found → the graphs of its root modules, plans and templates."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from groundrule.discovery import TEMPLATES, TERRAFORM, Found
from groundrule.errors import InputError
from groundrule.graph import Gap, Graph, Skipped
from groundrule.source import Source
from groundrule.tree import DISK, Tree, repository_root

if TYPE_CHECKING:
    from groundrule.cloudformation.files import Files
    from groundrule.cloudformation.load import Inputs as Templates
    from groundrule.cloudformation.survey import Deployment
    from groundrule.terraform.asked import AskedModules
    from groundrule.terraform.directory import Modules


class Inputs(NamedTuple):
    """What templates are given from outside.

    Attributes:
        var_files: tfvars files, relative to the working directory.
        variables: Terraform variables by name.
        workspace: `terraform.workspace`.
        environment: the process's environment where its `TF_VAR_…` variables count.
        parameters: CloudFormation parameters by name.
        region: `AWS::Region`; empty where it is not known.
        account: `AWS::AccountId`; empty where it is not known.
        tags: the tags of CloudFormation stacks.
    """

    var_files: tuple[str, ...] = ()
    variables: Mapping[str, str] = {}
    workspace: str = "default"
    environment: Mapping[str, str] = {}
    parameters: Mapping[str, str] = {}
    region: str = ""
    account: str = ""
    tags: Mapping[str, str] = {}


class Loaded(NamedTuple):
    """One document that was read: its graph, or why there is none."""

    graph: Graph | None
    files: int
    skipped: tuple[Skipped, ...] = ()
    crashed: bool = False
    template: Source | None = None


class Sources:
    """The parsed modules of a run, which several environments share.

    Args:
        found: modules and templates.
        tree: where they lie.
        is_remembered: whether it is remembered what each root asks for.
        since: a run over another tree, which remembers. Roots for which everything is as it was there are not judged.

    Attributes:
        asked: where it is remembered, what each root asked for, by its directory.
        same: the directories of the roots that are not judged.
    """

    def __init__(
        self, found: Found, tree: Tree = DISK, *, is_remembered: bool = False, since: Sources | None = None
    ) -> None:
        self.found = found
        self.tree = tree
        self.asked: dict[str, AskedModules] = {}
        self.same: set[str] = set()
        self._is_remembered = is_remembered
        self._since = since

    @cached_property
    def modules(self) -> Modules:
        """The modules' sources and declarations."""
        from groundrule.terraform.directory import Modules
        from groundrule.terraform.reading import TreeReader

        reader = TreeReader(scan_root(self.found.modules), self.tree)
        if self._since is None or not self._since.found.modules:
            return Modules(reader)
        from groundrule.terraform.asked import ModulesSince

        return ModulesSince(reader, self._since.modules)

    @cached_property
    def roots(self) -> set[str]:
        """The directories of the root modules."""
        from groundrule.terraform.load import local_calls

        return _roots({directory: local_calls(directory, self.modules) for directory in self.found.modules})

    def modules_of(self, root: str) -> Modules:
        """The modules as a root is to ask for them."""
        if not self._is_remembered:
            return self.modules
        from groundrule.terraform.asked import AskedModules

        return self.asked.setdefault(root, AskedModules(self.modules))

    def is_same(self, root: str) -> bool:
        """Whether a root is, and is given, what it was in the other run."""
        if root in self.same:
            return True
        asked = self._since.asked.get(root) if self._since is not None else None
        # a plan that lies there is judged together with the root
        has_plan = any(directory_of(path) == root and path.endswith(".json") for path in self.found.candidates)
        if asked is None or has_plan:
            return False
        if not asked.would_hear_the_same(self.modules):
            return False
        self.same.add(root)
        return True


def directory_of(path: str) -> str:
    """The directory that a file lies in."""
    return os.path.dirname(path) or "."


def load(sources: Sources, inputs: Inputs) -> Iterator[Loaded]:
    """The graph of every root module and template, one after the other."""
    if sources.found.modules:
        yield from _terraform(sources, inputs)
    if sources.found.candidates:
        yield from _templates(sources, inputs)


def _terraform(sources: Sources, inputs: Inputs) -> Iterator[Loaded]:
    from groundrule.terraform import load as terraform
    from groundrule.terraform.directory import configuration_files
    from groundrule.terraform.variables import Inputs as Variables

    modules = sources.modules
    variables = Variables(inputs.var_files, inputs.variables, inputs.workspace, inputs.environment)
    declared: set[str] = set()
    for directory in sources.found.modules:
        files = len(configuration_files(list(modules.sources.list(directory))))
        if directory not in sources.roots:
            yield Loaded(None, files)
            continue
        declared |= modules.declarations(directory).variables.keys()
        if sources.is_same(directory):
            yield Loaded(None, files)
            continue
        try:
            yield Loaded(terraform.load_root(directory, sources.modules_of(directory), variables), files)
        except Exception as error:  # noqa: BLE001 - one module must not lose the others
            yield _crashed(directory, files, error)
    strange = [name for name in inputs.variables if name not in declared]
    reason = "no root module declares this variable"
    yield Loaded(None, 0, tuple(Gap(f"--var {name}", 0, reason) for name in strange))


def _roots(calls: Mapping[str, Sequence[str]]) -> set[str]:
    """The modules that are judged by themselves: those that nobody calls, and one of each circle."""
    called = {target for targets in calls.values() for target in targets}
    roots = [directory for directory in calls if directory not in called]
    reached: set[str] = set()
    for directory in [*roots, *calls]:
        if directory in reached:
            continue
        if directory in called:
            roots.append(directory)
        pending = [directory]
        while pending:
            current = pending.pop()
            if current not in reached:
                reached.add(current)
                pending += calls.get(current, ())
    return set(roots)


def scan_root(directories: Sequence[str]) -> str:
    """What may be read: the repository, or what holds all directories outside of one."""
    common = os.path.commonpath([os.path.abspath(directory) for directory in directories])
    return os.path.relpath(repository_root(common) or common)


def _plan(path: str, sources: Sources, inputs: Inputs) -> list[Loaded]:
    """A Terraform plan; nothing for any other file."""
    if not path.endswith(".json"):
        return []
    from groundrule.terraform.sniff import recognised

    try:
        source = recognised(path, sources.tree)
        if source is None:
            return []
        from groundrule.terraform.plan import load_plan

        beside = _beside(os.path.dirname(path) or ".", sources, inputs)
        return [Loaded(load_plan(source, beside, is_given=path in sources.found.given), 1)]
    except InputError as error:
        return [Loaded(None, 1, (Skipped.of(error),))]
    except Exception as error:  # noqa: BLE001 - one plan must not lose the others
        return [_crashed(path, 1, error)]


def _beside(directory: str, sources: Sources, inputs: Inputs) -> Graph | None:
    """The graph of the root module that a plan lies in, for the places of what it plans."""
    from groundrule.terraform import load as terraform
    from groundrule.terraform.directory import Modules
    from groundrule.terraform.reading import TreeReader
    from groundrule.terraform.variables import Inputs as Variables

    modules = sources.modules if sources.found.modules else Modules(TreeReader(scan_root([directory]), sources.tree))
    if modules.declarations(directory).is_empty:
        return None
    variables = Variables(inputs.var_files, inputs.variables, inputs.workspace, inputs.environment)
    return terraform.load_root(directory, modules, variables)


def _templates(sources: Sources, inputs: Inputs) -> Iterator[Loaded]:
    """Every plan, and every template that no other one calls, once for each of its deployments."""
    from groundrule.cloudformation.files import Files
    from groundrule.cloudformation.survey import Deployment, survey

    candidates = sources.found.candidates
    files = Files(scan_root([os.path.dirname(path) or "." for path in candidates]), sources.tree)
    found = survey(candidates, files)
    yield Loaded(None, 0, tuple(found.skipped))
    roots = _roots(found.calls)
    for path in found.calls:
        planned = _plan(path, sources, inputs)
        yield from planned
        if path in roots and not planned:
            deployments = found.deployments.get(path) or [Deployment()]
            for number, deployment in enumerate(deployments):
                for loaded in _template(path, deployment, inputs, files):
                    yield loaded if number == 0 else loaded._replace(files=0)


def _deployed(inputs: Inputs, deployment: Deployment) -> Templates:
    """What a template is given; the command line has the last word."""
    from groundrule.cloudformation.load import Inputs as Given

    return Given(
        {**deployment.parameters, **inputs.parameters},
        inputs.region or deployment.region,
        inputs.account or deployment.account,
        {**deployment.tags, **inputs.tags},
    )


def _template(path: str, deployment: Deployment, inputs: Inputs, files: Files) -> Iterator[Loaded]:
    from groundrule.cloudformation.sniff import recognised

    try:
        source = recognised(path, files.tree)
        if source is None:
            return
        from groundrule.cloudformation import load as cloudformation

        graph = cloudformation.load(source, _deployed(inputs, deployment), files)
        if graph is not None:
            yield Loaded(graph, 1, template=source)
            yield from (Loaded(None, 0, template=other) for other in _nested(graph, source))
    except InputError as error:
        yield Loaded(None, 1, (Skipped.of(error),))
    except Exception as error:  # noqa: BLE001 - one template must not lose the others
        yield _crashed(path, 1, error)


def _nested(graph: Graph, root: Source) -> Iterable[Source]:
    """The templates that a template calls: they may hold ignores too."""
    sources = {resource.header.path: resource.header.source for resource in graph.resources}
    return (source for path, source in sources.items() if path != root.path)


def _crashed(path: str, files: int, error: Exception) -> Loaded:
    """The linter's own failure on one module or template; the text of the error may hold a value and is not told."""
    if os.environ.get("GROUNDRULE_TRACEBACK"):
        raise error
    reason = f"groundrule itself failed here ({type(error).__name__}): set GROUNDRULE_TRACEBACK=1 to see where"
    return Loaded(None, files, (Skipped(path, 0, reason),), crashed=True)


def load_alone(path: Path, inputs: Inputs | None = None) -> Iterator[Graph]:
    """The graphs of one file as if nothing lay beside it, or of one directory.

    Args:
        path: the file or directory.
        inputs: values from outside; nothing by default.

    Raises:
        InputError: it can't be read.
    """
    name = os.path.relpath(path).replace(os.sep, "/")
    if path.is_file() and not name.endswith((*TERRAFORM, *TEMPLATES)):
        from groundrule.files.reading import graph_of

        other = graph_of(name, path.read_bytes())
        if other is not None:
            yield other
        return
    if path.is_file() and not name.endswith(TERRAFORM):
        found = Found((), (name,), frozenset())
    elif path.is_dir():
        found = Found((name,), (), frozenset())
    else:
        yield _alone(name)
        return
    for loaded in load(Sources(found), inputs or Inputs()):
        for skipped in loaded.skipped:
            raise InputError(skipped.reason, skipped.path, skipped.line)
        if loaded.graph is not None:
            yield loaded.graph


def _alone(name: str) -> Graph:
    from groundrule.terraform import load as terraform
    from groundrule.terraform.directory import Modules
    from groundrule.terraform.reading import SingleReader, TreeReader

    directory = os.path.dirname(name) or "."
    return terraform.load_root(directory, Modules(SingleReader(TreeReader(directory), name)))
