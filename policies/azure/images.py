"""Images that virtual machines of Azure start from."""

from typing import Final

from groundrule.policy import (
    HIGH,
    IMAGE_OWNERS,
    Attribute,
    Category,
    Partial,
    Resource,
    Truth,
    Verdict,
    fits,
    policy,
)

_LOOKUP: Final = "data.azurerm_platform_image"
# by type: the block that names a published image, and the attribute that names another one
_IMAGES: Final = {
    "azurerm_linux_virtual_machine": ("source_image_reference", "source_image_id"),
    "azurerm_linux_virtual_machine_scale_set": ("source_image_reference", "source_image_id"),
    "azurerm_orchestrated_virtual_machine_scale_set": ("source_image_reference", "source_image_id"),
    "azurerm_virtual_machine": ("storage_image_reference", "storage_image_reference.id"),
    "azurerm_virtual_machine_scale_set": (
        "storage_profile_image_reference",
        "storage_profile_image_reference.id",
    ),
    "azurerm_windows_virtual_machine": ("source_image_reference", "source_image_id"),
    "azurerm_windows_virtual_machine_scale_set": ("source_image_reference", "source_image_id"),
}
_OWN: Final = (
    "azurerm_image",
    "azurerm_shared_image",
    "azurerm_shared_image_version",
    "data.azurerm_image",
    "data.azurerm_shared_image",
    "data.azurerm_shared_image_version",
)
_COMMUNITY: Final = "/communitygalleries/"


def _published(publisher: Attribute, approved: tuple[str, ...]) -> Verdict:
    """A verdict on the publisher of an image of the marketplace."""
    known = publisher.asks(lambda name: isinstance(name, str) and fits(name, approved))
    if isinstance(publisher.data, Partial):
        known = Truth.UNKNOWN
    return publisher.must(
        known, "`{name}` is no approved publisher of images", remedy="choose an image of an approved publisher"
    )


def _custom(image: Attribute, approved: tuple[str, ...]) -> Verdict:
    """A verdict on an image that an id names: one of the subscription's own, or of a gallery."""
    if image.targets(_LOOKUP):
        return image.allow()  # judged where it is looked up
    name = image.text
    own = "self" in approved and bool(image.targets(*_OWN))
    if own or (name is not None and fits(name, approved)):
        return image.allow()
    if name is not None and name.lower().startswith(_COMMUNITY):
        return image.deny("`{name}` is an image of a community gallery, in which anybody may publish")
    return image.unknown("from what an image of one's own was made is not told by its id", "`{name}` is such an image")


@policy(
    id="azure-image-publisher-not-approved",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-28",),
    parameters=(IMAGE_OWNERS,),
    resources=(*_IMAGES, _LOOKUP),
    default=False,
)
def azure_image_publisher_not_approved(machine: Resource) -> Verdict | None:
    """Virtual machine of Azure starts from an image whose publisher is not approved.

    Only images of known, hardened origin that are patched may be started. Whose those are, the profile says in
    `image-owners`, by publisher; a pattern such as `*/galleries/hardened/*` approves the images of a gallery, and
    `self` every image that the same configuration makes or looks up.

    Fix:
        Choose an image of an approved publisher, or have the publisher approved.

    Sources:
        https://learn.microsoft.com/en-us/azure/virtual-machines/linux/endorsed-distros
        https://learn.microsoft.com/en-us/azure/virtual-machines/share-gallery-community
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/linux_virtual_machine
    """
    approved = tuple(machine.parameter(IMAGE_OWNERS).get("azure", ()))
    if machine.type == _LOOKUP:
        return _published(machine["publisher"], approved)
    block, other = _IMAGES[machine.type]
    reference, _, part = other.partition(".")
    image = machine[reference][part] if part else machine[reference]
    if image.written:
        return _custom(image, approved)
    # without either it starts from a disk that is there already
    return _published(machine[block]["publisher"], approved) if machine[block].written else None
