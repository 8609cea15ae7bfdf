"""Amazon EMR."""

from groundrule.policy import HIGH, LOW, MEDIUM, Attribute, Category, Resource, Verdict, policy


def _encryption(configuration: Resource) -> Attribute:
    return configuration["configuration"].decoded()["EncryptionConfiguration"]


@policy(
    id="emr-at-rest-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("AWS-0137", "5b033ec8-f079-4323-b5c8-99d4620433a9"),
    resources=("aws_emr_security_configuration",),
)
def emr_at_rest_unencrypted(configuration: Resource) -> Verdict:
    """EMR security configuration leaves data at rest unencrypted.

    Clusters with this configuration keep data in S3 and on their disks in the clear. How to encrypt is of no effect
    while the switch is off, and it is off unless it is written.

    Fix:
        Set `EnableAtRestEncryption` to true and say how.

    Sources:
        https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html
    """
    return _encryption(configuration)["EnableAtRestEncryption"].must_be(True)


@policy(
    id="emr-in-transit-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_351", "AWS-0138"),
    resources=("aws_emr_security_configuration",),
)
def emr_in_transit_unencrypted(configuration: Resource) -> Verdict:
    """EMR security configuration leaves data in transit unencrypted.

    The nodes of a cluster exchange data; whoever is in their network can read it.

    Fix:
        Set `EnableInTransitEncryption` to true and name the certificates.

    Sources:
        https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html
    """
    return _encryption(configuration)["EnableInTransitEncryption"].must_be(True)


@policy(
    id="emr-local-disk-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_349", "AWS-0139"),
    resources=("aws_emr_security_configuration",),
)
def emr_local_disk_unencrypted(configuration: Resource) -> Verdict:
    """EMR security configuration leaves local disks unencrypted.

    Data spills to the disks of the nodes while it is worked on, whatever is done for S3.

    Fix:
        Add a `LocalDiskEncryptionConfiguration` with a key provider.

    Sources:
        https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html
    """
    at_rest = _encryption(configuration)["AtRestEncryptionConfiguration"]
    return at_rest["LocalDiskEncryptionConfiguration"]["EncryptionKeyProviderType"].must_be_set()


@policy(
    id="emr-cluster-without-security-configuration",
    severity=MEDIUM,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-25", "STAN-05"),
    aliases=("CKV2_AWS_55", "48af92a5-c89b-4936-bc62-1086fe2bab23"),
    resources=("aws_emr_cluster",),
)
def emr_cluster_without_security_configuration(cluster: Resource) -> Verdict:
    """EMR cluster has no security configuration.

    Without one the cluster encrypts neither its disks nor what its nodes exchange.

    Fix:
        Set `security_configuration` to the name of one that encrypts.

    Sources:
        https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-specify-security-configuration.html
    """
    return cluster["security_configuration"].must_be_set()


@policy(
    id="emr-ebs-unencrypted",
    severity=MEDIUM,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_350",),
    resources=("aws_emr_security_configuration",),
)
def emr_ebs_unencrypted(configuration: Resource) -> Verdict:
    """EMR security configuration does not let EBS encrypt the nodes' volumes.

    The encryption of local disks that EMR does itself leaves out the root volume; EBS encrypts all of them.

    Fix:
        Set `EnableEbsEncryption` to true in `LocalDiskEncryptionConfiguration`, with a key in KMS.

    Sources:
        https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html
    """
    at_rest = _encryption(configuration)["AtRestEncryptionConfiguration"]
    return at_rest["LocalDiskEncryptionConfiguration"]["EnableEbsEncryption"].must_be(True)


@policy(
    id="emr-s3-without-kms",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_171",),
    resources=("aws_emr_security_configuration",),
    default=False,
)
def emr_s3_without_kms(configuration: Resource) -> Verdict:
    """EMR security configuration encrypts data in S3 without KMS.

    Keys of S3 give the data to whoever may read the bucket; a key in KMS asks for a permission of its own.

    Fix:
        Set `EncryptionMode` in `S3EncryptionConfiguration` to `SSE-KMS` or `CSE-KMS`.

    Sources:
        https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html
    """
    at_rest = _encryption(configuration)["AtRestEncryptionConfiguration"]
    return at_rest["S3EncryptionConfiguration"]["EncryptionMode"].must_be_one_of("SSE-KMS", "CSE-KMS")
