"""AWS CloudFormation stacks."""

from groundrule.policy import LOW, Category, Resource, Verdict, policy


@policy(
    id="cloudformation-stack-without-notifications",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02"),
    aliases=(
        "CKV_AWS_124",
        "b72d0026-f649-4c91-a9ea-15d8f681ac09",
        "837e033c-4717-40bd-807e-6abaa30161b7",
    ),
    resources=("aws_cloudformation_stack",),
    default=False,
)
def cloudformation_stack_without_notifications(stack: Resource) -> Verdict:
    """CloudFormation stack tells nobody of its changes.

    Changes and failures of the stack go unnoticed until somebody looks.

    Fix:
        Name a topic in `notification_arns`.

    Sources:
        https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
    """
    return stack["notification_arns"].must_be_set()


@policy(
    id="cloudformation-stack-without-policy",
    severity=LOW,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-09",),
    aliases=("2f01fb2d-828a-499d-b98e-b83747305052",),
    resources=("aws_cloudformation_stack",),
    default=False,
)
def cloudformation_stack_without_policy(stack: Resource) -> Verdict | None:
    """CloudFormation stack protects none of its resources from updates.

    An update may then replace or delete a database as readily as anything else. A template can't give a policy to the
    stacks nested in it.

    Fix:
        Set `policy_body` or `policy_url`.

    Sources:
        https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
    """
    if stack.dialect == "cloudformation":
        return None
    return stack["policy_body"].must_be_set() | stack["policy_url"].must_be_set()


@policy(
    id="cloudformation-stack-without-template",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("91bea7b8-0c31-4863-adc9-93f6177266c4",),
    resources=("aws_cloudformation_stack",),
    default=False,
)
def cloudformation_stack_without_template(stack: Resource) -> Verdict:
    """CloudFormation stack has no template.

    It can't be made, and what it should consist of stands nowhere.

    Fix:
        Set `template_url` or `template_body`.

    Sources:
        https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
    """
    return stack["template_url"].must_be_set() | stack["template_body"].must_be_set()


@policy(
    id="cloudformation-stack-set-not-retained",
    severity=LOW,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-09",),
    aliases=("6e0e2f68-3fd9-4cd8-a5e4-e2213ef0df97", "fe974ae9-858e-4991-bbd5-e040a834679f"),
    resources=("aws_cloudformation_stack_set_instance", "aws_cloudformation_stack_set"),
    default=False,
)
def cloudformation_stack_set_not_retained(stacks: Resource) -> Verdict:
    """Stacks of a stack set are deleted when an account leaves it.

    With the stack go its resources and their data, because somebody moved an account or dropped an instance.

    Fix:
        Set `retain_stack`, or `retain_stacks_on_account_removal` where the stack set is deployed by itself.

    Sources:
        https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stackinstances-delete.html
        https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
    """
    if stacks.type == "aws_cloudformation_stack_set_instance":
        return stacks["retain_stack"].must_be(True)
    automatic = stacks["auto_deployment"]
    return automatic["retain_stacks_on_account_removal"].must_be(True).when(automatic["enabled"].is_(True))
