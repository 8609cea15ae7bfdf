"""Amazon EKS: who reaches the cluster."""

from groundrule.policy import HIGH, MEDIUM, Category, Resource, Verdict, policy


@policy(
    id="eks-endpoint-open",
    severity=HIGH,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_38", "AWS-0041", "61cf9883-1752-4768-b18c-0d57f2737709"),
    resources=("aws_eks_cluster",),
)
def eks_endpoint_open(cluster: Resource) -> Verdict:
    """EKS cluster endpoint is open to the internet.

    Everybody can reach the API of the cluster; a leaked token or a flaw in the API is then enough. Open
    is the default.

    Fix:
        Switch the public endpoint off, or name the networks in `public_access_cidrs`.

    Sources:
        https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
    """
    network = cluster["vpc_config"]
    closed = network["endpoint_public_access"].is_(expected=False)
    sources = network["public_access_cidrs"]
    named = sources.must_be_set() & sources.must_not_contain("0.0.0.0/0", "::/0")
    return named.unless(closed)


@policy(
    id="eks-node-ssh-open",
    severity=HIGH,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-22"),
    aliases=("CKV_AWS_100", "ba40ace1-a047-483c-8a8d-bc2d3a67a82d", "73d59e76-a12c-4b74-a3d8-d3e1e19c25b3"),
    resources=("aws_eks_node_group",),
)
def eks_node_ssh_open(group: Resource) -> Verdict:
    """EKS nodes take SSH from the internet.

    A node group with an SSH key and no source groups opens port 22 of its nodes to everybody.

    Fix:
        Name the groups that may connect in `source_security_group_ids`, or leave the key out.

    Sources:
        https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html
    """
    remote = group["remote_access"]
    return remote["source_security_group_ids"].must_be_set().when(remote["ec2_ssh_key"].is_set())


@policy(
    id="eks-endpoint-public",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_39", "AWS-0040", "42f4b905-3736-4213-bfe9-c0660518cda8"),
    resources=("aws_eks_cluster",),
    default=False,
)
def eks_endpoint_public(cluster: Resource) -> Verdict:
    """EKS cluster endpoint has a public address.

    The API can be reached from outside of the VPC, if only from the networks that are named. Without a way into
    the VPC for administrators and pipelines it can't be otherwise.

    Fix:
        Set `endpoint_public_access` to false and `endpoint_private_access` to true.

    Sources:
        https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-1
    """
    return cluster["vpc_config"]["endpoint_public_access"].must_be(expected=False)


@policy(
    id="eks-principal-administers-cluster",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    resources=("aws_eks_access_policy_association",),
    default=False,
)
def eks_principal_administers_cluster(association: Resource) -> Verdict:
    """EKS principal administers the whole cluster.

    Who holds `AmazonEKSClusterAdminPolicy` for the cluster may do everything in every namespace, and read every secret.

    Fix:
        Associate a narrower policy, such as `AmazonEKSEditPolicy`, or confine the scope to namespaces.

    Sources:
        https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
    """
    held = association["policy_arn"]
    administers = held.asks(lambda arn: isinstance(arn, str) and arn.endswith("/AmazonEKSClusterAdminPolicy"))
    confined = association["access_scope"]["type"].is_("namespace")
    remedy = "associate a narrower policy, or confine it to namespaces"
    return held.must(~administers | confined, "`{name}` allows everything in the whole cluster", remedy=remedy)
