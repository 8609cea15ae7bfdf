"""Elastic Load Balancing: who reaches a load balancer, and whom it reaches."""

from collections.abc import Iterator

from groundrule.policy import LOW, MEDIUM, Category, Resource, Truth, Verdict, any_true, policy

_BALANCERS = ("aws_lb", "aws_alb", "aws_elb")


@policy(
    id="lb-internet-facing",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=("AWS-0053",),
    resources=_BALANCERS,
    default=False,
)
def lb_internet_facing(balancer: Resource) -> Verdict:
    """Load balancer faces the internet.

    For a public service that is its purpose. One that serves only the organisation should not be reachable from
    outside.

    Fix:
        Set `internal` to true.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
    """
    return balancer["internal"].must_be(True).unless(balancer["load_balancer_type"].is_("gateway"))


@policy(
    id="lb-without-web-firewall",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-16"),
    aliases=("CKV2_AWS_28", "0afa6ab8-a047-48cf-be07-93a2f8c34cf7", "105ba098-1e34-48cd-b0f2-a8a43a51bf9b"),
    resources=("aws_lb", "aws_alb"),
    default=False,
)
def lb_without_web_firewall(balancer: Resource) -> Verdict:
    """Public application load balancer has no web firewall in front.

    Known attacks then reach the application, and there is nowhere to block a new one quickly.

    Fix:
        Associate a web ACL with the load balancer.

    Sources:
        https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-16
    """
    associations = balancer.companions(
        "aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association", by="resource_arn"
    )
    public = ~balancer["internal"].is_(expected=True) & balancer["load_balancer_type"].is_("application")
    return associations.must_exist("no web ACL is associated with it").when(public)


@policy(
    id="lb-target-group-plain-http",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_378",),
    resources=("aws_lb_target_group", "aws_alb_target_group"),
    default=False,
)
def lb_target_group_plain_http(group: Resource) -> Verdict:
    """Load balancer speaks plain HTTP with its targets.

    Whoever listens inside of the network reads what the visitors sent encrypted. An HTTPS listener in front, which some
    linters take for enough, encrypts nothing behind the load balancer.

    Fix:
        Set `protocol` to `HTTPS`, with a certificate on the targets.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-22
    """
    return group["protocol"].must_not_be("HTTP")


@policy(
    id="lb-target-group-health-path-unset",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_261",),
    resources=("aws_lb_target_group", "aws_alb_target_group"),
    default=False,
)
def lb_target_group_health_path_unset(group: Resource) -> Verdict:
    """Target group asks the start page whether its targets are healthy.

    That is the default path, and it often answers although the application behind it does not work.

    Fix:
        Set `path` in `health_check` to a page that tests what the application needs.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
    """
    return group["health_check"]["path"].must_be_set().when(group["protocol"].is_one_of(("HTTP", "HTTPS")))


def _has_rule(group: Resource, direction: str) -> Truth:
    """Whether a security group has a rule of a direction, inline or as a resource of its own."""
    rules = group.companions("aws_security_group_rule", by="security_group_id")
    sure = any_true(rule["type"].is_(direction) for rule in rules.sure)
    maybe = any_true(rule["type"].is_(direction) for rule, _ in rules.maybe) & Truth.UNKNOWN
    apart = group.companions(f"aws_vpc_security_group_{direction}_rule", by="security_group_id")
    return group[direction].is_set() | sure | maybe | apart.exist


def _groups_must_have(balancer: Resource, direction: str, consequence: str) -> Iterator[Verdict]:
    groups = balancer["security_groups"]
    for group in groups.targets("aws_security_group"):
        detail = f"`{group.address}` has no {direction} rule: {consequence}"
        yield groups.decide(_has_rule(group, direction), detail)


@policy(
    id="lb-security-group-without-egress",
    severity=LOW,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    aliases=("01d5a458-a6c4-452a-ac50-054d59275b7c",),
    resources=_BALANCERS,
    default=False,
)
def lb_security_group_without_egress(balancer: Resource) -> Iterator[Verdict]:
    """Security group of a load balancer has no rule for outgoing traffic.

    A load balancer only ever talks to its targets. Without a rule CloudFormation lets it reach everything, and
    Terraform lets it reach nothing, not even its targets. A text that happens to be the logical name of a group is no
    reference to it.

    Fix:
        Add an egress rule to the targets' security group and port.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
    """
    yield from _groups_must_have(balancer, "egress", "it is not said what the load balancer reaches")


@policy(
    id="lb-security-group-without-ingress",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-22",),
    aliases=("e200a6f3-c589-49ec-9143-7421d4a2c845",),
    resources=_BALANCERS,
    default=False,
)
def lb_security_group_without_ingress(balancer: Resource) -> Iterator[Verdict]:
    """Security group of a load balancer has no rule for incoming traffic.

    Nobody can reach the load balancer by it, so that somebody will open it in a hurry, and outside of the source.

    Fix:
        Add an ingress rule for the listeners' ports.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
    """
    yield from _groups_must_have(balancer, "ingress", "nobody reaches the load balancer by it")
