"""Amazon Elastic File System."""

from collections.abc import Iterator

from groundrule.policy import (
    HIGH,
    LOW,
    Category,
    Resource,
    Verdict,
    must_be_customer_key,
    must_not_be_public,
    policy,
)


@policy(
    id="efs-file-system-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
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


@policy(
    id="efs-policy-public",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=("fae52418-bb8b-4ac2-b287-0b9082d6a3fd",),
    resources=("aws_efs_file_system_policy",),
)
def efs_policy_public(document: Resource) -> Iterator[Verdict]:
    """EFS file system policy lets everybody in its network mount it.

    Whoever reaches a mount target can do what the statement allows, without any IAM identity. A condition on mount
    targets or access points makes the statement no longer public.

    Fix:
        Name the roles that need it, or add a condition such as `elasticfilesystem:AccessedViaMountTarget`.

    Sources:
        https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html
    """
    yield from must_not_be_public(document["policy"])


@policy(
    id="efs-access-point-at-root",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_329",),
    resources=("aws_efs_access_point",),
    default=False,
)
def efs_access_point_at_root(point: Resource) -> Verdict:
    """EFS access point shows the whole file system.

    Its clients see the files of all others. Without a root directory it is the root of the file system.

    Fix:
        Set the `path` of `root_directory` to a directory of its own.

    Sources:
        https://docs.aws.amazon.com/efs/latest/ug/enforce-root-directory-access-point.html
    """
    path = point["root_directory"]["path"]
    return path.must_be_set() & path.must_not_be("/")


@policy(
    id="efs-access-point-without-user",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_330",),
    resources=("aws_efs_access_point",),
    default=False,
)
def efs_access_point_without_user(point: Resource) -> Verdict:
    """EFS access point lets its clients say who they are.

    A client then has the rights of whatever user and group it claims, root included.

    Fix:
        Set `uid` and `gid` in `posix_user`.

    Sources:
        https://docs.aws.amazon.com/efs/latest/ug/enforce-identity-access-points.html
    """
    return point["posix_user"]["gid"].must_be_set()


@policy(
    id="efs-untagged",
    severity=LOW,
    category=Category.TAGGING,
    requirements=("CUIMC-14",),
    aliases=("08e39832-5e42-4304-98a0-aa5b43393162",),
    resources=("aws_efs_file_system",),
    default=False,
)
def efs_untagged(file_system: Resource) -> Verdict:
    """EFS file system has no tags.

    Nobody can tell whose it is. Tags that the provider sets by default count.

    Fix:
        Add `tags`.

    Sources:
        https://docs.aws.amazon.com/efs/latest/ug/manage-fs-tags.html
    """
    tags = file_system["tags"]
    return tags.must(file_system["tags_all"].is_set(), "it has no tags", remedy="set `{name}`")
