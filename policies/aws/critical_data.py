"""Critical data: that it can't be deleted, and that a copy of it outlives the region."""

from typing import Final

from groundrule.policy import (
    CLASSIFICATION,
    CRITICAL_TAGS,
    HIGH,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    any_true,
    belongs_to_cluster,
    data_class,
    is_critical,
    policy,
    statements,
)

# a store → its own switch against deletion; of the others only the template's tool can keep them
_SWITCHES: Final = {
    "aws_db_instance": "deletion_protection",
    "aws_docdb_cluster": "deletion_protection",
    "aws_dynamodb_table": "deletion_protection_enabled",
    "aws_neptune_cluster": "deletion_protection",
    "aws_rds_cluster": "deletion_protection",
}
_KEPT_BY_TOOL: Final = (
    "aws_backup_vault",
    "aws_ebs_volume",
    "aws_efs_file_system",
    "aws_elasticsearch_domain",
    "aws_fsx_file_system",
    "aws_fsx_lustre_file_system",
    "aws_fsx_ontap_file_system",
    "aws_fsx_openzfs_file_system",
    "aws_fsx_windows_file_system",
    "aws_opensearch_domain",
    "aws_redshift_cluster",
)


def _is_kept(store: Resource) -> Truth:
    """Whether the tool refuses to delete a resource, or leaves it behind (as it is, or as a snapshot)."""
    if store.dialect == "terraform":
        return store["lifecycle"]["prevent_destroy"].is_(True)
    return store["deletion_policy"].is_one_of(("Retain", "RetainExceptOnCreate", "Snapshot"))


@policy(
    id="critical-store-deletable",
    severity=MEDIUM,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-18",),
    parameters=(*CLASSIFICATION, CRITICAL_TAGS),
    resources=(*_SWITCHES, *_KEPT_BY_TOOL),
    default=False,
)
def critical_store_deletable(store: Resource) -> Verdict:
    """Store of critical data can be deleted by one call or one wrong plan.

    Data is critical where a tag says so (`critical-tags` of the profile) or where it is high risk. A database has a
    switch of its own; anything else is kept by `prevent_destroy`, or by a deletion policy in CloudFormation.

    Fix:
        Switch deletion protection on, or set `prevent_destroy` (`DeletionPolicy: Retain`).

    Sources:
        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html
        https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
        https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
    """
    if store.type in _SWITCHES:
        switch = store[_SWITCHES[store.type]]
        verdict = switch.must(
            switch.is_(True),
            "the data is critical, and nothing protects it from deletion",
            remedy="set `{name}` to true",
        ).unless(belongs_to_cluster(store))
    else:
        verdict = store.decide(
            _is_kept(store), "its data is critical, and nothing keeps it from being deleted", remedy=_remedy(store)
        )
    return verdict.when(is_critical(store), data_class(store).unknown)


def _remedy(store: Resource) -> str:
    return "set `prevent_destroy`" if store.dialect == "terraform" else "set `DeletionPolicy` to `Retain`"


@policy(
    id="critical-bucket-deletable",
    severity=MEDIUM,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-18",),
    parameters=(*CLASSIFICATION, CRITICAL_TAGS),
    resources=("aws_s3_bucket",),
    default=False,
)
def critical_bucket_deletable(bucket: Resource) -> Verdict:
    """S3 bucket with critical data can be deleted.

    One of three keeps it: a policy that denies `s3:DeleteBucket`, object lock, or `prevent_destroy` (a deletion policy
    in CloudFormation).

    Fix:
        Deny `s3:DeleteBucket` to everybody by a bucket policy, or enable object lock, or set `prevent_destroy`.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
        https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
        https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
    """
    policies = bucket.companions("aws_s3_bucket_policy", by="bucket")
    denied = any_true(
        _denies_deletion(document) for document in (bucket["policy"], *(one["policy"] for one in policies))
    )
    locked = bucket["object_lock_enabled"].is_(True) | bucket["object_lock_configuration"].is_set()
    verdict = bucket.decide(
        denied | locked | _is_kept(bucket),
        "its data is critical, and nothing keeps the bucket from being deleted",
        remedy=f"deny `s3:DeleteBucket` by its policy, or {_remedy(bucket)}",
    )
    return verdict.when(is_critical(bucket), data_class(bucket).unknown)


def _denies_deletion(document: Attribute) -> Truth:
    found = statements(document) if document.written else ()
    return any_true(
        statement.denies & statement.principals & statement.matches("s3:DeleteBucket") & ~statement.conditional
        for statement in found
    )


@policy(
    id="bucket-destroyed-with-objects",
    severity=MEDIUM,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-18",),
    parameters=(*CLASSIFICATION, CRITICAL_TAGS),
    resources=("aws_s3_bucket", "aws_s3_directory_bucket"),
    default=False,
)
def bucket_destroyed_with_objects(bucket: Resource) -> Verdict | None:
    """S3 bucket is destroyed together with its objects.

    S3 itself refuses to delete a bucket that is not empty. `force_destroy` has Terraform delete every object and every
    version first, whenever a plan replaces the bucket. It is worse for critical data. CloudFormation has no such word.

    Fix:
        Remove `force_destroy`; only a bucket for tests needs it.

    Sources:
        https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket#force_destroy-1
    """
    if bucket.dialect == "cloudformation":
        return None
    verdict = bucket["force_destroy"].must_not_be(True)
    return verdict.at(HIGH) if is_critical(bucket) is Truth.TRUE else verdict


@policy(
    id="critical-bucket-without-replica",
    severity=MEDIUM,
    category=Category.BACKUP_AND_RETENTION,
    requirements=("CUIMC-18",),
    parameters=(*CLASSIFICATION, CRITICAL_TAGS),
    resources=("aws_s3_bucket",),
    default=False,
)
def critical_bucket_without_replica(bucket: Resource) -> Verdict:
    """S3 bucket with critical data is not replicated.

    S3 keeps several copies in one region. A second bucket elsewhere outlives the region, a wrong deletion and, in
    another account, the account's loss. A bucket into which another one is replicated is the copy itself.

    Fix:
        Add a replication configuration with an enabled rule.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
    """

    def judge(rule: Attribute) -> Verdict:
        return rule["status"].must_be("Enabled")

    separate = bucket.companions("aws_s3_bucket_replication_configuration", by="bucket")
    if bucket["replication_configuration"].written:
        verdict = bucket["replication_configuration"]["rules"].any(judge, "no replication rule is enabled")
    else:
        verdict = separate.any(
            lambda other: other["rule"].any(judge, "no replication rule is enabled"),
            "its data is critical, and it is not replicated",
            remedy="add a replication configuration",
        )
    copy = any(_takes_copies(bucket, other) for other in bucket.others("aws_s3_bucket_replication_configuration"))
    return verdict.unless(Truth.of(copy)).when(is_critical(bucket), data_class(bucket).unknown)


def _takes_copies(bucket: Resource, configuration: Resource) -> bool:
    return bucket in configuration["rule"].targets("aws_s3_bucket")
