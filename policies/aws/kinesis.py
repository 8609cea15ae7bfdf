"""Amazon Kinesis and Data Firehose."""

from groundrule.policy import HIGH, LOW, Category, Resource, Truth, Verdict, any_true, must_be_customer_key, policy


@policy(
    id="kinesis-stream-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=(
        "CKV_AWS_43",
        "AWS-0064",
        "862fe4bf-3eec-4767-a517-40f378886b88",
        "7f65be75-90ab-4036-8c2a-410aef7bb650",
    ),
    resources=("aws_kinesis_stream",),
)
def kinesis_stream_unencrypted(stream: Resource) -> Verdict:
    """Kinesis stream is stored unencrypted.

    Records stay in a stream for a day up to a year; without a key they are not encrypted there. Terraform's provider
    refuses the type `KMS` without a key, so that it has to be named, though some linters pass the type alone.

    Fix:
        Set `encryption_type` to `KMS` and name a key.

    Sources:
        https://docs.aws.amazon.com/streams/latest/dev/what-is-sse.html
    """
    return stream["encryption_type"].must_be("KMS") & stream["kms_key_id"].must_be_set()


def _encrypted_at_source(stream: Resource) -> Truth:
    return any_true(stream[source].is_set() for source in ("kinesis_source_configuration", "msk_source_configuration"))


@policy(
    id="firehose-stream-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_240", "5c6dd5e7-1fe0-4cae-8f81-4c122717cef3"),
    resources=("aws_kinesis_firehose_delivery_stream",),
)
def firehose_stream_unencrypted(stream: Resource) -> Verdict:
    """Firehose stream is stored unencrypted.

    Records wait in the stream until they are delivered. A stream that reads from Kinesis or Kafka is
    encrypted by its source and can not have a key of its own.

    Fix:
        Enable `server_side_encryption`.

    Sources:
        https://docs.aws.amazon.com/firehose/latest/dev/encryption.html
    """
    encryption = stream["server_side_encryption"]
    # in CloudFormation the encryption has no switch: to configure it is to switch it on
    written = stream.dialect == "cloudformation"
    verdict = encryption.must_be_set() if written else encryption["enabled"].must_be(True)
    return verdict.unless(_encrypted_at_source(stream))


@policy(
    id="kinesis-stream-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_185",),
    resources=("aws_kinesis_stream",),
    default=False,
)
def kinesis_stream_without_customer_key(stream: Resource) -> Verdict:
    """Kinesis stream is not encrypted with a customer-managed key.

    Only a key of your own lets you decide, and log, who can decrypt the records.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/streams/latest/dev/creating-using-sse-master-keys.html
    """
    return must_be_customer_key(stream["kms_key_id"])


@policy(
    id="kinesis-video-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_177",),
    resources=("aws_kinesis_video_stream",),
    default=False,
)
def kinesis_video_without_customer_key(stream: Resource) -> Verdict:
    """Kinesis video stream is not encrypted with a customer-managed key.

    Video is always encrypted, by default with a key that AWS manages. Only a key of your own lets you decide, and
    log, who can decrypt it.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/how-kms.html
    """
    return must_be_customer_key(stream["kms_key_id"])


@policy(
    id="firehose-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_241",),
    resources=("aws_kinesis_firehose_delivery_stream",),
    default=False,
)
def firehose_without_customer_key(stream: Resource) -> Verdict:
    """Firehose stream is not encrypted with a customer-managed key.

    Only a key of your own lets you decide, and log, who can decrypt the records. A stream that reads from Kinesis
    or Kafka is encrypted by its source.

    Fix:
        Set `key_type` in `server_side_encryption` to `CUSTOMER_MANAGED_CMK` and name the key.

    Sources:
        https://docs.aws.amazon.com/firehose/latest/dev/encryption.html
    """
    encryption = stream["server_side_encryption"]
    own = encryption["key_type"].must_be("CUSTOMER_MANAGED_CMK") & must_be_customer_key(encryption["key_arn"])
    return own.unless(_encrypted_at_source(stream))
