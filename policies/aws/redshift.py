"""Amazon Redshift."""

from groundrule.policy import (
    HIGH,
    INFO,
    LOW,
    MEDIUM,
    Category,
    Resource,
    Truth,
    Verdict,
    must_be_customer_key,
    must_not_be_published,
    parameter,
    policy,
)


@policy(
    id="redshift-cluster-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_64", "AWS-0084", "cfdcabb0-fc06-427c-865b-c59f13e898ce", "3b316b05-564c-44a7-9c3f-405bb95e211e"),
    resources=("aws_redshift_cluster",),
)
def redshift_cluster_unencrypted(cluster: Resource) -> Verdict:
    """Redshift cluster is stored unencrypted.

    Whoever obtains the disks or a snapshot can read the data. Clusters made since January 2025 are
    encrypted by default, but the API that Terraform and CloudFormation use takes an explicit `false`; an
    unwritten attribute is still off for older provider versions.

    Fix:
        Set `encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html
    """
    return cluster["encrypted"].must_be(True)


@policy(
    id="redshift-cluster-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_142", "de76a0d6-66d5-45c9-9022-f05545b85c78"),
    resources=("aws_redshift_cluster",),
    default=False,
)
def redshift_cluster_without_customer_key(cluster: Resource) -> Verdict:
    """Redshift cluster is not encrypted with a customer-managed key.

    A key that AWS manages encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html
    """
    return must_be_customer_key(cluster["kms_key_id"])


@policy(
    id="redshift-cluster-public",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-03"),
    aliases=("CKV_AWS_87", "af173fde-95ea-4584-b904-bb3923ac4bda", "bdf8dcb4-75df-4370-92c4-606e4ae6c4d3"),
    resources=("aws_redshift_cluster", "aws_redshiftserverless_workgroup"),
)
def redshift_cluster_public(cluster: Resource) -> Verdict:
    """Redshift cluster has a public address.

    One rule of a security group that is too wide, and everybody can try passwords. Terraform's provider made clusters
    public unless they said otherwise before its version 6, so it has to be said. It is less severe where no subnet of
    it has a route to an internet gateway. A workgroup of Redshift Serverless is private unless it says otherwise.

    Fix:
        Set `publicly_accessible` to false.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html
        https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade
    """
    if cluster.type == "aws_redshiftserverless_workgroup":
        return cluster["publicly_accessible"].must_be(expected=False)
    return must_not_be_published(cluster)


@policy(
    id="redshift-without-audit-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    aliases=("CKV_AWS_71", "15ffbacc-fa42-4f6f-a57d-2feac7365caa", "3de2d4ff-fe53-4fc9-95d3-2f8a69bf90d6"),
    resources=("aws_redshift_cluster",),
)
def redshift_without_audit_log(cluster: Resource) -> Verdict:
    """Redshift cluster does not log connections and statements.

    After an incident nobody can tell who connected and what was asked. It is off by default.

    Fix:
        Add an `aws_redshift_logging` for the cluster.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html
    """
    inline = cluster["logging"]["enable"]
    if cluster["logging"].written:
        return inline.must_be(True)
    return cluster.companions("aws_redshift_logging", by="cluster_identifier").must_exist("it has no audit log")


@policy(
    id="redshift-takes-plain-connections",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_105",),
    resources=("aws_redshift_parameter_group",),
)
def redshift_takes_plain_connections(group: Resource) -> Verdict:
    """Redshift parameter group lets clients connect without TLS.

    A client that does not ask for TLS sends its password and its data in the clear. Groups of the family redshift-2.0
    demand it unless they switch that off, those of redshift-1.0 do not.

    Fix:
        Set the parameter `require_ssl` to true.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html
        https://docs.aws.amazon.com/redshift/latest/mgmt/behavior-changes.html
    """
    setting = parameter(group, "require_ssl")
    demanded = group["family"].is_("redshift-2.0") if not setting.written else Truth.FALSE
    return setting.must(setting.is_one_of((True, "on", "1")), "`require_ssl` is not true").unless(demanded)


@policy(
    id="redshift-not-backed-up",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-11", "CUIMC-12", "STAN-05"),
    aliases=("CKV_AWS_343",),
    resources=("aws_redshift_cluster",),
)
def redshift_not_backed_up(cluster: Resource) -> Verdict:
    """Redshift cluster takes no automatic snapshots.

    A wrong statement can't be undone. One day is kept by default; zero switches snapshots off.

    Fix:
        Set `automated_snapshot_retention_period` to 7 or more.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html
    """
    return cluster["automated_snapshot_retention_period"].must_be_at_least(1)


@policy(
    id="redshift-upgrades-off",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-23",),
    aliases=("CKV_AWS_141",),
    resources=("aws_redshift_cluster",),
)
def redshift_upgrades_off(cluster: Resource) -> Verdict:
    """Redshift cluster does not take new versions by itself.

    Security fixes then wait until somebody thinks of them. It is on by default.

    Fix:
        Set `allow_version_upgrade` to true.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-considerations.html
    """
    return cluster["allow_version_upgrade"].must_be(True)


@policy(
    id="redshift-in-default-subnets",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_154", "AWS-0127", "0a494a6a-ebe2-48a0-9d77-cf9d5125e1b3"),
    resources=("aws_redshift_cluster",),
)
def redshift_in_default_subnets(cluster: Resource) -> Verdict:
    """Redshift cluster is placed in the default VPC.

    Without a subnet group it lands in the default VPC, whose subnets are all public.

    Fix:
        Set `cluster_subnet_group_name` to a group of private subnets.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-cluster-subnet-groups.html
    """
    return cluster["cluster_subnet_group_name"].must_be_set()


@policy(
    id="redshift-outside-vpc-routing",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_321",),
    resources=("aws_redshift_cluster",),
    default=False,
)
def redshift_outside_vpc_routing(cluster: Resource) -> Verdict:
    """Redshift loads and unloads data outside of the VPC.

    Such traffic passes no security group, network ACL, endpoint policy or flow log of yours.

    Fix:
        Set `enhanced_vpc_routing` to true.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html
    """
    return cluster["enhanced_vpc_routing"].must_be(True)


@policy(
    id="redshift-default-database-name",
    severity=INFO,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_320",),
    resources=("aws_redshift_cluster",),
    default=False,
)
def redshift_default_database_name(cluster: Resource) -> Verdict:
    """Redshift cluster keeps the default database name.

    `dev` is the first name that is guessed.

    Fix:
        Set `database_name` to a name of your own.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-9
    """
    return cluster["database_name"].must_not_be("dev")


@policy(
    id="redshift-well-known-user",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_391",),
    resources=("aws_redshift_cluster",),
    default=False,
)
def redshift_well_known_user(cluster: Resource) -> Verdict:
    """Public Redshift cluster has an administrator whose name everybody knows.

    Whoever tries passwords from the internet needs no second guess.

    Fix:
        Set `publicly_accessible` to false, and `master_username` to a name of your own.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-8
    """
    well_known = cluster["master_username"].must_not_be_one_of("awsuser", "admin", "administrator")
    return well_known.unless(cluster["publicly_accessible"].is_(expected=False))
