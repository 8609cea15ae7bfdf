"""AWS Lambda permissions."""

from groundrule.policy import CRITICAL, Category, Resource, Verdict, any_true, policy


@policy(
    id="lambda-permission-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "CKV_AWS_301",
        "1btsf2f9-af8c-4dfc-a0f1-a03adb70deb2",
        "e08ed7eb-f3ef-494d-9d22-2e3db756a347",
        "1d6e16f1-5d8a-4379-bfb3-2dadd38ed5a7",
    ),
    resources=("aws_lambda_permission",),
)
def lambda_permission_public(permission: Resource) -> Verdict:
    """Lambda function can be invoked by everybody.

    Everybody with an AWS account can run the function and pays nothing for it. An organisation, or a
    source account or resource, narrows it.

    Fix:
        Name the principal, or set `principal_org_id`.

    Sources:
        https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
    """
    narrowed = any_true(permission[name].is_set() for name in ("principal_org_id", "source_account", "source_arn"))
    return permission["principal"].must_not_be("*").unless(narrowed)
