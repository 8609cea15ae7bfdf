"""Amazon Connect."""

from collections.abc import Iterator

from groundrule.policy import LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="connect-storage-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_269", "CKV_AWS_270"),
    resources=("aws_connect_instance_storage_config",),
    default=False,
)
def connect_storage_without_customer_key(storage: Resource) -> Iterator[Verdict]:
    """Connect keeps recordings or transcripts without a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set the `key_id` of the `encryption_config` of the storage that is used.

    Sources:
        https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html
    """
    configuration = storage if storage.dialect == "cloudformation" else storage["storage_config"]
    for kind in ("kinesis_video_stream_config", "s3_config"):
        yield from configuration[kind].each(lambda part: must_be_customer_key(part["encryption_config"]["key_id"]))
