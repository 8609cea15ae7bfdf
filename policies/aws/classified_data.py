"""High-risk data: the rules that tighten with the class of the data."""

from typing import Final

from groundrule.policy import (
    CLASSIFICATION,
    HIGH,
    KEYS_OF_STORES,
    MEDIUM,
    PROTECTED_CLASSES,
    Attribute,
    Category,
    Resource,
    Verdict,
    belongs_to_cluster,
    data_class,
    is_protected,
    must_be_customer_key,
    policy,
)

_ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration"
# where a resource says that it has a public address
_PUBLIC: Final = {
    "aws_db_instance": "publicly_accessible",
    "aws_dms_replication_instance": "publicly_accessible",
    "aws_instance": "associate_public_ip_address",
    "aws_mq_broker": "publicly_accessible",
    "aws_neptune_cluster_instance": "publicly_accessible",
    "aws_rds_cluster_instance": "publicly_accessible",
    "aws_redshift_cluster": "publicly_accessible",
    "aws_redshiftserverless_workgroup": "publicly_accessible",
}


@policy(
    id="classified-store-without-customer-key",
    severity=MEDIUM,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-01"),
    parameters=(*CLASSIFICATION, PROTECTED_CLASSES),
    resources=tuple(KEYS_OF_STORES),
    default=False,
)
def classified_store_without_customer_key(store: Resource) -> Verdict:
    """High-risk data (PHI) is not encrypted by a key of the organisation's own.

    Only a key of one's own lets the organisation decide, and log, who can decrypt PHI, and withdraw that at once. Which
    classes of data ask for it, the profile says in `protected-classes`.

    Fix:
        Name a customer-managed KMS key.

    Sources:
        https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
        https://docs.aws.amazon.com/prescriptive-guidance/latest/encryption-best-practices/welcome.html
    """
    verdict = _bucket_key(store) if store.type == "aws_s3_bucket" else _store_key(store)
    return verdict.unless(belongs_to_cluster(store)).when(is_protected(store), data_class(store).unknown)


def _store_key(store: Resource) -> Verdict:
    verdict = must_be_customer_key(store.along(KEYS_OF_STORES[store.type]))
    replicas = store.companions("aws_dynamodb_table_replica", by="global_table_arn").sure
    if store.type == "aws_dynamodb_table" and store.dialect == "cloudformation" and replicas:
        # a global table's keys stand in its replicas
        return verdict | must_be_customer_key(replicas[0]["kms_key_arn"])
    return verdict


def _bucket_key(bucket: Resource) -> Verdict:
    def judge(holder: Attribute) -> Verdict:
        defaults = holder["rule"]["apply_server_side_encryption_by_default"]
        return must_be_customer_key(defaults["kms_master_key_id"])

    inline = bucket["server_side_encryption_configuration"]
    if inline.written:
        return judge(inline)
    return bucket.companions(_ENCRYPTION, by="bucket").any(
        lambda separate: must_be_customer_key(
            separate["rule"]["apply_server_side_encryption_by_default"]["kms_master_key_id"]
        ),
        "it holds high-risk data, and no key of your own encrypts it",
        remedy="encrypt it with `aws:kms` and name a key",
    )


@policy(
    id="classified-data-public-address",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20", "STAN-01"),
    parameters=(*CLASSIFICATION, PROTECTED_CLASSES),
    resources=tuple(_PUBLIC),
    default=False,
)
def classified_data_public_address(resource: Resource) -> Verdict:
    """Resource with high-risk data (PHI) has a public address.

    What has an address of the internet is found within minutes, and one wrong rule lets everybody at PHI. Which classes
    of data must have none, the profile says in `protected-classes`.

    Fix:
        Take the public address away, and let people reach it by the campus network or a gateway.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
    """
    public = resource[_PUBLIC[resource.type]]
    verdict = public.must(
        ~public.is_(True), "it holds high-risk data and has a public address", remedy="set `{name}` to false"
    )
    return verdict.when(is_protected(resource), data_class(resource).unknown)
