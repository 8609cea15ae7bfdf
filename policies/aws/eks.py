"""Amazon EKS."""

from groundrule.policy import MEDIUM, Category, Resource, Verdict, policy


@policy(
    id="eks-secrets-unencrypted",
    severity=MEDIUM,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-21"),
    aliases=("CKV_AWS_58", "AWS-0039", "63ebcb19-2739-4d3f-aa5c-e8bbb9b85281"),
    resources=("aws_eks_cluster",),
)
def eks_secrets_unencrypted(cluster: Resource) -> Verdict:
    """EKS cluster does not encrypt its secrets with a key of yours.

    Kubernetes secrets hold passwords and tokens. Since Kubernetes 1.28 EKS encrypts everything that the
    API stores with a key that AWS owns; a key of your own adds the control and the log of who decrypts.

    Fix:
        Add an `encryption_config` for `secrets` that names a key.

    Sources:
        https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
    """
    return cluster["encryption_config"]["resources"].must_contain("secrets")
