"""All that a policy module may import.

A policy is a function over one resource; its docstring is its documentation:

    @policy(
        id="ebs-volume-unencrypted",
        severity=HIGH,
        category=Category.ENCRYPTION_AT_REST,
        requirements=("CUIMC-13"),
        aliases=("CKV_AWS_3", "AWS-0026"),
        resources=("aws_ebs_volume",),
    )
    def ebs_volume_unencrypted(volume: Resource) -> Verdict:
        \"\"\"EBS volume is stored unencrypted.

        Whoever obtains the disk or one of its snapshots can read the data.

        Fix:
            Set `encrypted` to true, or switch on encryption by default for the account and region.

        Sources:
            https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
        \"\"\"
        return volume["encrypted"].must_be(True)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from groundrule.graph import ANY
from groundrule.parameters import Parameter
from groundrule.questions import show
from groundrule.subject import Attribute, Companions, Resource
from groundrule.value import (
    ABSENT,
    Data,
    Encoded,
    OneOf,
    OpenList,
    Partial,
    Reference,
    Truth,
    Unknown,
    Why,
    all_true,
    any_true,
    references,
)
from groundrule.verdict import CRITICAL, HIGH, INFO, LOW, MEDIUM, Outcome, Severity, Verdict, all_of, any_of

if TYPE_CHECKING:
    from groundrule.access import (
        Statement,
        denies_plain_http,
        each_statement,
        must_not_be_public,
        statements,
        unreadable,
    )
    from groundrule.actions import can_be_confined
    from groundrule.alarms import api_calls, must_alarm
    from groundrule.buckets import bucket_of, public_acls_ignored
    from groundrule.classification import DataClass, data_class, is_critical, is_protected, label_carrier, must_be_kept
    from groundrule.databases import belongs_to_cluster, judged_by_named, named_by, parameter, taken_from
    from groundrule.deployment import account_of, lies_in, provider_of, region_of, why_not_told
    from groundrule.eligibility import holds_no_data, is_approved, is_eligible, is_in_force
    from groundrule.exposure import eased_where_apart, graded, guarded_by, must_not_be_published, reached_through
    from groundrule.filterpattern import Event
    from groundrule.keys import must_be_customer_key, must_have_owners
    from groundrule.lifecycle import (
        AURORA_MYSQL,
        AURORA_POSTGRES,
        EKS_VERSIONS,
        ELASTICACHE_REDIS,
        LAMBDA_RUNTIMES,
        MQ_ACTIVEMQ,
        MQ_RABBITMQ,
        RDS_CERTIFICATES,
        RDS_MARIADB,
        RDS_MYSQL,
        RDS_POSTGRES,
        is_lower,
        must_be_supported,
    )
    from groundrule.network import (
        Rule,
        allowed_acl_rules,
        egress_rules,
        holds_port,
        ingress_rules,
        must_be_closed,
        must_not_be_everywhere,
        must_not_open,
    )
    from groundrule.patterns import fits
    from groundrule.permissions import (
        ADMINISTRATIVE_POLICIES,
        IDENTITY_POLICIES,
        Grants,
        held_by,
        identity_documents,
        must_not_be_administrative,
        must_not_grant,
        names_managed_policy,
    )
    from groundrule.reachability import Route, is_public, lies_apart, routes
    from groundrule.secrets import must_hold_no_secret, must_not_be_literal, variables_must_hold_no_secret
    from groundrule.tags import must_carry_tags, must_name_owner
    from groundrule.vocabulary.parameters import (
        ALLOWED_REGIONS,
        APPROVED_SERVICES,
        BAA_REGISTER,
        BACKUP_DAYS,
        CLASS_TAGS,
        CLASS_VALUES,
        CLASSIFICATION,
        CRITICAL_TAGS,
        ELIGIBILITY_CLASSES,
        ELIGIBLE_SERVICES,
        IMAGE_OWNERS,
        KEY_OWNERS,
        LIST_DAYS,
        LOG_DAYS,
        PROTECTED_CLASSES,
        REQUIRED_TAGS,
        RESIDENCY_CLASSES,
        TLS_FLOOR,
        UNCLASSIFIED,
    )
    from groundrule.vocabulary.secret_attributes import SECRET_ATTRIBUTES
    from groundrule.vocabulary.services import service_of
    from groundrule.vocabulary.stores import DATA_STORES, KEYS_OF_STORES
    from groundrule.vocabulary.taggable import AZURE_TAGGABLE, GOOGLE_LABELLED, TAGGABLE
    from groundrule.x509 import Certificate, read_certificate

# the names above by their modules: each is imported for the first policy that asks for one of its names
_ELSEWHERE: Final = {
    "access": (
        "Statement",
        "denies_plain_http",
        "each_statement",
        "must_not_be_public",
        "statements",
        "unreadable",
    ),
    "actions": ("can_be_confined",),
    "alarms": ("api_calls", "must_alarm"),
    "buckets": ("bucket_of", "public_acls_ignored"),
    "classification": ("DataClass", "data_class", "is_critical", "is_protected", "label_carrier", "must_be_kept"),
    "databases": ("belongs_to_cluster", "judged_by_named", "named_by", "parameter", "taken_from"),
    "deployment": ("account_of", "lies_in", "provider_of", "region_of", "why_not_told"),
    "eligibility": ("holds_no_data", "is_approved", "is_eligible", "is_in_force"),
    "exposure": (
        "eased_where_apart",
        "graded",
        "guarded_by",
        "must_not_be_published",
        "reached_through",
    ),
    "filterpattern": ("Event",),
    "keys": ("must_be_customer_key", "must_have_owners"),
    "lifecycle": (
        "AURORA_MYSQL",
        "AURORA_POSTGRES",
        "EKS_VERSIONS",
        "ELASTICACHE_REDIS",
        "LAMBDA_RUNTIMES",
        "MQ_ACTIVEMQ",
        "MQ_RABBITMQ",
        "RDS_CERTIFICATES",
        "RDS_MARIADB",
        "RDS_MYSQL",
        "RDS_POSTGRES",
        "is_lower",
        "must_be_supported",
    ),
    "network": (
        "Rule",
        "allowed_acl_rules",
        "egress_rules",
        "holds_port",
        "ingress_rules",
        "must_be_closed",
        "must_not_be_everywhere",
        "must_not_open",
    ),
    "patterns": ("fits",),
    "permissions": (
        "ADMINISTRATIVE_POLICIES",
        "IDENTITY_POLICIES",
        "Grants",
        "held_by",
        "identity_documents",
        "must_not_be_administrative",
        "must_not_grant",
        "names_managed_policy",
    ),
    "reachability": ("Route", "is_public", "lies_apart", "routes"),
    "secrets": ("must_hold_no_secret", "must_not_be_literal", "variables_must_hold_no_secret"),
    "tags": ("must_carry_tags", "must_name_owner"),
    "vocabulary.parameters": (
        "ALLOWED_REGIONS",
        "APPROVED_SERVICES",
        "BAA_REGISTER",
        "BACKUP_DAYS",
        "CLASSIFICATION",
        "CLASS_TAGS",
        "CLASS_VALUES",
        "CRITICAL_TAGS",
        "ELIGIBILITY_CLASSES",
        "ELIGIBLE_SERVICES",
        "IMAGE_OWNERS",
        "KEY_OWNERS",
        "LIST_DAYS",
        "LOG_DAYS",
        "PROTECTED_CLASSES",
        "REQUIRED_TAGS",
        "RESIDENCY_CLASSES",
        "TLS_FLOOR",
        "UNCLASSIFIED",
    ),
    "vocabulary.secret_attributes": ("SECRET_ATTRIBUTES",),
    "vocabulary.services": ("service_of",),
    "vocabulary.stores": ("DATA_STORES", "KEYS_OF_STORES"),
    "vocabulary.taggable": ("AZURE_TAGGABLE", "GOOGLE_LABELLED", "TAGGABLE"),
    "x509": ("Certificate", "read_certificate"),
}
HOMES: Final = {name: module for module, names in _ELSEWHERE.items() for name in names}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(f"groundrule.{HOMES[name]}"), name)
        return value


class Category(Enum):
    """What kind of protection a policy is about."""

    ANONYMOUS_ACCESS = "anonymous-access"
    AVAILABILITY = "availability"
    BACKUP_AND_RETENTION = "backup-and-retention"
    DATA_GOVERNANCE = "data-governance"
    DELETION_PROTECTION = "deletion-protection"
    ENCRYPTION_AT_REST = "encryption-at-rest"
    ENCRYPTION_IN_TRANSIT = "encryption-in-transit"
    HYGIENE = "cost-or-hygiene"
    IDENTITY = "identity-and-mfa"
    LEAST_PRIVILEGE = "least-privilege"
    LOGGING = "logging-and-monitoring"
    NETWORK_ISOLATION = "network-isolation"
    OPEN_INGRESS = "open-ingress"
    PATCHING = "patching-and-hardening"
    SECRETS = "secrets"
    TAGGING = "tagging"


Verdicts: TypeAlias = Verdict | Iterable[Verdict] | None
Check: TypeAlias = Callable[[Resource], Verdicts]


class Policy(NamedTuple):
    """A policy with everything that is known about it.

    Attributes:
        id: names the fault, in kebab-case; never reused.
        title: the docstring's first sentence, without its full stop.
        severity: by consequence.
        category: what it protects.
        requirements: ids of requirements that it checks.
        aliases: the same control's ids in other linters.
        resources: vocabulary types that it judges.
        default: whether it runs when nothing is selected.
        load: gives the function; its module may be imported only then.
        module: the file that it stands in.
        parameters: what it reads of the profile.
        is_regraded: whether a profile has set its severity, which then counts for all its verdicts.
        general: whether it is for what no other policy looks at: it does not tell once more of a text that another
            policy of its category denies.
    """

    id: str
    title: str
    severity: Severity
    category: Category
    requirements: tuple[str, ...]
    aliases: tuple[str, ...]
    resources: tuple[str, ...]
    default: bool
    load: Callable[[], Check]
    module: str
    parameters: tuple[Parameter[Any], ...] = ()
    is_regraded: bool = False
    general: bool = False

    @property
    def check(self) -> Check:
        """The function."""
        return self.load()

    def severity_of(self, verdict: Verdict) -> Severity:
        """How bad a verdict of it is: the verdict's own severity, unless a profile has set the policy's."""
        return self.severity if verdict.severity is None or self.is_regraded else verdict.severity

    @property
    def text(self) -> str:
        """The check's docstring, dedented."""
        return _dedent(self.check.__doc__ or "")


def policy(  # noqa: PLR0913 - a record; each is named at the call
    *,
    id: str,  # noqa: A002 - the word that users type
    severity: Severity,
    category: Category,
    resources: tuple[str, ...],
    requirements: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    parameters: tuple[Parameter[Any], ...] = (),
    default: bool = True,
    general: bool = False,
) -> Callable[[Check], Policy]:
    """Make a policy of a function over one resource.

    The function returns a verdict, yields several (one for each place), or returns None where the policy
    does not apply to the resource. See `Policy` for the arguments.
    """

    def make(check: Check) -> Policy:
        return Policy(
            id=id,
            title=(check.__doc__ or "").strip().partition("\n")[0].rstrip("."),
            severity=severity,
            category=category,
            requirements=requirements,
            aliases=aliases,
            resources=resources,
            default=default,
            load=lambda: check,
            module=check.__code__.co_filename if hasattr(check, "__code__") else "",
            parameters=parameters,
            general=general,
        )

    return make


def _dedent(text: str) -> str:
    """A docstring as it is meant, as `inspect.cleandoc` would give it (which is slow to import)."""
    lines = text.strip().splitlines()
    indents = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(indents, default=0)
    return "\n".join(lines[:1] + [line[margin:].rstrip() for line in lines[1:]])
