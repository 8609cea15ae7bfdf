"""Access that Google Cloud gives to everybody."""

from collections.abc import Iterator
from typing import Final

from groundrule.policy import (
    CRITICAL,
    HIGH,
    Attribute,
    Category,
    Resource,
    Verdict,
    all_of,
    policy,
)

_CANNED: Final = ("publicRead", "publicReadWrite", "authenticatedRead")
_EVERYBODY: Final = ("allUsers", "allAuthenticatedUsers")
# what holds data or lets people at it; the other services may be meant for everybody, as a website is
_GRAVE: Final = (
    "google_artifact_registry_repository",
    "google_bigquery_dataset",
    "google_bigquery_table",
    "google_bigtable_instance",
    "google_bigtable_table",
    "google_folder",
    "google_healthcare_dataset",
    "google_healthcare_dicom_store",
    "google_healthcare_fhir_store",
    "google_healthcare_hl7_v2_store",
    "google_kms_crypto_key",
    "google_kms_key_ring",
    "google_organization",
    "google_project",
    "google_secret_manager_secret",
    "google_service_account",
    "google_spanner_database",
    "google_spanner_instance",
    "google_storage_bucket",
)
_OTHER: Final = (
    "google_cloud_run_service",
    "google_cloud_run_v2_job",
    "google_cloud_run_v2_service",
    "google_cloudfunctions2_function",
    "google_cloudfunctions_function",
    "google_compute_disk",
    "google_compute_image",
    "google_compute_instance",
    "google_compute_snapshot",
    "google_data_fusion_instance",
    "google_dataproc_cluster",
    "google_endpoints_service",
    "google_iap_web",
    "google_notebooks_instance",
    "google_pubsub_subscription",
    "google_pubsub_topic",
    "google_sourcerepo_repository",
)
_POLICY: Final = "data.google_iam_policy"
_GRANTS: Final = tuple(f"{name}_iam_{kind}" for name in (*_GRAVE, *_OTHER) for kind in ("binding", "member", "policy"))


def _names_somebody(member: Attribute) -> Verdict:
    """A verdict on one member of a role: it must not be everybody."""
    everybody = member.is_one_of(_EVERYBODY)
    return member.must(~everybody, "`{name}` is everybody", remedy="name the people, groups or service accounts")


def _binds_somebody(binding: Attribute) -> Verdict:
    return binding["members"].every(_names_somebody)


def _granted(grant: Resource) -> Iterator[Verdict]:
    """Verdicts on the members that a resource gives a role."""
    if grant.type.endswith("_member"):
        yield _names_somebody(grant["member"])
    elif grant.type.endswith("_binding"):
        yield from grant["members"].each(_names_somebody)
    elif not grant.others(_POLICY):
        # a policy written as text; one that a data source writes is judged there
        yield from grant["policy_data"].decoded()["bindings"].each(_binds_somebody)


@policy(
    id="google-iam-member-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03", "CUIMC-08"),
    aliases=(
        "CKV_GCP_28",
        "CKV_GCP_98",
        "CKV_GCP_99",
        "CKV_GCP_100",
        "CKV_GCP_101",
        "CKV_GCP_102",
        "CKV_GCP_107",
        "CKV_GCP_112",
        "CKV_GCP_113",
        "CKV2_GCP_6",
        "CKV2_GCP_8",
        "CKV2_GCP_9",
        "GCP-0001",
        "7e3c1a2b-9d4f-4c8e-8a5b-0f1e2d3c4b6a",
        "7sdj7dsj8-f348-4f95-845c-1090e41a615c",
        "16cc87d1-dd47-4f46-b3ce-4dfcac8fd2f5",
        "a6cd52a1-3056-4910-96a5-894de9f3f3b3",
        "a7b8c9d0-e1f2-3a4b-5c6d-7e8f90123456",
        "a9b8c7d6-e5f4-3210-abcd-1234567890ab",
        "c010082c-76e0-4b91-91d9-6e8439e455dd",
        "d4e5f6g7-h8i9-0jkl-mnop-qrstuvwx1234",
        "e3f7a9b1-c2d3-4e5f-8901-23456789abcd",
        "f6a7b8c9-d0e1-2345-f678-90abcdef1234",
    ),
    resources=(*_GRANTS, _POLICY),
    default=False,
)
def google_iam_member_public(grant: Resource) -> Iterator[Verdict]:
    """Role on something of Google Cloud is given to everybody.

    `allUsers` is anybody without signing in, `allAuthenticatedUsers` anybody with an account at Google. It is most
    severe on what holds data. A policy that `google_iam_policy` writes is judged there.

    Fix:
        Name the people, groups or service accounts that need the role.

    Sources:
        https://docs.cloud.google.com/iam/docs/principals-overview
        https://docs.cloud.google.com/storage/docs/access-control/making-data-public
        https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket_iam
    """
    if grant.type == _POLICY:
        yield from grant["binding"].each(_binds_somebody)
        return
    severity = CRITICAL if grant.type.rpartition("_iam_")[0] in _GRAVE else HIGH
    for verdict in _granted(grant):
        yield verdict.at(severity)


@policy(
    id="google-bigquery-dataset-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_GCP_15", "GCP-0046", "e576ce44-dd03-4022-a8c0-3906acca2ab4"),
    resources=("google_bigquery_dataset", "google_bigquery_dataset_access"),
    default=False,
)
def google_bigquery_dataset_public(dataset: Resource) -> Verdict:
    """Dataset of BigQuery can be read by everybody.

    `allAuthenticatedUsers` is anybody with an account at Google, `allUsers` anybody at all.

    Fix:
        Name the groups that need the dataset in `group_by_email` or `iam_member`.

    Sources:
        https://docs.cloud.google.com/bigquery/docs/dataset-access-controls
        https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/bigquery_dataset
    """

    def closed(access: Attribute | Resource) -> Verdict:
        return all_of([_names_somebody(access["special_group"]), _names_somebody(access["iam_member"])])

    return closed(dataset) if dataset.type == "google_bigquery_dataset_access" else dataset["access"].every(closed)


@policy(
    id="google-storage-acl-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_GCP_28", "GCP-0001", "a6cd52a1-3056-4910-96a5-894de9f3f3b3"),
    resources=(
        "google_storage_bucket_access_control",
        "google_storage_bucket_acl",
        "google_storage_default_object_access_control",
        "google_storage_default_object_acl",
        "google_storage_object_access_control",
        "google_storage_object_acl",
    ),
    default=False,
)
def google_storage_acl_public(acl: Resource) -> Verdict:
    """Access control list of Cloud Storage lets everybody in.

    Whoever knows or guesses an address reads the object; on the bucket, everybody can list what is in it.

    Fix:
        Switch on `uniform_bucket_level_access`, and give the people who need it a role.

    Sources:
        https://docs.cloud.google.com/storage/docs/access-control/lists
        https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket_acl
    """

    def closed(entry: Attribute) -> Verdict:
        public = entry.is_one_of(
            f"{role}{name}" for role in ("", "OWNER:", "READER:", "WRITER:") for name in _EVERYBODY
        )
        return entry.must(~public, "`{name}` is everybody", remedy="name the groups that need it")

    canned = [acl[name].must_not_be_one_of(*_CANNED) for name in ("predefined_acl", "default_acl")]
    return all_of([*canned, closed(acl["entity"]), acl["role_entity"].every(closed)])
