"""Amazon EC2 Auto Scaling."""

from groundrule.policy import LOW, Category, Resource, Truth, Verdict, policy


def _is_balanced(group: Resource) -> Truth:
    """Whether a load balancer sends traffic to the group's instances."""
    attachments = group.companions(
        "aws_autoscaling_attachment", "aws_autoscaling_traffic_source_attachment", by="autoscaling_group_name"
    )
    named = (group[name].is_set() for name in ("load_balancers", "target_group_arns", "traffic_source"))
    truth = attachments.exist
    for answer in named:
        truth = truth | answer
    return truth


@policy(
    id="autoscaling-group-without-load-balancer",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("8e94dced-9bcc-4203-8eb7-7e41202b2505", "ad21e616-5026-4b9d-990d-5b007bfe679c"),
    resources=("aws_autoscaling_group",),
    default=False,
)
def autoscaling_group_without_load_balancer(group: Resource) -> Verdict:
    """Auto Scaling group is behind no load balancer.

    Nothing spreads requests over its instances, or takes a broken one out. A group that fetches its work needs none.

    Fix:
        Name a target group in `target_group_arns`, or attach one.

    Sources:
        https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-load-balancer.html
    """
    return group.decide(_is_balanced(group), "no load balancer sends traffic to it")


@policy(
    id="autoscaling-group-health-check-shallow",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV2_AWS_15",),
    resources=("aws_autoscaling_group",),
    default=False,
)
def autoscaling_group_health_check_shallow(group: Resource) -> Verdict:
    """Auto Scaling group does not ask its load balancer whether an instance is healthy.

    An instance that runs but serves nothing is then never replaced.

    Fix:
        Set `health_check_type` to `ELB`.

    Sources:
        https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-1
    """
    kind = group["health_check_type"]
    asks = kind.asks(lambda value: "ELB" in str(value))
    verdict = kind.must(asks, expected="`ELB`", remedy="set `{name}` to `ELB`")
    return verdict.when(_is_balanced(group))


@policy(
    id="autoscaling-group-launch-configuration",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_315",),
    resources=("aws_autoscaling_group",),
    default=False,
)
def autoscaling_group_launch_configuration(group: Resource) -> Verdict:
    """Auto Scaling group starts instances from a launch configuration.

    Launch configurations get no new features and no new instance types, and new accounts cannot make them.

    Fix:
        Use a launch template.

    Sources:
        https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-9
    """
    template = group["launch_template"]
    modern = template.is_set() | group["mixed_instances_policy"].is_set()
    old = group["launch_configuration"]
    return (old if old.written else template).must(modern, "no launch template is used", remedy="use a launch template")
