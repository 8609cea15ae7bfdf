"""AWS CodeCommit."""

from groundrule.policy import LOW, Category, Resource, Verdict, policy


@policy(
    id="codecommit-without-approval-rule",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV2_AWS_37",),
    resources=("aws_codecommit_repository",),
    default=False,
)
def codecommit_without_approval_rule(repository: Resource) -> Verdict:
    """CodeCommit repository takes changes that nobody approved.

    A second pair of eyes finds mistakes, and keeps a stolen account from changing code alone.

    Fix:
        Associate an approval rule template with the repository.

    Sources:
        https://docs.aws.amazon.com/codecommit/latest/userguide/approval-rule-templates.html
    """
    rules = repository.companions("aws_codecommit_approval_rule_template_association", by="repository_name")
    return rules.must_exist("no approval rule is associated with it", remedy="associate an approval rule template")


@policy(
    id="codecommit-single-approval",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_257",),
    resources=("aws_codecommit_approval_rule_template",),
    default=False,
)
def codecommit_single_approval(template: Resource) -> Verdict:
    """CodeCommit approval rule asks for fewer than two approvals.

    One approval may be the author's friend in a hurry; changes that matter are better seen by two.

    Fix:
        Set `NumberOfApprovalsNeeded` to at least 2.

    Sources:
        https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-create-template.html
    """
    return (
        template["content"]
        .decoded()["Statements"]
        .every(lambda statement: statement["NumberOfApprovalsNeeded"].must_be_at_least(2))
    )
