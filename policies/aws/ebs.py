"""Amazon Elastic Block Store."""

from groundrule.policy import HIGH, Category, Resource, Verdict, policy


@policy(
    id="ebs-volume-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=(
        "CKV_AWS_3",
        "CKV2_AWS_2",
        "AWS-0026",
        "cc997676-481b-4e93-aa81-d19f8c5e9b12",
        "80b7ac3f-d2b7-4577-9b10-df7913497162",
    ),
    resources=("aws_ebs_volume",),
)
def ebs_volume_unencrypted(volume: Resource) -> Verdict:
    """EBS volume is stored unencrypted.

    Whoever obtains the disk or one of its snapshots can read the data. A volume made from an encrypted
    snapshot is always encrypted, whatever the volume itself says.

    Fix:
        Set `encrypted` to true, or make the volume from an encrypted snapshot.

    Sources:
        https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
    """
    return volume["encrypted"].must_be(True)
