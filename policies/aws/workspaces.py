"""Amazon WorkSpaces."""

from collections.abc import Iterator

from groundrule.policy import HIGH, Category, Resource, Verdict, policy


@policy(
    id="workspaces-volume-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=(
        "CKV_AWS_155",
        "CKV_AWS_156",
        "AWS-0109",
        "b9033580-6886-401a-8631-5f19f5bb24c7",
        "89827c57-5a8a-49eb-9731-976a606d70db",
    ),
    resources=("aws_workspaces_workspace",),
)
def workspaces_volume_unencrypted(workspace: Resource) -> Iterator[Verdict]:
    """WorkSpace volume is stored unencrypted.

    Whoever obtains the disks can read what people worked on.

    Fix:
        Set both switches to true.

    Sources:
        https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html
    """
    for name in ("root_volume_encryption_enabled", "user_volume_encryption_enabled"):
        yield workspace[name].must_be(True)
