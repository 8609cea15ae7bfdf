"""Components that are put into a network without a security group of their own."""

from typing import Final

from groundrule.policy import MEDIUM, Category, Resource, Verdict, any_true, belongs_to_cluster, policy

# a component → where it names its security groups
_GROUPS_OF: Final = {
    "aws_alb": ("security_groups",),
    "aws_db_instance": ("vpc_security_group_ids",),
    "aws_docdb_cluster": ("vpc_security_group_ids",),
    "aws_efs_mount_target": ("security_groups",),
    "aws_elasticache_cluster": ("security_group_ids", "vpc_security_group_ids"),
    "aws_elasticache_replication_group": ("security_group_ids",),
    "aws_elb": ("security_groups",),
    "aws_instance": ("vpc_security_group_ids", "security_groups", "network_interface", "launch_template"),
    "aws_lb": ("security_groups",),
    "aws_memorydb_cluster": ("security_group_ids",),
    "aws_mq_broker": ("security_groups",),
    "aws_neptune_cluster": ("vpc_security_group_ids",),
    "aws_rds_cluster": ("vpc_security_group_ids",),
    "aws_redshift_cluster": ("vpc_security_group_ids",),
}


@policy(
    id="component-without-security-group",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    resources=tuple(_GROUPS_OF),
    default=False,
)
def component_without_security_group(component: Resource) -> Verdict:
    """Component has no security group of its own.

    It then has the default group of its network, which it shares with everything else that nobody thought of. A member
    of a cluster has the groups of that, a replica those of its source; network and gateway load balancers need none.

    Fix:
        Make a security group for the component, and name it.

    Sources:
        https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html
    """
    names = _GROUPS_OF[component.type]
    named = any_true(component[name].is_set() for name in names)
    exempt = (
        belongs_to_cluster(component)
        | component["replicate_source_db"].is_set()
        | component["replication_group_id"].is_set()
        | component["load_balancer_type"].is_one_of(("gateway", "network"))
    )
    return (
        component[names[0]]
        .must(named, "it names no security group, so that it has the default one", remedy="name a group of its own")
        .unless(exempt)
    )
