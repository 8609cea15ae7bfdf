"""AWS Config."""

from collections.abc import Iterator

from groundrule.policy import LOW, MEDIUM, Attribute, Category, Resource, Truth, Verdict, any_true, policy

_RULE = "aws_config_config_rule"
_MOST_DAYS = 90


@policy(
    id="config-aggregator-some-regions",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-10", "CUIMC-02", "STAN-08"),
    aliases=(
        "CKV_AWS_121",
        "AWS-0019",
        "ac5a0bc0-a54c-45aa-90c3-15f7703b9132",
        "9f3cf08e-72a2-4eb1-8007-e3b1b0e10d4d",
    ),
    resources=("aws_config_configuration_aggregator",),
)
def config_aggregator_some_regions(aggregator: Resource) -> Iterator[Verdict]:
    """Config aggregator leaves regions out.

    What stands in a region that is not aggregated is not seen, and that is where nobody expects anything.

    Fix:
        Set `all_regions` to true in each source.

    Sources:
        https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
    """
    sources = [aggregator[name] for name in ("account_aggregation_source", "organization_aggregation_source")]
    for source in sources:
        yield from source.each(lambda block: block["all_regions"].must_be(True))
    if not any(source.written for source in sources):
        yield aggregator.deny("it names no source to aggregate")


@policy(
    id="config-recorder-stopped",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-10", "STAN-08"),
    aliases=("CKV2_AWS_45",),
    resources=("aws_config_configuration_recorder",),
)
def config_recorder_stopped(recorder: Resource) -> Verdict | None:
    """Config recorder is not started.

    Terraform makes a recorder that records nothing until its status says so. CloudFormation starts it by itself.

    Fix:
        Add an `aws_config_configuration_recorder_status` with `is_enabled` set to true.

    Sources:
        https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_configuration_recorder_status
        https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
    """
    if recorder.dialect == "cloudformation":
        return None
    states = recorder.companions("aws_config_configuration_recorder_status", by="name")
    return states.any(
        lambda state: state["is_enabled"].must_be(True),
        "nothing starts it",
        remedy="add an `aws_config_configuration_recorder_status` with `is_enabled` set to true",
    )


@policy(
    id="config-recorder-partial",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-10", "STAN-08"),
    aliases=("CKV2_AWS_45",),
    resources=("aws_config_configuration_recorder",),
)
def config_recorder_partial(recorder: Resource) -> Verdict:
    """Config recorder leaves kinds of resources out.

    Nobody can tell afterwards how a resource was configured whose kind was not recorded, and the rules over it
    find nothing.

    Fix:
        Set `all_supported` to true, or leave it out.

    Sources:
        https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
    """
    return recorder["recording_group"]["all_supported"].must_not_be(False)


@policy(
    id="config-recorder-without-global-resources",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-10", "STAN-08"),
    aliases=("CKV2_AWS_48",),
    resources=("aws_config_configuration_recorder",),
    default=False,
)
def config_recorder_without_global_resources(recorder: Resource) -> Verdict:
    """Config recorder leaves global resources such as IAM users out.

    One recorder of an account is enough for them; in the other regions they are best left out, for they are paid
    for each time.

    Fix:
        Set `include_global_resource_types` to true in one region.

    Sources:
        https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
    """
    return recorder["recording_group"]["include_global_resource_types"].must_be(True)


def _is_first(rule: Resource) -> bool:
    """Whether a rule stands for all of its root: what is missing is reported once."""
    return rule.others(_RULE)[0] == rule


def _checks(rule: Resource, identifier: str) -> Truth:
    return rule["source"]["source_identifier"].is_(identifier)


def _often_enough(days: Attribute) -> Truth:
    """Whether an age is at most 90 days."""
    return days.asks(lambda value: str(value).isdecimal() and int(value) <= _MOST_DAYS)


@policy(
    id="config-rules-without-key-rotation",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-10", "CUIMC-15", "STAN-08"),
    aliases=("800fa019-49dd-421b-9042-7331fdd83fa2",),
    resources=(_RULE,),
    default=False,
)
def config_rules_without_key_rotation(rule: Resource) -> Verdict | None:
    """No Config rule of this root looks for access keys that are older than 90 days.

    An old key has been in many hands and places. The finding stands at the first of the rules.

    Fix:
        Add the managed rule `ACCESS_KEYS_ROTATED` with `maxAccessKeyAge` of at most 90.

    Sources:
        https://docs.aws.amazon.com/config/latest/developerguide/access-keys-rotated.html
    """
    if not _is_first(rule):
        return None
    found = any_true(
        _checks(other, "ACCESS_KEYS_ROTATED") & _often_enough(other["input_parameters"].decoded()["maxAccessKeyAge"])
        for other in rule.others(_RULE)
    )
    return rule.decide(found, "no rule looks for access keys that are older than 90 days")


@policy(
    id="config-rules-without-volume-encryption",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-10", "CUIMC-13", "STAN-08"),
    aliases=("abdb29d4-5ca1-4e91-800b-b3569bbd788c", "1b6322d9-c755-4f8c-b804-32c19250f2d9"),
    resources=(_RULE,),
    default=False,
)
def config_rules_without_volume_encryption(rule: Resource) -> Verdict | None:
    """No Config rule of this root looks for volumes that are not encrypted.

    Volumes that somebody makes by hand escape every check of templates. The finding stands at the first of the
    rules.

    Fix:
        Add the managed rule `ENCRYPTED_VOLUMES`.

    Sources:
        https://docs.aws.amazon.com/config/latest/developerguide/encrypted-volumes.html
    """
    if not _is_first(rule):
        return None
    found = any_true(_checks(other, "ENCRYPTED_VOLUMES") for other in rule.others(_RULE))
    return rule.decide(found, "no rule looks for volumes that are not encrypted")
