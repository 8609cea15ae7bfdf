"""Storage accounts of Azure."""

from typing import Final

from groundrule.policy import (
    CRITICAL,
    HIGH,
    TLS_FLOOR,
    Category,
    Resource,
    Verdict,
    policy,
)

_VERSIONS: Final = ("1.0", "1.1", "1.2", "1.3")


@policy(
    id="azure-storage-blobs-publishable",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_AZURE_190", "CKV2_AZURE_47"),
    resources=("azurerm_storage_account",),
    default=False,
)
def azure_storage_blobs_publishable(account: Resource) -> Verdict:
    """Storage account of Azure allows its containers to be published.

    Anybody who may change a container can then let everybody read it without signing in. Providers before 5.0 allow
    it unless it is forbidden.

    Fix:
        Set `allow_nested_items_to_be_public` to false.

    Sources:
        https://learn.microsoft.com/en-us/azure/storage/blobs/anonymous-read-access-prevent
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_account
    """
    old = account["allow_blob_public_access"]  # its name before 3.0
    return (old if old.written else account["allow_nested_items_to_be_public"]).must_be(False)


@policy(
    id="azure-storage-container-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_AZURE_34", "AZU-0007", "dd5230f8-a577-4bbb-b7ac-f2c2fe7d5299"),
    resources=("azurerm_storage_container",),
    default=False,
)
def azure_storage_container_public(container: Resource) -> Verdict:
    """Container of a storage account of Azure can be read by everybody.

    Nobody has to sign in: whoever knows or guesses an address reads the object, and with `container` lists them all.

    Fix:
        Set `container_access_type` to `private`, and give people access by roles.

    Sources:
        https://learn.microsoft.com/en-us/azure/storage/blobs/anonymous-read-access-configure
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_container
    """
    return container["container_access_type"].must_be("private")


@policy(
    id="azure-storage-plain-http-allowed",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AZURE_3", "AZU-0008", "AZU-0059", "12944ec4-1fa0-47be-8b17-42a034f937c2"),
    resources=("azurerm_storage_account",),
    default=False,
)
def azure_storage_plain_http_allowed(account: Resource) -> Verdict:
    """Storage account of Azure allows plain HTTP.

    Whoever is on the way reads and changes the data, and the signature that lets it through.

    Fix:
        Set `https_traffic_only_enabled` to true, or remove it.

    Sources:
        https://learn.microsoft.com/en-us/azure/storage/common/storage-require-secure-transfer
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_account
    """
    old = account["enable_https_traffic_only"]  # its name before 4.0
    return (old if old.written else account["https_traffic_only_enabled"]).must_be(True)


@policy(
    id="azure-storage-tls-too-old",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AZURE_44", "AZU-0011", "8263f146-5e03-43e0-9cfe-db960d56d1e7"),
    parameters=(TLS_FLOOR,),
    resources=("azurerm_storage_account",),
    default=False,
)
def azure_storage_tls_too_old(account: Resource) -> Verdict:
    """Storage account of Azure takes connections with an old version of TLS.

    TLS 1.0 and 1.1 have known weaknesses. What the lowest version is, the profile says in `tls-floor`.

    Fix:
        Set `min_tls_version` to `TLS1_2`.

    Sources:
        https://learn.microsoft.com/en-us/azure/storage/common/transport-layer-security-configure-minimum-version
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_account
    """
    floor = _VERSIONS.index(account.parameter(TLS_FLOOR))
    return account["min_tls_version"].must_be_one_of(
        *(f"TLS{version.replace('.', '_')}" for version in _VERSIONS[floor:])
    )
