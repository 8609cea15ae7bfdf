"""EC2 Image Builder."""

from collections.abc import Iterator

from groundrule.policy import LOW, Attribute, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="imagebuilder-component-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-28"),
    aliases=("CKV_AWS_180",),
    resources=("aws_imagebuilder_component",),
    default=False,
)
def imagebuilder_component_without_customer_key(component: Resource) -> Verdict:
    """Image Builder component is not encrypted with a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/imagebuilder/latest/userguide/data-protection.html
    """
    return must_be_customer_key(component["kms_key_id"])


@policy(
    id="imagebuilder-image-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-28"),
    aliases=("CKV_AWS_199",),
    resources=("aws_imagebuilder_distribution_configuration",),
    default=False,
)
def imagebuilder_image_without_customer_key(configuration: Resource) -> Iterator[Verdict]:
    """Images that Image Builder hands out are not encrypted with a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set the `kms_key_id` of `ami_distribution_configuration` to a key of your own in each region.

    Sources:
        https://docs.aws.amazon.com/imagebuilder/latest/userguide/cr-upd-ami-distribution-settings.html
    """
    yield from configuration["distribution"].each(_has_customer_key)


def _has_customer_key(distribution: Attribute) -> Verdict:
    images = distribution["ami_distribution_configuration"]
    return images.every(lambda image: must_be_customer_key(image["kms_key_id"]))


@policy(
    id="imagebuilder-disk-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-28"),
    aliases=("CKV_AWS_200",),
    resources=("aws_imagebuilder_image_recipe",),
    default=False,
)
def imagebuilder_disk_without_customer_key(recipe: Resource) -> Iterator[Verdict]:
    """Disks of an Image Builder recipe are not encrypted with a customer-managed key.

    Only with a key of your own can you say who may use it, see its use and take it away.

    Fix:
        Set `encrypted` to true and `kms_key_id` to a key of your own in each `ebs` block.

    Sources:
        https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-image-recipes.html
    """
    yield from recipe["block_device_mapping"].each(_is_encrypted)


def _is_encrypted(device: Attribute) -> Verdict:
    return device["ebs"].every(lambda disk: disk["encrypted"].must_be(True) & must_be_customer_key(disk["kms_key_id"]))
