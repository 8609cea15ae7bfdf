"""Elastic Load Balancing: logs, headers, and what an application or network load balancer protects against."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Truth, Verdict, policy

_BALANCERS = ("aws_lb", "aws_alb")


def _is_not(balancer: Resource, *types: str) -> Truth:
    return ~balancer["load_balancer_type"].is_one_of(types)


@policy(
    id="lb-without-access-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02"),
    aliases=("CKV_AWS_91", "c62e8b7d-1fdf-4050-ac4c-76ba9e1d9621"),
    resources=_BALANCERS,
)
def lb_without_access_log(balancer: Resource) -> Verdict:
    """Load balancer writes no access log.

    Who asked for what, and from where, cannot be told after an incident. Gateway load balancers have no such log.

    Fix:
        Add `access_logs` with a bucket, and set `enabled` to true.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5
    """
    return balancer["access_logs"]["enabled"].must_be(True).when(_is_not(balancer, "gateway"))


@policy(
    id="lb-keeps-invalid-headers",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_131", "AWS-0052", "6e3fd2ed-5c83-4c68-9679-7700d224d379"),
    resources=_BALANCERS,
)
def lb_keeps_invalid_headers(balancer: Resource) -> Verdict:
    """Application load balancer passes on header names that are not valid.

    Servers behind it read such headers differently, which is what request smuggling lives on.

    Fix:
        Set `drop_invalid_header_fields` to true.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-4
    """
    return balancer["drop_invalid_header_fields"].must_be(True).when(_is_not(balancer, "network", "gateway"))


@policy(
    id="lb-desync-only-monitored",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-16",),
    aliases=("CKV_AWS_328",),
    resources=("aws_lb", "aws_alb", "aws_elb"),
)
def lb_desync_only_monitored(balancer: Resource) -> Verdict:
    """Load balancer lets ambiguous requests through and only counts them.

    Such a request is understood differently by the balancer and by the server, so that one visitor's request
    ends up in another's. Load balancers defend against it unless they are told to monitor.

    Fix:
        Set `desync_mitigation_mode` to `defensive` or `strictest`.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12
    """
    return balancer["desync_mitigation_mode"].must_not_be("monitor")


@policy(
    id="lb-deletable",
    severity=LOW,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_150", "afecd1f1-6378-4f7e-bb3b-60c35801fdd4"),
    resources=_BALANCERS,
    default=False,
)
def lb_deletable(balancer: Resource) -> Verdict:
    """Load balancer is not protected from deletion.

    One mistaken apply takes down everything behind it, and its address does not come back.

    Fix:
        Set `enable_deletion_protection` to true.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-6
    """
    return balancer["enable_deletion_protection"].must_be(True)


@policy(
    id="lb-single-zone-traffic",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_152",),
    resources=_BALANCERS,
    default=False,
)
def lb_single_zone_traffic(balancer: Resource) -> Verdict:
    """Network or gateway load balancer sends traffic only to the zone that it came in by.

    A zone with few healthy targets is then overloaded while others idle. Application load balancers always use
    every zone.

    Fix:
        Set `enable_cross_zone_load_balancing` to true.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
    """
    return balancer["enable_cross_zone_load_balancing"].must_be(True).when(_is_not(balancer, "application"))
