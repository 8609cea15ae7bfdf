"""The parameters that the bundled policies read; what a profile does not set has these defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from groundrule.parameters import Parameter

CLASSES: Final = ("high", "moderate", "low")
UNCLASSIFIED: Final = "unclassified"
PROVIDERS: Final = ("aws", "azure", "google")

_TEXTS: Final = {"type": "array", "items": {"type": "string", "minLength": 1}}
_CLASS_WORDS: Final = {"type": "array", "items": {"enum": [*CLASSES, UNCLASSIFIED]}}
_DAYS: Final = {"description": "A number of days", "type": "integer", "minimum": 0}


def _mapping(keys: Sequence[str], schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(keys, schema)}


REQUIRED_TAGS: Final = Parameter[Mapping[str, Sequence[str]]](
    "required-tags",
    {"contact": (), "owner": (), "environment": ()},
    {
        "description": "The tags that every taggable resource must carry, each with the values that are allowed;"
        " an empty list allows any.",
        "type": "object",
        "additionalProperties": _TEXTS,
    },
)
CLASS_TAGS: Final = Parameter[Sequence[str]](
    "class-tags",
    ("data-class", "data-classification", "classification", "data-risk", "risk-class", "sensitivity"),
    {
        "description": "The tags that tell a resource's data class; case and the separators `-`, `_`, `:`, `.` and"
        " spaces do not count.",
        **_TEXTS,
    },
)
CLASS_VALUES: Final = Parameter[Mapping[str, Sequence[str]]](
    "class-values",
    {
        "high": ("high", "high-risk", "phi", "ephi", "hipaa", "restricted", "highly-confidential"),
        "moderate": ("moderate", "moderate-risk", "medium", "confidential", "sensitive", "internal", "private"),
        "low": ("low", "low-risk", "public", "none", "open"),
    },
    {
        "description": "By data class, the values of a class tag that mean it; any other value is not allowed.",
        **_mapping(CLASSES, _TEXTS),
    },
)
DEFAULT_CLASS: Final = Parameter[str](
    "default-class",
    UNCLASSIFIED,
    {"description": "The data class of what is not classified.", "enum": [*CLASSES, UNCLASSIFIED]},
)
CLASSES_BY_PATH: Final = Parameter[Mapping[str, str]](
    "classes-by-path",
    {},
    {
        "description": "The data class of the modules and templates below a path, as in a .gitignore, for what carries"
        " no class tag; the last pattern that matches counts.",
        "type": "object",
        "additionalProperties": {"enum": list(CLASSES)},
    },
)
# all that a data class is told by
CLASSIFICATION: Final = (CLASS_TAGS, CLASS_VALUES, DEFAULT_CLASS, CLASSES_BY_PATH)
PROTECTED_CLASSES: Final = Parameter[Sequence[str]](
    "protected-classes",
    ("high",),
    {
        "description": "The data classes that demand keys of the organisation's own, an end to every copy, a separation"
        " from other data, and no public address.",
        **_CLASS_WORDS,
    },
)
RESIDENCY_CLASSES: Final = Parameter[Sequence[str]](
    "residency-classes",
    ("high",),
    {"description": "The data classes that must stay in the allowed regions.", **_CLASS_WORDS},
)
ALLOWED_REGIONS: Final = Parameter[Mapping[str, Sequence[str]]](
    "allowed-regions",
    {
        "aws": ("us-*",),
        "azure": ("*us", "*us2", "*us3", "usgov*", "usdod*", "unitedstates"),
        "google": ("us", "us-*", "nam*"),
    },
    {
        "description": "By provider, the regions and locations in which data may lie; `*` stands for anything, case and"
        " spaces do not count.",
        **_mapping(PROVIDERS, _TEXTS),
    },
)
ELIGIBILITY_CLASSES: Final = Parameter[Sequence[str]](
    "eligibility-classes",
    ("high",),
    {
        "description": "The data classes that may lie only with services that are HIPAA-eligible, and only under an"
        " agreement in `baa-register`.",
        **_CLASS_WORDS,
    },
)
ELIGIBLE_SERVICES: Final = Parameter[Mapping[str, Mapping[str, Sequence[str]]]](
    "eligible-services",
    {},
    {
        "description": "By provider, the services that the organisation adds to the provider's list of HIPAA-eligible"
        " services or removes from it.",
        **_mapping(
            PROVIDERS,
            {
                "description": "A mapping with `add` and `remove`, lists of services",
                **_mapping(("add", "remove"), _TEXTS),
            },
        ),
    },
)
LIST_DAYS: Final = Parameter[int](
    "list-days",
    365,
    {**_DAYS, "description": "The age in days from which on a shipped list of services is called out of date."},
)
APPROVED_SERVICES: Final = Parameter[Mapping[str, Sequence[str]]](
    "approved-services",
    {},
    {
        "description": "By data class, the services in which it may lie, as `provider` or `provider:service`; a class"
        " that is not named may lie anywhere.",
        **_mapping((*CLASSES, UNCLASSIFIED), _TEXTS),
    },
)
BAA_REGISTER: Final = Parameter[Sequence[Mapping[str, str]]](
    "baa-register",
    (),
    {
        "description": "The business associate agreements: provider, account (an AWS account, an Azure subscription, a"
        " Google project; `*` for all), reference, and the last day on which each holds.",
        "type": "array",
        "items": {
            "description": "A mapping with provider, account, expires and reference",
            "type": "object",
            "required": ["provider", "account"],
            "additionalProperties": False,
            "properties": {
                "provider": {"description": "The provider", "enum": list(PROVIDERS)},
                "account": {"description": "An account, subscription or project, or `*`", "type": "string"},
                "expires": {
                    "description": "A day such as 2027-01-31",
                    "type": "string",
                    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                },
                "reference": {"description": "Where the agreement is filed", "type": "string"},
            },
        },
    },
)
BACKUP_DAYS: Final = Parameter[Mapping[str, int]](
    "backup-days",
    {"high": 35, "moderate": 14, "low": 7, UNCLASSIFIED: 7},
    {
        "description": "By data class, the days for which backups must be kept at least.",
        **_mapping((*CLASSES, UNCLASSIFIED), _DAYS),
    },
)
LOG_DAYS: Final = Parameter[Mapping[str, int]](
    "log-days",
    {"high": 365, "moderate": 365, "low": 90, UNCLASSIFIED: 90},
    {
        "description": "By data class, the days for which logs must be kept at least.",
        **_mapping((*CLASSES, UNCLASSIFIED), _DAYS),
    },
)
IMAGE_OWNERS: Final = Parameter[Mapping[str, Sequence[str]]](
    "image-owners",
    {
        "aws": ("amazon", "aws-marketplace", "self", "137112412989", "801119661308", "099720109477", "309956199498"),
        "azure": ("canonical", "redhat", "microsoftwindowsserver", "suse", "debian", "oracle", "center-for-internet-*"),
        "google": ("debian-cloud", "ubuntu-os-cloud", "rhel-cloud", "cos-cloud", "windows-cloud", "rocky-linux-cloud"),
    },
    {
        "description": "By provider, whose operating-system images may be used: AWS owners (account or alias), Azure"
        " publishers, Google image projects; `*` stands for anything.",
        **_mapping(PROVIDERS, _TEXTS),
    },
)
TLS_FLOOR: Final = Parameter[str](
    "tls-floor",
    "1.2",
    {
        "description": "The lowest version of TLS that may be offered, where the service can be told.",
        "enum": ["1.2", "1.3"],
    },
)
KEY_OWNERS: Final = Parameter[int](
    "key-owners",
    2,
    {"description": "How many principals must be able to administer a key or secret.", "type": "integer", "minimum": 1},
)
CRITICAL_TAGS: Final = Parameter[Mapping[str, Sequence[str]]](
    "critical-tags",
    {"critical": ("true", "yes"), "criticality": ("critical", "high"), "data-criticality": ("critical", "high")},
    {
        "description": "The tags, with their values, that call a resource's data critical; high-risk data always is.",
        "type": "object",
        "additionalProperties": _TEXTS,
    },
)


def shared() -> tuple[Parameter[Any], ...]:
    """Every shared parameter, in the order in which they stand here."""
    return tuple(value for value in globals().values() if isinstance(value, Parameter))
