"""Services at the edge of the network: Global Accelerator, Shield, GameLift."""

from collections.abc import Iterator

from groundrule.policy import LOW, MEDIUM, Attribute, Category, Resource, Verdict, any_true, policy


@policy(
    id="global-accelerator-without-flow-log",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV_AWS_75", "96e8183b-e985-457b-90cd-61c0503a3369"),
    resources=("aws_globalaccelerator_accelerator",),
    default=False,
)
def global_accelerator_without_flow_log(accelerator: Resource) -> Verdict | None:
    """Global accelerator writes no flow log.

    Who talked to whom through it cannot be told after an incident. CloudFormation has no property for it.

    Fix:
        Set `flow_logs_enabled` to true in `attributes`, with a bucket.

    Sources:
        https://docs.aws.amazon.com/global-accelerator/latest/dg/monitoring-global-accelerator.flow-logs.html
    """
    if accelerator.dialect == "cloudformation":
        return None
    return accelerator["attributes"]["flow_logs_enabled"].must_be(True)


@policy(
    id="without-shield-advanced",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("084c6686-2a70-4710-91b1-000393e54c12", "ad7444cf-817a-4765-a79e-2145f7981faf"),
    resources=(
        "aws_cloudfront_distribution",
        "aws_eip",
        "aws_elb",
        "aws_globalaccelerator_accelerator",
        "aws_lb",
        "aws_route53_zone",
    ),
    default=False,
)
def without_shield_advanced(resource: Resource) -> Verdict:
    """Resource that the internet reaches is not protected by Shield Advanced.

    The standard protection is free and always on. The advanced one, which is dear, adds a team that answers and
    a refund of what an attack costs.

    Fix:
        Add an `aws_shield_protection` for the resource, or a policy of Firewall Manager.

    Sources:
        https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary.html
        https://docs.aws.amazon.com/waf/latest/developerguide/shield-policies.html
    """
    managed = any_true(
        rule["security_service_policy_data"]["type"].is_("SHIELD_ADVANCED")
        for rule in resource.others("aws_fms_policy")
    )
    inside = resource["internal"].is_(expected=True) | resource["vpc"].is_set()
    protection = resource.companions("aws_shield_protection", by="resource_arn")
    return protection.must_exist("no protection names it").unless(managed | inside)


@policy(
    id="gamelift-port-range-open",
    severity=MEDIUM,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20",),
    aliases=("43356255-495d-4148-ad8d-f6af5eac09dd",),
    resources=("aws_gamelift_fleet",),
    default=False,
)
def gamelift_port_range_open(fleet: Resource) -> Iterator[Verdict]:
    """Fleet of game servers opens a range of ports.

    A range holds ports on which no game listens, and whatever listens there later is open at once. Fleets that run
    many processes on a machine need as many ports.

    Fix:
        Open single ports.

    Sources:
        https://docs.aws.amazon.com/gameliftservers/latest/developerguide/fleets-creating.html
    """

    def single(permission: Attribute) -> Verdict:
        last = permission["to_port"]
        return last.must(last.is_(permission["from_port"].data), "the permission opens more than one port")

    yield from fleet["ec2_inbound_permission"].each(single)
