"""Labels: who answers for a resource."""

from collections.abc import Iterator
from typing import Final

from groundrule.policy import (
    DATA_STORES,
    GOOGLE_LABELLED,
    LOW,
    MEDIUM,
    REQUIRED_TAGS,
    Category,
    Resource,
    Verdict,
    label_carrier,
    must_carry_tags,
    must_name_owner,
    policy,
)

_PROGRAMS: Final = (
    "google_cloud_run_v2_service",
    "google_cloudfunctions2_function",
    "google_cloudfunctions_function",
    "google_compute_instance",
    "google_container_cluster",
    "google_workbench_instance",
)
_OWNED: Final = (*(name for name in DATA_STORES if name in GOOGLE_LABELLED), *_PROGRAMS)


@policy(
    id="google-resource-without-required-labels",
    severity=LOW,
    category=Category.TAGGING,
    requirements=("CUIMC-14",),
    aliases=("b2b3c4d5-e6f7-8901-gh23-ijkl456m7890",),
    parameters=(REQUIRED_TAGS,),
    resources=tuple(GOOGLE_LABELLED),
    default=False,
)
def google_resource_without_required_labels(resource: Resource) -> Iterator[Verdict]:
    """Google Cloud resource lacks the labels that name its contact, owner and environment.

    When something happens nobody knows whom to ask, and when its owner leaves nobody takes it over. Labels that the
    provider sets by default count. Which labels are asked for, and with which values, the profile says in
    `required-tags`; since Google Cloud's labels are in lower case, upper case does not count there.

    Fix:
        Add the labels `contact`, `owner` and `environment`, best for all resources in the provider's `default_labels`.

    Sources:
        https://docs.cloud.google.com/resource-manager/docs/best-practices-labels
        https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/provider_reference#default_labels
    """
    required = {name: [value.lower() for value in values] for name, values in resource.parameter(REQUIRED_TAGS).items()}
    return must_carry_tags(resource, required, label_carrier(resource), resource["effective_labels"])


@policy(
    id="google-resource-without-owner",
    severity=MEDIUM,
    category=Category.TAGGING,
    requirements=("CUIMC-05", "STAN-05"),
    resources=_OWNED,
    default=False,
)
def google_resource_without_owner(resource: Resource) -> Verdict:
    """Google Cloud resource that holds data or runs programs names no owner.

    When its owner leaves or changes work, nobody takes it over, and nobody answers for the data. Any label counts
    whose name speaks of an owner, such as `owner` or `data-owner`, and so do the labels that the provider sets.

    Fix:
        Add a label `owner` that names the people who answer for it.

    Sources:
        https://docs.cloud.google.com/resource-manager/docs/best-practices-labels
    """
    return must_name_owner(label_carrier(resource), resource["effective_labels"])
