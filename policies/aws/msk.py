"""Amazon MSK."""

from groundrule.policy import HIGH, LOW, MEDIUM, Category, Resource, Verdict, any_true, must_be_customer_key, policy


@policy(
    id="msk-in-transit-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=(
        "CKV_AWS_81",
        "AWS-0073",
        "6db52fa6-d4da-4608-908a-89f0c59e743e",
        "a976d63f-af0e-46e8-b714-8c1a9c4bf768",
    ),
    resources=("aws_msk_cluster",),
)
def msk_in_transit_unencrypted(cluster: Resource) -> Verdict:
    """MSK cluster takes unencrypted connections.

    Clients, or the brokers among each other, exchange records in the clear. TLS is the default for both,
    so a cluster that says nothing is encrypted (some linters still report it).

    Fix:
        Set `client_broker` to `TLS` and `in_cluster` to true.

    Sources:
        https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html
    """
    in_transit = cluster["encryption_info"]["encryption_in_transit"]
    clients = in_transit["client_broker"].must_not_be_one_of("PLAINTEXT", "TLS_PLAINTEXT")
    return clients & in_transit["in_cluster"].must_not_be(False)


@policy(
    id="msk-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("AWS-0179",),
    resources=("aws_msk_cluster",),
    default=False,
)
def msk_without_customer_key(cluster: Resource) -> Verdict:
    """MSK cluster is not encrypted with a customer-managed key.

    Records are always encrypted, by default with a key that AWS manages and whose policy can not be changed.

    Fix:
        Set `encryption_at_rest_kms_key_arn` in `encryption_info` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html
    """
    encryption = cluster["encryption_info"]
    # CloudFormation has a block of its own where Terraform has one attribute
    nested = cluster.dialect == "cloudformation"
    at_rest = encryption["encryption_at_rest"]["data_volume_kms_key_id"]
    return must_be_customer_key(at_rest if nested else encryption["encryption_at_rest_kms_key_arn"])


@policy(
    id="msk-without-logs",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    aliases=(
        "CKV_AWS_80",
        "AWS-0074",
        "2f56b7ab-7fba-4e93-82f0-247e5ddeb239",
        "fc7c2c15-f5d0-4b80-adb2-c89019f8f62b",
    ),
    resources=("aws_msk_cluster",),
)
def msk_without_logs(cluster: Resource) -> Verdict:
    """MSK cluster's brokers keep no logs.

    Refused clients, and what a broker did before it failed, leave no trace. One destination is enough.

    Fix:
        Enable `cloudwatch_logs`, `firehose` or `s3` in `broker_logs`.

    Sources:
        https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html
    """
    logs = cluster["logging_info"]["broker_logs"]
    kept = any_true(logs[destination]["enabled"].is_(True) for destination in ("cloudwatch_logs", "firehose", "s3"))
    return logs.must(kept, "no destination of `{name}` is enabled", remedy="enable a destination of `{name}`")


@policy(
    id="msk-public",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "CUIMC-03"),
    aliases=("CKV_AWS_291", "54378d69-dd7c-4b08-a43e-80d563396857", "0ce1ba20-8ba8-4364-836f-40c24b8cb0ab"),
    resources=("aws_msk_cluster",),
)
def msk_public(cluster: Resource) -> Verdict:
    """MSK cluster can be reached from the internet.

    Only a client's credential, and the access control lists of Kafka, stand between everybody and the records.

    Fix:
        Set `type` of `public_access` to `DISABLED`, or leave it out.

    Sources:
        https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html
    """
    access = cluster["broker_node_group_info"]["connectivity_info"]["public_access"]
    return access["type"].must_not_be("SERVICE_PROVIDED_EIPS")
