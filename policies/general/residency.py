"""Where data lies: regions, replicas, copies and what a content network serves."""

from collections.abc import Iterator
from typing import NamedTuple

from groundrule.policy import (
    ABSENT,
    ALLOWED_REGIONS,
    CLASSIFICATION,
    DATA_STORES,
    HIGH,
    MEDIUM,
    RESIDENCY_CLASSES,
    Attribute,
    Category,
    Data,
    Resource,
    Verdict,
    data_class,
    lies_in,
    policy,
    provider_of,
    region_of,
    why_not_told,
)

_PARAMETERS = (*CLASSIFICATION, RESIDENCY_CLASSES, ALLOWED_REGIONS)
# what works on data, or holds it without a class of its own
_OTHERS = (
    "aws_eks_cluster",
    "aws_instance",
    "aws_lambda_function",
    "aws_sagemaker_notebook_instance",
    "azurerm_kubernetes_cluster",
    "azurerm_linux_function_app",
    "azurerm_linux_virtual_machine",
    "azurerm_linux_web_app",
    "azurerm_mssql_managed_instance",
    "azurerm_windows_function_app",
    "azurerm_windows_virtual_machine",
    "azurerm_windows_web_app",
    "google_alloydb_cluster",
    "google_cloud_run_v2_service",
    "google_compute_instance",
    "google_container_cluster",
    "google_firestore_database",
    "google_logging_folder_bucket_config",
    "google_logging_organization_bucket_config",
    "google_logging_project_bucket_config",
)


_WRITTEN = ("location", "location_id", "region", "zone", "config")


def _allowed(resource: Resource) -> tuple[str, ...]:
    return tuple(resource.parameter(ALLOWED_REGIONS).get(provider_of(resource), ("*",)))


def _where(resource: Resource, place: Data, at: Resource | Attribute, what: str) -> Verdict:
    """A verdict on one place: it must be among the allowed ones where the class of the data asks for that."""
    kept = lies_in(place, _allowed(resource))
    shown = f"`{place}`" if isinstance(place, str) else "another place"
    allowed = ", ".join(f"`{pattern}`" for pattern in _allowed(resource))
    verdict = at.decide(
        kept,
        f"{what} in {shown}, and may only in {allowed}",
        unknown=why_not_told(place, "region"),
        remedy="keep it in an allowed region",
    )
    return _if_it_must_stay(resource, verdict)


def _if_it_must_stay(resource: Resource, verdict: Verdict) -> Verdict:
    """A verdict where the class of a resource's data is one that must stay in the allowed regions."""
    found = data_class(resource)
    return verdict.when(found.among(resource.parameter(RESIDENCY_CLASSES)), found.unknown)


@policy(
    id="data-outside-allowed-regions",
    severity=HIGH,
    category=Category.DATA_GOVERNANCE,
    requirements=("STAN-03",),
    parameters=_PARAMETERS,
    resources=(*DATA_STORES, *_OTHERS),
    default=False,
)
def data_outside_allowed_regions(resource: Resource) -> Verdict | None:
    """Data lies outside of the allowed regions.

    Health data stays within the country; what is not classified may be health data. The region is that of the resource,
    else of its provider, or what `--region` says of a stack. The profile says in `allowed-regions` which ones are, and
    in `residency-classes` for which data.

    Fix:
        Deploy to an allowed region, or classify the data where it may lie anywhere.

    Sources:
        https://docs.aws.amazon.com/whitepapers/latest/aws-overview/global-infrastructure.html
        https://learn.microsoft.com/azure/reliability/regions-list
        https://cloud.google.com/storage/docs/locations
        https://cloud.google.com/spanner/docs/instance-configurations
        https://cloud.google.com/logging/docs/region-support
    """
    place = region_of(resource)
    if place is ABSENT:
        return None
    written = next((resource[name] for name in _WRITTEN if resource[name].written), resource)
    return _where(resource, place, written, "it lies")


def _region_of_arn(data: Data) -> Data:
    parts = data.split(":") if isinstance(data, str) else []
    return parts[3] if len(parts) > 5 and parts[3] else data if not isinstance(data, str) else ABSENT


# blocks that name a copy's region, and the attribute in them
_REPLICAS = {
    "aws_dynamodb_table": ("replica", "region_name"),
    "aws_secretsmanager_secret": ("replica", "region"),
    "azurerm_api_management": ("additional_location", "location"),
    "azurerm_container_registry": ("georeplications", "location"),
    "azurerm_cosmosdb_account": ("geo_location", "location"),
    "azurerm_shared_image_version": ("target_region", "name"),
    "google_bigtable_instance": ("cluster", "zone"),
}
_LISTS = ("google_compute_snapshot", "google_pubsub_topic")


