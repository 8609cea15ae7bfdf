"""Terraform itself: what lets the deployed configuration drift from the one that is written."""

from collections.abc import Iterator
from typing import Final

from groundrule.policy import ANY, HIGH, LOW, MEDIUM, Attribute, Category, Partial, Resource, Truth, Verdict, policy

_CLOUD_TOOLS: Final = frozenset({"aws", "az", "bq", "eksctl", "gcloud", "gsutil"})
_COMMAND_ENDS: Final = ("&&", "||", ";", "|", "$(", "`", "(")
_BRANCHES: Final = frozenset({"develop", "head", "main", "master", "trunk"})


@policy(
    id="changes-ignored-altogether",
    severity=MEDIUM,
    category=Category.HYGIENE,
    requirements=("CUIMC-26",),
    resources=(ANY,),
    default=False,
)
def changes_ignored_altogether(resource: Resource) -> Verdict | None:
    """Resource ignores every change of its configuration.

    With `ignore_changes = all` nothing that is written here is ever applied again, and whatever somebody changes by
    hand stays. The code then describes something that is not there.

    Fix:
        List the attributes that something else changes on purpose.

    Never unknown:
        `ignore_changes` takes names, which are never computed.

    Sources:
        https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes
    """
    if resource.dialect != "terraform":
        return None
    ignored = resource["lifecycle"]["ignore_changes"]
    return ignored.must(
        ~(ignored.is_("all") | ignored.contains("*")),
        "`{name}` covers everything, so that the code no longer says what is deployed",
        remedy="list the attributes that something else changes on purpose",
    )


@policy(
    id="provisioner-calls-cloud",
    severity=MEDIUM,
    category=Category.HYGIENE,
    requirements=("CUIMC-26",),
    resources=(ANY,),
    default=False,
)
def provisioner_calls_cloud(resource: Resource) -> Iterator[Verdict]:
    """Provisioner changes the cloud by its command line.

    What `aws`, `az` or `gcloud` make or change stands in no state: no plan shows it, nothing puts it right, and nobody
    deletes it with the rest.

    Fix:
        Declare what the command makes as a resource.

    Sources:
        https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax
    """
    if resource.dialect == "terraform":
        for provisioner in _elements(resource["provisioner"]):
            yield from provisioner["command"].each(_must_not_call)
            yield from provisioner["inline"].each(_must_not_call)


def _elements(attribute: Attribute) -> list[Attribute]:
    return [attribute[index] for index in range(len(attribute.data))] if isinstance(attribute.data, list) else []


def _must_not_call(command: Attribute) -> Verdict:
    return command.must(
        ~command.asks(_calls_cloud),
        "`{name}` changes the cloud outside of the state",
        remedy="declare what the command makes as a resource",
    )


def _calls_cloud(command: object) -> bool:
    """Whether a shell's text calls one of the clouds' tools; of a partly known one its beginning is read."""
    text = command.prefix if isinstance(command, Partial) else str(command)
    for end in _COMMAND_ENDS:
        text = text.replace(end, "\n")
    words = (line.split() for line in text.replace("\\\n", " ").splitlines())
    return any(_tool(line) in _CLOUD_TOOLS for line in words)


def _tool(words: list[str]) -> str:
    """The program that a command runs, after `sudo` and settings of the environment."""
    rest = (word for word in words if word != "sudo" and "=" not in word)
    return next(rest, "").rpartition("/")[2]


@policy(
    id="module-version-unpinned",
    severity=MEDIUM,
    category=Category.HYGIENE,
    requirements=("CUIMC-26",),
    resources=("module",),
    default=False,
)
def module_version_unpinned(call: Resource) -> Verdict | None:
    """Module is taken from elsewhere without a version.

    The next `init` may bring another module than the one that was reviewed, with resources that nobody asked for. A
    module of a registry has a `version`, one of a repository a `ref`; a branch is not a version.

    Fix:
        Give a `version`, or a `ref` that is a tag or a commit.

    Never unknown:
        Terraform wants both as plain texts; the coverage tells of a source that is not.

    Sources:
        https://developer.hashicorp.com/terraform/language/modules/sources
        https://developer.hashicorp.com/terraform/language/block/module#version
    """
    source = call["source"]
    kind = _kind(source.text) if source.text is not None else ""
    if kind == "registry":
        return call["version"].must(call["version"].is_set(), "the module has no `version`", remedy="give a `version`")
    if kind != "repository" or source.text is None:
        return None
    reference = _reference(source.text)
    return source.must(
        Truth.of(bool(reference) and reference.lower() not in _BRANCHES),
        f"`{{name}}` follows the branch `{reference}`" if reference else "`{name}` names no `ref`",
        remedy="add `?ref=` with a tag or a commit",
    )


