"""Amazon Data Lifecycle Manager: copies of snapshots in other regions."""

from collections.abc import Callable, Iterator

from groundrule.policy import HIGH, LOW, Attribute, Category, Resource, Truth, Verdict, must_be_customer_key, policy


def _on_copies(lifecycle: Resource, judge: Callable[[Attribute], Verdict]) -> Iterator[Verdict]:
    """A verdict on the encryption of each copy: of a schedule's, which events do not start, and of an action's.

    https://docs.aws.amazon.com/dlm/latest/APIReference/API_PolicyDetails.html
    """
    details = lifecycle["policy_details"]
    if details["policy_type"].is_("EVENT_BASED_POLICY") is not Truth.TRUE:
        yield from details["schedule"].each(lambda schedule: schedule["cross_region_copy_rule"].every(judge))
    yield from details["action"].each(
        lambda action: action["cross_region_copy"].every(lambda copy: judge(copy["encryption_configuration"]))
    )


@policy(
    id="dlm-copy-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-11", "STAN-05"),
    aliases=("CKV_AWS_253", "CKV_AWS_255"),
    resources=("aws_dlm_lifecycle_policy",),
)
def dlm_copy_unencrypted(lifecycle: Resource) -> Iterator[Verdict]:
    """Copies of snapshots in another region are stored unencrypted.

    A snapshot is the whole disk, and its copy is judged by the other region's defaults unless the rule says otherwise.

    Fix:
        Set `encrypted` to true in the copy's rule.

    Sources:
        https://docs.aws.amazon.com/dlm/latest/APIReference/API_CrossRegionCopyRule.html
        https://docs.aws.amazon.com/dlm/latest/APIReference/API_EncryptionConfiguration.html
    """
    yield from _on_copies(lifecycle, lambda copy: copy["encrypted"].must_be(True))


@policy(
    id="dlm-copy-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_254", "CKV_AWS_256"),
    resources=("aws_dlm_lifecycle_policy",),
    default=False,
)
def dlm_copy_without_customer_key(lifecycle: Resource) -> Iterator[Verdict]:
    """Copies of snapshots in another region are not encrypted with a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set `cmk_arn` to a key of your own in the other region.

    Sources:
        https://docs.aws.amazon.com/dlm/latest/APIReference/API_CrossRegionCopyRule.html
    """
    yield from _on_copies(lifecycle, lambda copy: must_be_customer_key(copy["cmk_arn"]))
