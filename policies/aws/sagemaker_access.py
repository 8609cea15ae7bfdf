"""What Amazon SageMaker AI notebooks may do."""

from groundrule.policy import HIGH, Category, Resource, Verdict, must_not_be_administrative, policy


@policy(
    id="sagemaker-notebook-role-administrative",
    severity=HIGH,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV2_AWS_68",),
    resources=("aws_sagemaker_notebook_instance",),
)
def sagemaker_notebook_role_administrative(notebook: Resource) -> Verdict | None:
    """SageMaker notebook runs as an administrator.

    Whoever opens the notebook, and every package that is installed in it, owns the account. The role's policies
    in the same root tell what it may do. A policy that is written into the role's trust, or into an attribute
    that the role does not have, gives the notebook nothing.

    Fix:
        Give the role only the actions and resources that the notebook needs.

    Sources:
        https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
    """
    return must_not_be_administrative(notebook["role_arn"])