_SELF_REPLICATED = "google_secret_manager_secret"


class _Copy(NamedTuple):
    """A replica that is a resource of its own.

    Attributes:
        source: the attribute that names what is copied.
        of: the type of what is copied, whose class the copy has.
        region: the attribute that names the region; empty where it is the provider's.
    """

    source: str
    of: str
    region: str = ""


_COPIES = {
    "aws_ami_copy": _Copy("source_ami_id", "aws_ami"),
    "aws_db_instance_automated_backups_replication": _Copy("source_db_instance_arn", "aws_db_instance"),
    "aws_dynamodb_table_replica": _Copy("global_table_arn", "aws_dynamodb_table", "region_name"),
    "aws_ebs_snapshot_copy": _Copy("source_snapshot_id", "aws_ebs_snapshot"),
    "aws_kms_replica_key": _Copy("primary_key_arn", "aws_kms_key"),
    "aws_redshift_snapshot_copy": _Copy("cluster_identifier", "aws_redshift_cluster", "destination_region"),
}


@policy(
    id="replica-outside-allowed-regions",
    severity=HIGH,
    category=Category.DATA_GOVERNANCE,
    requirements=("STAN-03", "STAN-07"),
    parameters=_PARAMETERS,
    resources=(*_REPLICAS, *_COPIES, *_LISTS, _SELF_REPLICATED, "aws_ecr_replication_configuration"),
    default=False,
)
def replica_outside_allowed_regions(store: Resource) -> Iterator[Verdict]:
    """Data is replicated to a place outside of the allowed regions.

    A copy is the data: what has to stay within the country has to do so with every replica, copied snapshot and
    replicated key. A registry replicates all of its images, so that its rules have the class of the template. Where
    Google Cloud replicates a secret by itself, it may do so to any region.

    Fix:
        Replicate to an allowed region, and name the regions of Google Cloud's secrets in `user_managed`.

    Sources:
        https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html
        https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
        https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
        https://learn.microsoft.com/azure/cosmos-db/distribute-data-globally
        https://cloud.google.com/secret-manager/docs/choosing-replication
    """
    if store.type in _COPIES:
        yield _of_copy(store, _COPIES[store.type])
    elif store.type in _REPLICAS:
        block, name = _REPLICAS[store.type]
        yield from store[block].each(lambda replica: _in(store, replica[name]))
    elif store.type in _LISTS:
        yield from _listed(store).each(lambda place: _in(store, place))
    elif store.type == _SELF_REPLICATED:
        chosen, automatic = store["replication"]["user_managed"], store["replication"]["auto"]
        yield from chosen["replicas"].each(lambda replica: _in(store, replica["location"]))
        if automatic.written:
            yield _where(store, "any region", automatic, "a replica lies")
    else:
        for rule in _items(store["replication_configuration"]["rule"]):
            yield from rule["destination"].each(lambda target: _in(store, target["region"]))


def _listed(store: Resource) -> Attribute:
    """The regions in which a snapshot or a topic's messages may lie."""
    if store.type == "google_pubsub_topic":
        return store["message_storage_policy"]["allowed_persistence_regions"]
    return store["storage_locations"]


def _in(store: Resource, place: Attribute) -> Verdict:
    return _where(store, place.data, place, "a replica lies")


def _items(blocks: Attribute) -> Iterator[Attribute]:
    yield from (blocks[index] for index in range(len(blocks.data) if isinstance(blocks.data, list) else 0))


def _of_copy(replica: Resource, copy: _Copy) -> Verdict:
    """A replica that is a resource of its own: it has the class of what is copied, or of its own tags."""
    place = region_of(replica)
    at: Resource | Attribute = replica
    if copy.region and replica[copy.region].written:
        at = replica[copy.region]
        place = at.data
    sources = replica[copy.source].targets(copy.of)
    owner = replica if data_class(replica).tags or not sources else sources[0]
    return replica.allow() if place is ABSENT else _where(owner, place, at, "a replica lies")


@policy(
    id="replicas-key-outside-allowed-regions",
    severity=MEDIUM,
    category=Category.DATA_GOVERNANCE,
    requirements=("STAN-03",),
    parameters=_PARAMETERS,
    resources=("aws_s3_bucket_replication_configuration",),
    default=False,
)
def replicas_key_outside_allowed_regions(replication: Resource) -> Iterator[Verdict]:
    """Bucket's replicas lie, or are encrypted with a key, outside of the allowed regions.

    The region of a bucket does not stand in its ARN, that of the key that encrypts the replicas does; a destination
    that is declared in the same root has the region of its provider.

    Fix:
        Replicate to a bucket and with a key in an allowed region.

    Sources:
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
    """
    source = next(iter(replication["bucket"].targets("aws_s3_bucket")), replication)

    def judge(rule: Attribute) -> Verdict:
        target = rule["destination"]["bucket"]
        key = rule["destination"]["encryption_configuration"]["replica_kms_key_id"]
        buckets = target.targets("aws_s3_bucket")
        if buckets:
            return _where(source, region_of(buckets[0]), target, "the replicas lie")
        place = _region_of_arn(key.data)
        return replication.allow() if place is ABSENT else _where(source, place, key, "the replicas are encrypted")

    yield from replication["rule"].each(judge)


