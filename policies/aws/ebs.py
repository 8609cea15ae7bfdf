"""Amazon Elastic Block Store."""

from groundrule.policy import HIGH, LOW, Category, Resource, Verdict, all_of, must_be_customer_key, policy


@policy(
    id="ebs-volume-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=(
        "CKV_AWS_3",
        "CKV2_AWS_2",
        "AWS-0026",
        "cc997676-481b-4e93-aa81-d19f8c5e9b12",
        "80b7ac3f-d2b7-4577-9b10-df7913497162",
        "e6b4b943-6883-47a9-9739-7ada9568f8ca",
    ),
    resources=("aws_ebs_volume",),
)
def ebs_volume_unencrypted(volume: Resource) -> Verdict:
    """EBS volume is stored unencrypted.

    Whoever obtains the disk or one of its snapshots can read the data. A volume made from an encrypted
    snapshot is always encrypted, whatever the volume itself says. One that is attached to nothing is judged as well:
    its data lies there all the same.

    Fix:
        Set `encrypted` to true, or make the volume from an encrypted snapshot.

    Sources:
        https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
    """
    return volume["encrypted"].must_be(True)


@policy(
    id="ebs-default-encryption-off",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_106", "3d3f6270-546b-443c-adb4-bb6fb2187ca6"),
    resources=("aws_ebs_encryption_by_default",),
)
def ebs_default_encryption_off(setting: Resource) -> Verdict:
    """Encryption of new disks by default is switched off for the account.

    Every disk of which nobody says that it is encrypted is then stored as it is.

    Fix:
        Set `enabled` to true.

    Sources:
        https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-7
    """
    return setting["enabled"].must_be(True)


@policy(
    id="ebs-snapshot-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-11", "STAN-05"),
    aliases=("e6b4b943-6883-47a9-9739-7ada9568f8ca",),
    resources=("aws_ebs_snapshot",),
)
def ebs_snapshot_unencrypted(snapshot: Resource) -> Verdict | None:
    """EBS snapshot is taken of an unencrypted volume.

    A snapshot has its volume's encryption. An unencrypted one can be read by whoever it is shared with, and an
    attacker shares it with a single call.

    Fix:
        Encrypt the volume, or take a snapshot of an encrypted copy.

    Sources:
        https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
    """
    source = snapshot["volume_id"]
    volumes = source.targets("aws_ebs_volume")
    if not volumes:
        return None
    return all_of(
        source.decide(
            volume["encrypted"].is_(expected=True),
            f"the volume `{volume.address}` is not encrypted",
            unknown=volume["encrypted"].why_unknown,
        )
        for volume in volumes
    )


@policy(
    id="ebs-snapshot-copy-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_183",),
    resources=("aws_ebs_snapshot_copy",),
    default=False,
)
def ebs_snapshot_copy_without_customer_key(copy: Resource) -> Verdict:
    """Copy of an EBS snapshot is not encrypted with a customer-managed key.

    Only a key of your own lets you decide, and log, who can decrypt, and share the copy with another account.

    Fix:
        Set `encrypted` to true and `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html
    """
    return must_be_customer_key(copy["kms_key_id"])


@policy(
    id="ebs-volume-unattached",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-19",),
    aliases=("1819ac03-542b-4026-976b-f37addd59f3b",),
    resources=("aws_ebs_volume",),
    default=False,
)
def ebs_volume_unattached(volume: Resource) -> Verdict:
    """EBS volume is attached to nothing.

    It costs money, and data that nobody uses is data that nobody watches.

    Fix:
        Attach the volume to an instance, or keep a snapshot and delete it.

    Sources:
        https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-lifecycle.html
        https://docs.aws.amazon.com/config/latest/developerguide/ec2-volume-inuse-check.html
    """
    return volume.companions("aws_volume_attachment", by="volume_id").must_exist("no instance has the volume")
