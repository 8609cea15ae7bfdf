"""IAM Access Analyzer."""

from groundrule.policy import MEDIUM, Category, Resource, Verdict, any_true, policy


@policy(
    id="access-analyzer-missing",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-10", "CUIMC-08"),
    aliases=("AWS-0175", "8d29754a-2a18-460d-a1ba-9509f8d359da"),
    resources=("aws_iam_account_password_policy", "aws_organizations_organization", "aws_iam_account_alias"),
    default=False,
)
def access_analyzer_missing(account: Resource) -> Verdict:
    """Account is set up without an Access Analyzer.

    Nobody is told when a bucket, role or key becomes reachable from outside. It is asked only where the same root
    sets up the account itself (its password policy, alias or organization); an analyzer may still be made
    elsewhere.

    Fix:
        Add an analyzer of the type `ACCOUNT` or `ORGANIZATION`.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-28
    """
    analyzers = account.others("aws_accessanalyzer_analyzer")
    found = any_true(analyzer.node.exists for analyzer in analyzers)
    return account.decide(found, "this root has no analyzer", remedy="add an analyzer")
