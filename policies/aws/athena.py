"""Amazon Athena."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, policy


@policy(
    id="athena-results-unencrypted",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=(
        "CKV_AWS_77",
        "CKV_AWS_159",
        "AWS-0006",
        "b2315cae-b110-4426-81e0-80bb8640cdd3",
        "d364984a-a222-4b5f-a8b0-e23ab19ebff3",
    ),
    resources=("aws_athena_database", "aws_athena_workgroup"),
    default=False,
)
def athena_results_unencrypted(resource: Resource) -> Verdict:
    """Athena query results are stored unencrypted by Athena.

    Results of queries are copies of the data. Athena encrypts them as the workgroup or database says; without that
    the bucket they fall into decides, which encrypts with a key of S3's own at the least.

    Fix:
        Add an encryption configuration with `SSE_KMS`, `CSE_KMS` or `SSE_S3`.

    Sources:
        https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
    """
    results = resource["configuration"]["result_configuration"]
    encryption = (results if resource.type == "aws_athena_workgroup" else resource)["encryption_configuration"]
    return encryption["encryption_option"].must_be_set()


@policy(
    id="athena-workgroup-overridable",
    severity=MEDIUM,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_82", "AWS-0007"),
    resources=("aws_athena_workgroup",),
)
def athena_workgroup_overridable(workgroup: Resource) -> Verdict:
    """Athena workgroup lets its clients choose other settings.

    A client may then write its results unencrypted or into another bucket. Enforcing is the default in
    Terraform; a CloudFormation workgroup enforces unless it says otherwise as well.

    Fix:
        Set `enforce_workgroup_configuration` to true.

    Sources:
        https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
        https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-athena-workgroup-workgroupconfiguration.html
    """
    return workgroup["configuration"]["enforce_workgroup_configuration"].must_not_be(False)
