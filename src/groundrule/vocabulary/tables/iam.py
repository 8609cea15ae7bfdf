"""AWS IAM."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row


def _inline_policies(type_: str, by: str) -> tuple[Companion, ...]:
    """What an IAM role, user or group carries with it."""
    return (
        Companion(
            f"aws_iam_{type_}_policy",
            "Policies",
            by,
            {"policy": "PolicyDocument", "name": "PolicyName"},
            each=True,
        ),
        Companion(f"aws_iam_{type_}_policy_attachment", "ManagedPolicyArns", by, {"policy_arn": ""}, each=True),
    )


ROWS: Final[dict[str, Row]] = {
    "AWS::IAM::AccessKey": Row("aws_iam_access_key", names={"UserName": "user"}),
    "AWS::IAM::Group": Row("aws_iam_group", names={"GroupName": "name"}, companions=_inline_policies("group", "group")),
    "AWS::IAM::GroupPolicy": Row(
        "aws_iam_group_policy", names={"PolicyDocument": "policy", "PolicyName": "name", "GroupName": "group"}
    ),
    "AWS::IAM::InstanceProfile": Row(
        "aws_iam_instance_profile", {"role": "Roles"}, names={"InstanceProfileName": "name"}
    ),
    "AWS::IAM::ManagedPolicy": Row("aws_iam_policy", names={"PolicyDocument": "policy", "ManagedPolicyName": "name"}),
    "AWS::IAM::Policy": Row("aws_iam_policy", names={"PolicyDocument": "policy", "PolicyName": "name"}),
    "AWS::IAM::Role": Row(
        "aws_iam_role",
        names={"AssumeRolePolicyDocument": "assume_role_policy", "RoleName": "name"},
        companions=_inline_policies("role", "role"),
    ),
    "AWS::IAM::RolePolicy": Row(
        "aws_iam_role_policy", names={"PolicyDocument": "policy", "PolicyName": "name", "RoleName": "role"}
    ),
    "AWS::IAM::User": Row(
        "aws_iam_user",
        names={"UserName": "name"},
        companions=(
            *_inline_policies("user", "user"),
            Companion("aws_iam_user_login_profile", "LoginProfile", "user"),
            Companion("aws_iam_user_group_membership", "Groups", "user", {"groups": ""}),
        ),
    ),
    "AWS::IAM::UserPolicy": Row(
        "aws_iam_user_policy", names={"PolicyDocument": "policy", "PolicyName": "name", "UserName": "user"}
    ),
    "AWS::IAM::UserToGroupAddition": Row("aws_iam_group_membership", names={"GroupName": "group"}),
}
