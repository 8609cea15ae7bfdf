"""Amazon DynamoDB and DAX."""

from groundrule.policy import (
    HIGH,
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    any_true,
    must_be_customer_key,
    policy,
    taken_from,
)


@policy(
    id="dynamodb-table-without-kms",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=(
        "AWS-0121",
        "ce089fd4-1406-47bd-8aad-c259772bb294",
        "4bd21e68-38c1-4d58-acdc-6a14b203237f",
        "c8dee387-a2e6-4a73-a942-183c975549ac",
    ),
    resources=("aws_dynamodb_table",),
    default=False,
)
def dynamodb_table_without_kms(table: Resource) -> Verdict:
    """DynamoDB table is encrypted with a key that AWS owns.

    Tables are always encrypted. With the key that AWS owns, nothing tells who used it; the switch turns
    to a KMS key whose use is logged. (Some linters call the default unencrypted.)

    Fix:
        Enable `server_side_encryption`.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
    """
    return table["server_side_encryption"]["enabled"].must_be(True)


@policy(
    id="dynamodb-table-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_119", "AWS-0025"),
    resources=("aws_dynamodb_table",),
    default=False,
)
def dynamodb_table_without_customer_key(table: Resource) -> Verdict:
    """DynamoDB table is not encrypted with a customer-managed key.

    Only a key of your own lets you decide, and log, who can decrypt, and withdraw that.

    Fix:
        Set `kms_key_arn` in `server_side_encryption` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
    """
    return must_be_customer_key(table["server_side_encryption"]["kms_key_arn"])


@policy(
    id="dax-cluster-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_47", "AWS-0023", "f11aec39-858f-4b6f-b946-0a1bf46c0c87"),
    resources=("aws_dax_cluster",),
)
def dax_cluster_unencrypted(cluster: Resource) -> Verdict:
    """DAX cluster is stored unencrypted.

    The cache holds copies of the items of the table on disk. A switch that is no truth value (`True` names something
    else in Terraform) is not known.

    Fix:
        Enable `server_side_encryption`.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html
    """
    return cluster["server_side_encryption"]["enabled"].must_be(True)


@policy(
    id="dax-cluster-plain-connections",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_239",),
    resources=("aws_dax_cluster",),
)
def dax_cluster_plain_connections(cluster: Resource) -> Verdict:
    """DAX cluster takes unencrypted connections.

    The items that it caches travel in the clear. That is the default, and can only be chosen when the cluster is made.

    Fix:
        Set `cluster_endpoint_encryption_type` to `TLS`.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html
    """
    return cluster["cluster_endpoint_encryption_type"].must_be("TLS")


@policy(
    id="dynamodb-without-point-in-time-recovery",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-11", "CUIMC-12", "STAN-05"),
    aliases=(
        "CKV_AWS_28",
        "CKV_AWS_165",
        "AWS-0024",
        "741f1291-47ac-4a85-a07b-3d32a9d6bd3e",
        "0f04217d-488f-4e7a-bec8-f16159686cd6",
    ),
    resources=("aws_dynamodb_table", "aws_dynamodb_table_replica"),
)
def dynamodb_without_point_in_time_recovery(table: Resource) -> Verdict | None:
    """DynamoDB table can't be restored to an earlier time.

    Items that are overwritten or deleted by mistake are gone. Each replica has a switch of its own; in CloudFormation a
    global table has only those of its replicas. What locks Terraform's state (its key is `LockID`) is no data.

    Fix:
        Enable `point_in_time_recovery`.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
        https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-state-locking
    """
    if table.type == "aws_dynamodb_table_replica":
        return table["point_in_time_recovery"].must_be(True)
    if table["replicas"].written:
        return None
    keys = table["key_schema"]
    locks = table["hash_key"].is_("LockID") | keys.has(lambda key: key["attribute_name"].is_("LockID"))
    return table["point_in_time_recovery"]["enabled"].must_be(True).unless(locks, table["hash_key"].why_unknown)


@policy(
    id="dynamodb-table-without-autoscaling",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV2_AWS_16",),
    resources=("aws_dynamodb_table",),
    default=False,
)
def dynamodb_table_without_autoscaling(table: Resource) -> Verdict | None:
    """DynamoDB table has a fixed capacity.

    Beyond it, requests are refused. Tables that are billed by request have none, and a global table of CloudFormation
    scales by what it says itself.

    Fix:
        Set `billing_mode` to `PAY_PER_REQUEST`, or add a scaling target and a policy for the table.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
    """
    if table["write_provisioned_throughput_settings"].written:
        return None
    scaled = any_true(_scaled_by(policy, table) for policy in table.others("aws_appautoscaling_policy"))
    mode = table["billing_mode"]
    demand = mode.is_("PAY_PER_REQUEST")
    return mode.must(demand | scaled, "its capacity is provisioned, and no scaling policy changes it")


def _scaled_by(scaling: Resource, table: Resource) -> Truth:
    """Whether a scaling policy belongs to a table, by its own resource id or that of its target."""
    ids = [scaling["resource_id"]]
    for name in ("resource_id", "scaling_target_id"):
        ids += [target["resource_id"] for target in scaling[name].targets("aws_appautoscaling_target")]
    return any_true(_speaks_of(one, table) for one in ids)


def _speaks_of(resource_id: Attribute, table: Resource) -> Truth:
    """Whether the id of a scaling resource is that of a table, by reference or by its name."""
    meant = resource_id.targets("aws_dynamodb_table") or taken_from(resource_id, "aws_dynamodb_table")
    if meant:
        return Truth.of(table in meant)
    name = table["name"].text
    return resource_id.is_(f"table/{name}") if name is not None else Truth.FALSE


@policy(
    id="dynamodb-billing-mode-invalid",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("c333e906-8d8b-4275-b999-78b6318f8dc6",),
    resources=("aws_dynamodb_table",),
)
def dynamodb_billing_mode_invalid(table: Resource) -> Verdict:
    """DynamoDB table has a billing mode that does not exist.

    The deployment fails half-way.

    Fix:
        Set `billing_mode` to `PROVISIONED` or `PAY_PER_REQUEST`.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
    """
    return table["billing_mode"].must_be_one_of("PROVISIONED", "PAY_PER_REQUEST")
