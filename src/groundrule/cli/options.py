"""Every option of `groundrule check`, defined once.

Two readers take them from here: `arguments`, which reads ordinary command lines at once, and `app`, which leaves
everything else (help, mistakes, completion) to typer. Importing typer takes longer than judging a small file.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from groundrule.report.evidence import MODULES as EVIDENCE_MODULES
from groundrule.report.formats import MODULES


class Option(NamedTuple):
    """One option.

    Attributes:
        name: as the commands know it; the flag is made of it.
        help: for people.
        kind: `flag` takes no value, `value` takes one, `list` may be repeated.
        default: of a `value`.
        choices: the values that there are; empty where any text will do.
        metavar: what stands for the value in the help.
        short: a one-letter flag.
    """

    name: str
    help: str
    kind: Literal["flag", "value", "list"] = "value"
    default: str = ""
    choices: tuple[str, ...] = ()
    metavar: str = "TEXT"
    short: str = ""

    @property
    def flag(self) -> str:
        """The long flag."""
        return "--" + self.name.replace("_", "-")


SEVERITIES: Final = ("info", "low", "medium", "high", "critical")

VARIABLES: Final = (
    Option("var_file", "A tfvars file for every Terraform root.", kind="list", metavar="FILE"),
    Option("var", "A Terraform variable.", kind="list", metavar="NAME=VALUE"),
    Option("tf_env", "Let the environment's `TF_VAR_…` variables count, as Terraform does.", kind="flag"),
    Option("workspace", "What `terraform.workspace` is.", default="default", metavar="NAME"),
)
INPUTS: Final = (
    *VARIABLES,
    Option("parameter_file", "A file of parameters for every template.", kind="list", metavar="FILE"),
    Option("parameter", "A CloudFormation parameter.", kind="list", metavar="NAME=VALUE"),
    Option("region", "What `AWS::Region` is.", metavar="NAME"),
    Option("account", "What `AWS::AccountId` is.", metavar="ID"),
)
_CHOOSING: Final = (
    Option(
        "select",
        "Run these policies instead of the default ones: ids, categories, severities, requirements, other"
        " linters' ids, or `all`. May be repeated or separated by commas.",
        kind="list",
        metavar="NAMES",
    ),
    Option("ignore", "Leave these policies out; named as for --select.", kind="list", metavar="NAMES"),
    Option(
        "policies",
        "Also run the policies in this directory: its Python modules are executed.",
        kind="list",
        metavar="DIRECTORY",
    ),
)
PROFILE: Final = Option(
    "profile",
    "What the organisation asks for: `default`, `cuimc`, `stanford`, or a file of its own.",
    default="default",
    metavar="NAME|FILE",
)
_ENVIRONMENTS: Final = Option(
    "env",
    "Judge everything under the inputs of a file, once for each name: a tfvars file, or a file of parameters"
    " for templates. May be repeated.",
    kind="list",
    metavar="NAME=FILE",
)
_TRUST: Final = (
    Option("isolated", "Take no settings from files, and no waivers that are not named.", kind="flag"),
    Option(
        "trusted_ref",
        "Take settings, waivers, baseline and local policies from this revision, not from the tree under judgement.",
        metavar="REF",
    ),
)
_SCOPE: Final = (
    Option(
        "secrets_in_all_files",
        "Search every text file for secrets, not only Terraform and templates; what git ignores, binary files and"
        " files over 1 MiB are passed over.",
        kind="flag",
    ),
    Option(
        "exclude",
        "Leave these files and directories out; a pattern as in a .gitignore.",
        kind="list",
        metavar="PATTERN",
    ),
    Option("force_exclude", "Leave them out also where they are named.", kind="flag"),
    *_TRUST,
)
_KEPT: Final = (
    Option("waivers", "The file of waivers; by default the nearest `groundrule-waivers.yaml`.", metavar="FILE"),
    Option("no_ignores", "Honour no ignore that stands in the scanned files.", kind="flag"),
    Option("no_foreign_ignores", "Honour no ignore that is written for another linter.", kind="flag"),
)
_KNOWN: Final = Option("baseline", "Keep the findings out that this file knows.", metavar="FILE")
# what every command that judges has in common
_PEER: Final = Option("with_cfn_lint", "Add what cfn-lint says of the templates, as `cfn-lint:RULE`.", kind="flag")
JUDGING: Final = (PROFILE, *_CHOOSING, *INPUTS, _ENVIRONMENTS, _PEER, *_SCOPE, *_KEPT)
CHECK: Final = (
    Option("format", "How to report on standard output.", default="text", choices=tuple(MODULES), short="-f"),
    Option(
        "output",
        "Write a report to a file as well, e.g. `json=report.json`. May be repeated.",
        kind="list",
        metavar="FORMAT=FILE",
        short="-o",
    ),
    PROFILE,
    *_CHOOSING,
    Option("fail_on", "The severity from which on findings fail the run.", default="low", choices=SEVERITIES),
    Option(
        "unknown",
        "What unknown verdicts do: leave them out, report them, or fail the run like findings.",
        default="warn",
        choices=("ignore", "warn", "fail"),
    ),
    Option(
        "from_filenames",
        "The paths are changed files: judge their whole modules and those that call them, and report what the change"
        " touches. Files that are gone, or neither Terraform nor templates, are passed over.",
        kind="flag",
    ),
    Option("exit_zero", "Exit with 0 even where there are findings.", kind="flag"),
    *INPUTS,
    _ENVIRONMENTS,
    Option(
        "diff",
        "Let only what the changes since this revision bring in count; `main...` is where HEAD left main.",
        metavar="REF",
    ),
    _PEER,
    _KNOWN,
    Option("update_baseline", "Take what is no longer found out of the baseline.", kind="flag"),
    *_SCOPE,
    *_KEPT,
    Option("color", "Colour the report.", default="auto", choices=("auto", "always", "never")),
)
BASELINE: Final = (
    Option("output", "Where to write the baseline.", default="groundrule-baseline.json", metavar="FILE", short="-o"),
    *JUDGING,
)
WAIVERS: Final = (
    Option("format", "How to print the report.", default="text", choices=("text", "json"), short="-f"),
    Option("within", "An expiry within so many days is soon.", default="30", metavar="DAYS"),
    *JUDGING,
)
REQUIREMENTS: Final = (
    Option("format", "How to print the matrix.", default="text", choices=("text", "json", "markdown"), short="-f"),
    PROFILE,
    *_CHOOSING,
    *_TRUST,
)
# what settings may say of it
EVIDENCE_TERMS: Final = (
    _KNOWN._replace(help="Mark the findings that this file knows; they count none the less."),
    *JUDGING,
)
EVIDENCE: Final = (
    Option(
        "format",
        "A page to print and sign, OSCAL assessment results, a table, or all of it for scripts.",
        default="html",
        choices=tuple(EVIDENCE_MODULES),
        short="-f",
    ),
    Option("output", "The file to write; standard output by default.", metavar="FILE", short="-o"),
    Option("attestations", "A file of signed statements for what no template can show.", metavar="FILE"),
    *EVIDENCE_TERMS,
)
EVAL: Final = (
    Option("root", "The root module's directory.", default=".", metavar="DIRECTORY"),
    Option(
        "format",
        "How to answer: for people, or one JSON object a line.",
        default="text",
        choices=("text", "jsonl"),
        short="-f",
    ),
    *VARIABLES,
)
GRAPH: Final = (
    Option("root", "A root module's directory, or a template.", default=".", metavar="PATH"),
    Option("format", "How to print the graph.", default="json", choices=("json", "dot", "mermaid"), short="-f"),
    *INPUTS,
)
