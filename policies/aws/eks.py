"""Amazon EKS."""

from groundrule.policy import (
    EKS_VERSIONS,
    HIGH,
    LOW,
    MEDIUM,
    Category,
    Resource,
    Verdict,
    all_of,
    any_true,
    must_be_supported,
    policy,
)

_LOGS = ("api", "audit", "authenticator", "controllerManager", "scheduler")


@policy(
    id="eks-secrets-unencrypted",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-21"),
    aliases=("CKV_AWS_58", "AWS-0039", "63ebcb19-2739-4d3f-aa5c-e8bbb9b85281"),
    resources=("aws_eks_cluster",),
    default=False,
)
def eks_secrets_unencrypted(cluster: Resource) -> Verdict:
    """EKS cluster does not encrypt its secrets with a key of yours.

    Kubernetes secrets hold passwords and tokens. Since Kubernetes 1.28 EKS encrypts everything that the
    API stores with a key that AWS owns; a key of your own adds the control and the log of who decrypts.

    Fix:
        Add an `encryption_config` for `secrets` that names a key.

    Sources:
        https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
        https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
    """
    return cluster["encryption_config"]["resources"].must_contain("secrets")


@policy(
    id="eks-control-plane-unlogged",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02"),
    aliases=(
        "CKV_AWS_37",
        "AWS-0038",
        "37304d3f-f852-40b8-ae3f-725e87a7cedf",
        "66f130d9-b81d-4e8e-9b08-da74b9c891df",
    ),
    resources=("aws_eks_cluster",),
)
def eks_control_plane_unlogged(cluster: Resource) -> Verdict:
    """EKS cluster does not keep all logs of its control plane.

    Without them nobody can tell afterwards who called the API, and what the cluster decided. None is kept by
    default.

    Fix:
        Set `enabled_cluster_log_types` to `api`, `audit`, `authenticator`, `controllerManager` and `scheduler`.

    Sources:
        https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-8
    """
    types = cluster["enabled_cluster_log_types"]
    # CloudFormation has a list of objects
    objects = isinstance(types.data, list) and any(isinstance(item, dict) for item in types.data)
    if not objects:
        return types.must_be_set() & types.must_contain(*_LOGS)
    kept = [types[index]["type"] for index in range(len(types.data) if isinstance(types.data, list) else 0)]
    return all_of(
        types.must(any_true(item.is_(log) for item in kept), f"`{{name}}` does not contain `{log}`") for log in _LOGS
    )


@policy(
    id="eks-version-ended",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-23", "CUIMC-16"),
    aliases=("CKV_AWS_339",),
    resources=("aws_eks_cluster",),
)
def eks_version_ended(cluster: Resource) -> Verdict:
    """EKS cluster asks for a Kubernetes version that AWS no longer supports.

    It gets no security updates, AWS upgrades it by force, and a new cluster can't be made of it. Versions in
    extended support are passed over: AWS patches them, for a fee.

    Fix:
        Set `version` to one in standard support.

    Sources:
        https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
    """
    return must_be_supported(cluster["version"], EKS_VERSIONS)
