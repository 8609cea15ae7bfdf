"""Amazon Kinesis and Data Firehose."""

from groundrule.policy import HIGH, Category, Resource, Verdict, any_true, policy


@policy(
    id="kinesis-stream-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
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

    Records stay in a stream for a day up to a year; without a key they are not encrypted there.

    Fix:
        Set `encryption_type` to `KMS` and name a key.

    Sources:
        https://docs.aws.amazon.com/streams/latest/dev/what-is-sse.html
    """
    return stream["encryption_type"].must_be("KMS")


@policy(
    id="firehose-stream-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
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
    sources = ("kinesis_source_configuration", "msk_source_configuration")
    encrypted_at_source = any_true(stream[source].is_set() for source in sources)
    encryption = stream["server_side_encryption"]
    # in CloudFormation the encryption has no switch: to configure it is to switch it on
    written = stream.dialect == "cloudformation"
    verdict = encryption.must_be_set() if written else encryption["enabled"].must_be(True)
    return verdict.unless(encrypted_at_source)