def _kind(source: str) -> str:
    """`local`, `registry`, `repository`, or `archive` for what a web server or a bucket holds."""
    if source.startswith(("./", "../", "/")):
        return "local"
    host = source.partition("/")[0]
    repository = ("git::", "git@", "hg::", "github.com/", "bitbucket.org/", "ssh://")
    if source.startswith(repository) or ".git" in source:
        return "repository"
    if "::" in source or "://" in source:
        return "archive"
    parts = source.partition("//")[0].split("/")
    return "registry" if len(parts) == 3 or (len(parts) == 4 and "." in host) else "archive"


def _reference(source: str) -> str:
    query = source.partition("?")[2]
    pairs = (item.partition("=") for item in query.split("&"))
    return next((value for key, _, value in pairs if key in {"ref", "rev"}), "")


@policy(
    id="provider-version-unpinned",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-26",),
    resources=("terraform",),
    default=False,
)
def provider_version_unpinned(settings: Resource) -> Iterator[Verdict]:
    """Provider is required in whatever version there is.

    A new major version changes defaults and removes arguments: the same code then deploys something else.

    Fix:
        Give a `version`, such as `~> 6.0`, and commit the lock file.

    Sources:
        https://developer.hashicorp.com/terraform/language/providers/requirements#version-constraints
    """
    for block in _elements(settings["required_providers"]):
        for provider in block.entries():
            if isinstance(provider.data, dict):
                version = provider["version"]
                yield version.must(version.is_set(), "the provider has no `version`", remedy="give a `version`")
            else:
                yield provider.must_be_set()


def _of_root(settings: Resource) -> bool:
    return not settings.address.startswith("module.")


@policy(
    id="state-kept-locally",
    severity=MEDIUM,
    category=Category.HYGIENE,
    requirements=("CUIMC-26",),
    resources=("terraform", "provider.aws"),
    default=False,
)
def state_kept_locally(part: Resource) -> Verdict | None:
    """State lies on the machine that runs Terraform.

    Whoever runs it elsewhere starts from nothing and makes everything a second time, and the secrets of the state lie
    on a laptop. Only a root with a provider of its own is judged; a module for others has no state.

    Fix:
        Keep the state in a backend that all share, encrypted and locked.

    Never unknown:
        A backend's kind is written, and never computed.

    Sources:
        https://developer.hashicorp.com/terraform/language/backend
        https://developer.hashicorp.com/terraform/language/backend/local
    """
    settings = [other for other in part.others("terraform") if _of_root(other)]
    if not _of_root(part) or part != (settings or part.others("provider.aws"))[0]:
        return None
    for holder in settings:
        if holder["cloud"].written:
            return holder.allow()
        if holder["backend"].written:
            kind = holder["backend"]["type"]
            return kind.must(~kind.is_("local"), "the backend is `local`", remedy="use a backend that all share")
    if not any(_of_root(provider) for provider in part.others("provider.aws")):
        return None
    return part.deny("no backend is configured: the state is a file beside the code", remedy="add a `backend`")


def _shared_state(settings: Resource, verdict: Verdict) -> Verdict:
    """A verdict on a backend; what `-backend-config` may add is not known."""
    backend = settings["backend"]
    if backend["bucket"].written:
        return verdict
    return verdict.unless(Truth.UNKNOWN, backend.unknown("the rest is given by `-backend-config`").unknown)


@policy(
    id="state-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-26",),
    resources=("terraform",),
    default=False,
)
def state_unencrypted(settings: Resource) -> Verdict | None:
    """State is stored in S3 without asking for encryption.

    The state holds passwords and keys as plain text. `encrypt` has it encrypted whatever the bucket does by itself.

    Fix:
        Set `encrypt` to true, and `kms_key_id` to a key of your own.

    Sources:
        https://developer.hashicorp.com/terraform/language/backend/s3#s3-state-storage
    """
    backend = settings["backend"]
    if backend["type"].is_("s3") is not Truth.TRUE:
        return None
    encrypted = backend["encrypt"].must(
        backend["encrypt"].is_(True),
        "the state is not encrypted: `encrypt` is not true",
        remedy="set `encrypt` to true",
    )
    return _shared_state(settings, encrypted)


@policy(
    id="state-unlocked",
    severity=MEDIUM,
    category=Category.HYGIENE,
    requirements=("CUIMC-26",),
    resources=("terraform",),
    default=False,
)
def state_unlocked(settings: Resource) -> Verdict | None:
    """State in S3 is not locked while it is changed.

    Two runs at once write over each other's state, and what one of them made is then known to nobody.

    Fix:
        Set `use_lockfile` to true.

    Sources:
        https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
    """
    backend = settings["backend"]
    if backend["type"].is_("s3") is not Truth.TRUE:
        return None
    locked = (
        backend["use_lockfile"].is_(True) | backend["dynamodb_table"].is_set() | backend["dynamodb_endpoint"].is_set()
    )
    return _shared_state(settings, backend.must(locked, "the state is not locked", remedy="set `use_lockfile` to true"))
