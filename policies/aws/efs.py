"""Amazon Elastic File System."""

from groundrule.policy import HIGH, LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="efs-file-system-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_42", "AWS-0037", "48207659-729f-4b5c-9402-f884257d794f", "2ff8e83c-90e1-4d68-a300-6d652112e622"),
    resources=("aws_efs_file_system",),
)
def efs_file_system_unencrypted(file_system: Resource) -> Verdict:
    """EFS file system is stored unencrypted.

    Files lie in the clear on the disks of the service. Encryption can only be chosen when the file system
    is made, and a program that makes one leaves it off unless it says so.

    Fix:
        Set `encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html
    """
    return file_system["encrypted"].must_be(True)


@policy(
    id="efs-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_184", "25d251f3-f348-4f95-845c-1090e41a615c", "6d087495-2a42-4735-abf7-02ef5660a7e6"),
    resources=("aws_efs_file_system",),
    default=False,
)
def efs_without_customer_key(file_system: Resource) -> Verdict:
    """EFS file system is not encrypted with a customer-managed key.

    A key that AWS manages encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html
    """
    return must_be_customer_key(file_system["kms_key_id"])