@policy(
    id="backup-copy-outside-allowed-regions",
    severity=HIGH,
    category=Category.DATA_GOVERNANCE,
    requirements=("STAN-03", "STAN-07"),
    parameters=_PARAMETERS,
    resources=("aws_backup_plan",),
    default=False,
)
def backup_copy_outside_allowed_regions(plan: Resource) -> Iterator[Verdict]:
    """Backups are copied to a vault outside of the allowed regions.

    A backup is the data: what has to stay within the country has to do so with every copy.

    Fix:
        Copy to a vault in an allowed region.

    Sources:
        https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html
    """

    def judge(action: Attribute) -> Verdict:
        vault = action["destination_vault_arn"]
        vaults = vault.targets("aws_backup_vault")
        place = region_of(vaults[0]) if vaults else _region_of_arn(vault.data)
        return plan.allow() if place is ABSENT else _where(plan, place, vault, "the copies lie")

    for rule in _items(plan["rule"]):
        yield from rule["copy_action"].each(judge)


@policy(
    id="google-sql-backup-outside-allowed-regions",
    severity=HIGH,
    category=Category.DATA_GOVERNANCE,
    requirements=("STAN-03", "STAN-07"),
    parameters=_PARAMETERS,
    resources=("google_sql_database_instance",),
    default=False,
)
def google_sql_backup_outside_allowed_regions(instance: Resource) -> Verdict:
    """Cloud SQL instance's backups lie outside of the allowed regions.

    Backups lie in the multi-region that is nearest to the instance, unless a location is named for them.

    Fix:
        Name an allowed location in `backup_configuration`, or none.

    Sources:
        https://cloud.google.com/sql/docs/postgres/backup-recovery/backups#locationbackups
    """
    place = instance["settings"]["backup_configuration"]["location"]
    return _where(instance, place.data, place, "the backups lie") if place.written else instance.allow()


@policy(
    id="cdn-serves-other-countries",
    severity=MEDIUM,
    category=Category.DATA_GOVERNANCE,
    requirements=("STAN-03",),
    parameters=(*CLASSIFICATION, RESIDENCY_CLASSES),
    resources=("aws_cloudfront_distribution",),
    default=False,
)
def cdn_serves_other_countries(distribution: Resource) -> Verdict:
    """Content network keeps copies of classified data abroad.

    CloudFront caches at the edge that is nearest to the reader, in every price class also outside of the United States.
    Only a restriction to readers in the country keeps copies from being asked for, and so kept, elsewhere.

    Fix:
        Set `restrictions.geo_restriction` to a whitelist of `US`, or keep the data out of the distribution.

    Sources:
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
    """
    restriction = distribution["restrictions"]["geo_restriction"]
    only = restriction["locations"].asks(lambda listed: bool(listed) and set(listed) <= {"US"})
    kept = restriction["restriction_type"].is_("whitelist") & only
    verdict = restriction.must(kept, "readers in every country are served", remedy="allow readers in `US` only")
    return _if_it_must_stay(distribution, verdict)


@policy(
    id="storage-replicated-to-paired-region",
    severity=MEDIUM,
    category=Category.DATA_GOVERNANCE,
    requirements=("STAN-07",),
    parameters=(*CLASSIFICATION, RESIDENCY_CLASSES),
    resources=("azurerm_storage_account",),
    default=False,
)
def storage_replicated_to_paired_region(account: Resource) -> Verdict:
    """Storage account of classified data has a copy in another region.

    Geo-redundant storage keeps a copy in the paired region, which nobody chooses: who deletes the data, or answers
    where it lies, has to know of it.

    Fix:
        Use `LRS` or `ZRS`, or write down the copy with the data's owner and waive the finding.

    Sources:
        https://learn.microsoft.com/azure/storage/common/storage-redundancy
    """
    kept = account["account_replication_type"].is_one_of(("LRS", "ZRS"))
    shown = account["account_replication_type"]
    verdict = shown.must(kept, expected="`LRS` or `ZRS`")
    return _if_it_must_stay(account, verdict)
