"""Amazon EC2: the disks of instances."""

from collections.abc import Iterator

from groundrule.policy import HIGH, LOW, Attribute, Category, Resource, Truth, Verdict, must_be_customer_key, policy

_DEVICES = ("root_block_device", "ebs_block_device", "block_device_mappings")


def _disk(device: Attribute) -> Attribute:
    """Where the settings of a device stand: CloudFormation and launch templates have a level more."""
    nested = device["ebs"]
    return nested if nested.written else device


def _is_disk(device: Attribute) -> Truth:
    """Whether a device is a volume of its own: neither on the host, nor left out, nor made from a snapshot."""
    disk, left_out = _disk(device), device["no_device"]
    # CloudFormation writes an empty object for it
    none = Truth.of(left_out.written) & ~left_out.is_(expected=False)
    return ~(device["virtual_name"].is_set() | none | disk["snapshot_id"].is_set())


@policy(
    id="ec2-disk-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=(
        "CKV_AWS_8",
        "AWS-0008",
        "AWS-0131",
        "4de9de27-254e-424f-bd70-4c1e95790838",
    ),
    resources=("aws_instance", "aws_launch_configuration", "aws_launch_template"),
)
def ec2_disk_unencrypted(machine: Resource) -> Iterator[Verdict]:
    """Disk of an instance is stored unencrypted.

    Whoever obtains the disk or one of its snapshots can read the data. A disk made from a snapshot has that one's
    encryption, and encryption by default for the account covers all. An instance that says nothing of its disks has
    the encryption of its image, which the template does not show.

    Fix:
        Set `encrypted` to true for every device, or switch on encryption by default.

    Sources:
        https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
    """
    defaults = machine.others("aws_ebs_encryption_by_default")
    by_default = Truth.of(any(item["enabled"].is_(expected=False) is not Truth.TRUE for item in defaults))

    def judge(device: Attribute) -> Verdict:
        return _disk(device)["encrypted"].must_be(True).when(_is_disk(device)).unless(by_default)

    for name in _DEVICES:
        yield from machine[name].each(judge)


@policy(
    id="ebs-volume-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=(
        "CKV_AWS_189",
        "AWS-0027",
        "b7063015-6c31-4658-a8e7-14f98f37fd42",
    ),
    resources=("aws_ebs_volume",),
    default=False,
)
def ebs_volume_without_customer_key(volume: Resource) -> Verdict:
    """EBS volume is not encrypted with a customer-managed key.

    Only a key of your own lets you decide, and log, who can decrypt, share a snapshot with another account, and
    withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
    """
    return must_be_customer_key(volume["kms_key_id"])
