"""Amazon DocumentDB."""

from groundrule.policy import HIGH, LOW, MEDIUM, Category, Resource, Verdict, must_be_customer_key, parameter, policy


@policy(
    id="docdb-cluster-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_74", "AWS-0021", "bc1f9009-84a0-490f-ae09-3e0ea6d74ad6"),
    resources=("aws_docdb_cluster",),
)
def docdb_cluster_unencrypted(cluster: Resource) -> Verdict:
    """DocumentDB cluster is stored unencrypted.

    Whoever obtains the disks or a snapshot can read the data. A cluster restored from a snapshot has that
    one's encryption.

    Fix:
        Set `storage_encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html
    """
    return cluster["storage_encrypted"].must_be(True).unless(cluster["snapshot_identifier"].is_set())


@policy(
    id="docdb-cluster-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_182", "AWS-0022", "4766d3ea-241c-4ee6-93ff-c380c996bd1a", "2134641d-30a4-4b16-8ffc-2cd4c4ffd15d"),
    resources=("aws_docdb_cluster",),
    default=False,
)
def docdb_cluster_without_customer_key(cluster: Resource) -> Verdict:
    """DocumentDB cluster is not encrypted with a customer-managed key.

    A key that AWS manages encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html
    """
    return must_be_customer_key(cluster["kms_key_id"])


@policy(
    id="docdb-global-cluster-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_292",),
    resources=("aws_docdb_global_cluster",),
)
def docdb_global_cluster_unencrypted(cluster: Resource) -> Verdict:
    """DocumentDB global cluster is stored unencrypted.

    Whoever obtains the disks or a snapshot in any of its regions can read the data. One that is made from a cluster has
    the encryption of that.

    Fix:
        Set `storage_encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html
    """
    return cluster["storage_encrypted"].must_be(True).unless(cluster["source_db_cluster_identifier"].is_set())


@policy(
    id="docdb-without-audit-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    aliases=(
        "CKV_AWS_85",
        "AWS-0020",
        "56f6a008-1b14-4af4-b9b2-ab7cf7e27641",
        "1bf3b3d4-f373-4d7c-afbb-7d85948a67a5",
    ),
    resources=("aws_docdb_cluster",),
)
def docdb_without_audit_log(cluster: Resource) -> Verdict:
    """DocumentDB cluster does not export its audit log.

    After an incident nobody can tell who connected and what was asked. The profiler's log tells of slow operations
    only; a cluster that exports that and not the audit is denied too.

    Fix:
        Add `audit` (and `profiler`, for slow operations) to `enabled_cloudwatch_logs_exports`, and switch on
        `audit_logs` in the parameter group.

    Sources:
        https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html
    """
    return cluster["enabled_cloudwatch_logs_exports"].must_contain("audit")


@policy(
    id="docdb-audit-off",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    aliases=("CKV_AWS_104",),
    resources=("aws_docdb_cluster_parameter_group",),
    default=False,  # of a cluster without an audit log `docdb-without-audit-log` tells
)
def docdb_audit_off(group: Resource) -> Verdict:
    """DocumentDB parameter group leaves the audit log off.

    A cluster with this group writes no audit log, whatever it exports.

    Fix:
        Set the parameter `audit_logs` to `enabled`.

    Sources:
        https://docs.aws.amazon.com/documentdb/latest/developerguide/cluster_parameter_groups-list_of_parameters.html
    """
    setting = parameter(group, "audit_logs")
    on = setting.is_one_of(("enabled", "all", "ddl", "dml_read", "dml_write"))
    return setting.must(on, "`audit_logs` is not enabled", remedy="set the parameter `audit_logs` to `enabled`")


@policy(
    id="docdb-takes-plain-connections",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_90",),
    resources=("aws_docdb_cluster_parameter_group",),
)
def docdb_takes_plain_connections(group: Resource) -> Verdict:
    """DocumentDB parameter group lets clients connect without TLS.

    Passwords and data can then be read on the way. TLS is on unless the group switches it off.

    Fix:
        Remove the parameter `tls`, or set it to `enabled`.

    Sources:
        https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html
    """
    return parameter(group, "tls").must_not_be("disabled")
