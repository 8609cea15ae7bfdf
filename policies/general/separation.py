"""Separation: high-risk data shares no key, network or bucket with other data."""

from collections.abc import Iterator
from typing import Final

from groundrule.policy import (
    CLASSIFICATION,
    DATA_STORES,
    MEDIUM,
    PROTECTED_CLASSES,
    UNCLASSIFIED,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    data_class,
    is_protected,
    policy,
)

_ENCRYPTION: Final = "aws_s3_bucket_server_side_encryption_configuration"
# what must not be shared → what it is to people
_SHARED: Final = {
    "aws_kms_key": "key",
    "aws_kms_alias": "key",
    "aws_security_group": "security group",
    "aws_subnet": "subnet",
    "aws_db_subnet_group": "subnet group",
    "azurerm_key_vault_key": "key",
    "azurerm_subnet": "subnet",
    "google_compute_subnetwork": "subnet",
    "google_kms_crypto_key": "key",
}
# what places data in a network
_COMPUTE: Final = ("aws_instance", "aws_lambda_function", "aws_rds_cluster_instance", "google_compute_instance")
_PLACES: Final = (
    "kms_key_id",
    "kms_key_arn",
    "kms_master_key_id",
    "server_side_encryption",
    "encrypt_at_rest",
    "encryption_configuration",
    "vpc_security_group_ids",
    "security_group_ids",
    "security_groups",
    "subnet_id",
    "subnet_ids",
    "db_subnet_group_name",
    "vpc_config",
    "vpc_options",
    "customer_managed_key",
    "key_vault_key_id",
    "delegated_subnet_id",
    "encryption",
    "default_encryption_configuration",
    "encryption_key_name",
    "kms_key_name",
    "disk_encryption_key",
    "network_interface",
)


@policy(
    id="data-classes-mixed",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("STAN-05",),
    parameters=(*CLASSIFICATION, PROTECTED_CLASSES),
    resources=(*DATA_STORES, *_COMPUTE),
    default=False,
)
def data_classes_mixed(store: Resource) -> Iterator[Verdict]:
    """High-risk data (PHI) shares its key or network with data of another class.

    Whoever may decrypt the one, or stands in its network, gets at the other: PHI is then only as well kept as the menu
    of the canteen. Only what is classified counts; unclassified data is a fault of its own.

    Fix:
        Give high-risk data a key, a security group and a subnet of its own.

    Sources:
        https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/design-principles-for-organizing-your-aws-accounts.html
        https://docs.aws.amazon.com/kms/latest/developerguide/best-practices.html
        https://cloud.google.com/kms/docs/separation-of-duties
    """
    if is_protected(store) is Truth.FALSE:
        return
    for place in _places(store):
        for shared in place.targets(*_SHARED):
            others = [other for other in _users(shared) if other != store and _is_of_other_class(store, other)]
            if others:
                yield place.deny(
                    f"the {_SHARED[shared.type]} `{shared.address}` is shared with `{others[0].address}`, whose data is"
                    f" {data_class(others[0]).word} risk: PHI must be separated from other data",
                    remedy="give high-risk data one of its own",
                ).when(is_protected(store), data_class(store).unknown)


def _places(store: Resource) -> Iterator[Attribute]:
    yield from (store[name] for name in _PLACES)
    if store.type == "aws_s3_bucket":
        yield store["server_side_encryption_configuration"]
        yield from (separate["rule"] for separate in store.companions(_ENCRYPTION, by="bucket"))


def _users(shared: Resource) -> Iterator[Resource]:
    """What data refers to a key or a part of the network; for a bucket its encryption does."""
    for user in shared.referrers():
        if user.type == _ENCRYPTION:
            yield from user["bucket"].targets("aws_s3_bucket")
        elif user.type in DATA_STORES or user.type in _COMPUTE:
            yield user


def _is_of_other_class(store: Resource, other: Resource) -> bool:
    mine, theirs = data_class(store), data_class(other)
    known = theirs.unknown is None and theirs.word != UNCLASSIFIED
    return known and theirs.word != mine.word and is_protected(other) is Truth.FALSE


@policy(
    id="object-class-unlike-bucket",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("STAN-05",),
    parameters=CLASSIFICATION,
    resources=("aws_s3_object", "aws_s3_bucket_object"),
    default=False,
)
def object_class_unlike_bucket(item: Resource) -> Verdict | None:
    """S3 object is of another data class than its bucket.

    Rules of access, retention and logging are those of the bucket: PHI in a bucket for other data has too little of
    each, and whoever may read the rest reads it as well. CloudFormation has no objects.

    Fix:
        Keep each class of data in a bucket of its own.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
    """
    own = data_class(item)
    buckets = item["bucket"].targets("aws_s3_bucket")
    if not buckets or (own.unknown is None and own.word == UNCLASSIFIED):
        return None
    bucket = data_class(buckets[0])
    if bucket.unknown is None and bucket.word == UNCLASSIFIED:
        return None
    verdict = item["tags"].must(
        bucket.among((own.word,)),
        f"its data is {own.word} risk, that of its bucket `{buckets[0].address}` {bucket.word}",
    )
    return verdict if own.unknown is None else verdict.unless(Truth.UNKNOWN, own.unknown)
