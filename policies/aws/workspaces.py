"""Amazon WorkSpaces."""

from groundrule.policy import HIGH, Category, Resource, Verdict, policy


@policy(
    id="workspaces-root-volume-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=(
        "CKV_AWS_156",
        "AWS-0109",
        "b9033580-6886-401a-8631-5f19f5bb24c7",
        "89827c57-5a8a-49eb-9731-976a606d70db",
    ),
    resources=("aws_workspaces_workspace",),
)
def workspaces_root_volume_unencrypted(workspace: Resource) -> Verdict:
    """Root volume of a WorkSpace is stored unencrypted.

    Whoever obtains the disk can read what people worked on. Encryption can only be chosen when the WorkSpace is made.

    Fix:
        Set `root_volume_encryption_enabled` to true and name a key.

    Sources:
        https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html
    """
    return workspace["root_volume_encryption_enabled"].must_be(True)


@policy(
    id="workspaces-user-volume-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=(
        "CKV_AWS_155",
        "AWS-0109",
        "b9033580-6886-401a-8631-5f19f5bb24c7",
        "89827c57-5a8a-49eb-9731-976a606d70db",
    ),
    resources=("aws_workspaces_workspace",),
)
def workspaces_user_volume_unencrypted(workspace: Resource) -> Verdict:
    """User volume of a WorkSpace is stored unencrypted.

    Whoever obtains the disk can read what people worked on. Encryption can only be chosen when the WorkSpace is made.

    Fix:
        Set `user_volume_encryption_enabled` to true and name a key.

    Sources:
        https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html
    """
    return workspace["user_volume_encryption_enabled"].must_be(True)
