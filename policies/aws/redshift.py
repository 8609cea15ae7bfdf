"""Amazon Redshift."""

from groundrule.policy import HIGH, LOW, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="redshift-cluster-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_64", "AWS-0084", "cfdcabb0-fc06-427c-865b-c59f13e898ce", "3b316b05-564c-44a7-9c3f-405bb95e211e"),
    resources=("aws_redshift_cluster",),
)
def redshift_cluster_unencrypted(cluster: Resource) -> Verdict:
    """Redshift cluster is stored unencrypted.

    Whoever obtains the disks or a snapshot can read the data. Clusters made since January 2025 are
    encrypted by default, but the API that Terraform and CloudFormation use takes an explicit `false`; an
    unwritten attribute is still off for older provider versions.

    Fix:
        Set `encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html
    """
    return cluster["encrypted"].must_be(True)


@policy(
    id="redshift-cluster-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_142", "de76a0d6-66d5-45c9-9022-f05545b85c78"),
    resources=("aws_redshift_cluster",),
    default=False,
)
def redshift_cluster_without_customer_key(cluster: Resource) -> Verdict:
    """Redshift cluster is not encrypted with a customer-managed key.

    A key that AWS manages encrypts it. Only a key of your own lets you decide, and log, who can decrypt,
    and withdraw that.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html
    """
    return must_be_customer_key(cluster["kms_key_id"])
