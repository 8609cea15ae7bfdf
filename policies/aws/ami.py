"""Machine images."""

from collections.abc import Iterator

from groundrule.policy import (
    HIGH,
    IMAGE_OWNERS,
    LOW,
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Unknown,
    Verdict,
    Why,
    fits,
    must_be_customer_key,
    policy,
)

# where a machine names its image
_IMAGES = {
    "aws_instance": "ami",
    "aws_launch_configuration": "image_id",
    "aws_launch_template": "image_id",
    "aws_spot_instance_request": "ami",
}
_OWNER_FILTERS = ("owner-id", "owner-alias", "image-id")


@policy(
    id="ami-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-28", "STAN-05"),
    aliases=("CKV_AWS_204", "8bbb242f-6e38-4127-86d4-d8f0b2687ae2"),
    resources=("aws_ami",),
)
def ami_unencrypted(image: Resource) -> Iterator[Verdict]:
    """Disk of a machine image is not encrypted.

    Everything on it can be read by whoever the image is shared with. A disk made from a snapshot has that one's
    encryption, so an image that says nothing else is not judged.

    Fix:
        Set `encrypted` to true for every `ebs_block_device`, or make it from an encrypted snapshot.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html
    """

    def encrypted(device: Attribute) -> Verdict:
        return device["encrypted"].must_be(True).unless(device["snapshot_id"].is_set())

    yield from image["ebs_block_device"].each(encrypted)


@policy(
    id="ami-copy-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "CUIMC-28", "STAN-05"),
    aliases=("CKV_AWS_235",),
    resources=("aws_ami_copy",),
)
def ami_copy_unencrypted(image: Resource) -> Verdict:
    """Copy of a machine image is not encrypted.

    A copy is the moment at which an image can be encrypted; what is not encrypted can be read by whoever it is
    shared with.

    Fix:
        Set `encrypted` to true.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html
    """
    return image["encrypted"].must_be(True)


@policy(
    id="ami-copy-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13",),
    aliases=("CKV_AWS_236",),
    resources=("aws_ami_copy",),
    default=False,
)
def ami_copy_without_customer_key(image: Resource) -> Verdict:
    """Copy of a machine image is not encrypted with a customer-managed key.

    Only a key of your own lets you decide, and log, who can start machines from it, also in other accounts.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html
    """
    return must_be_customer_key(image["kms_key_id"])


@policy(
    id="ami-owner-not-pinned",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-28", "CUIMC-16"),
    aliases=("CKV_AWS_386", "AWS-0344", "f317c3c2-58e5-4aa7-bb8e-3a7f6bcd274a"),
    resources=("data.aws_ami",),
)
def ami_owner_not_pinned(lookup: Resource) -> Verdict:
    """Machine image is looked up by name among the images of everybody.

    Anybody may publish an image whose name fits and is newer, and the next machine starts from it.

    Fix:
        Set `owners` to the accounts or aliases that publish the image, such as `amazon`.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharing-amis.html
        https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/ami
    """

    def pins(item: Attribute) -> Verdict:
        return item["name"].must_be_one_of(*_OWNER_FILTERS)

    owners = lookup["owners"].must_be_set()
    return owners | lookup["filter"].any(pins, "no filter names an owner")


@policy(
    id="ami-shared",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-03", "CUIMC-28"),
    aliases=("CKV_AWS_205", "ba4e0031-3e9d-4d7d-b0d6-bd8f003f8698"),
    resources=("aws_ami_launch_permission",),
)
def ami_shared(permission: Resource) -> Verdict:
    """Machine image is shared with another account.

    Whoever may start a machine from it can read everything on its disks. Sharing with everybody publishes it.

    Fix:
        Share images within the organisation by `organization_arn`, and ignore this where an account is meant.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharing-amis.html
    """
    everybody = permission["group"]
    if everybody.is_("all") is Truth.TRUE:
        return everybody.deny("`{name}` publishes the image to everybody").at(HIGH)
    account = permission["account_id"]
    shared = account.must(~account.is_set(), "`{name}` may start machines from the image")
    return shared & everybody.must(~everybody.is_("all"), "`{name}` publishes the image to everybody")


@policy(
    id="ami-owner-not-approved",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-28",),
    parameters=(IMAGE_OWNERS,),
    resources=("data.aws_ami", "data.aws_ami_ids"),
    default=False,
)
def ami_owner_not_approved(lookup: Resource) -> Iterator[Verdict]:
    """Machine image is taken from an owner that is not approved.

    Only images of known, hardened origin that are patched may be started. Whose those are, the profile says in
    `image-owners`. A look-up without any owner takes what anybody publishes.

    Fix:
        Look the image up among those of an approved owner, or have the owner approved.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharing-amis.html
        https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/ami
    """
    approved = lookup.parameter(IMAGE_OWNERS).get("aws", ())

    def judge(owner: Attribute) -> Verdict:
        known = owner.asks(lambda name: fits(str(name), approved))
        own = Truth.of(bool(owner.targets("data.aws_caller_identity")) and "self" in approved)
        return owner.must(known | own, "`{name}` is no approved owner of images", remedy="choose an approved owner")

    if lookup["owners"].written:
        yield from lookup["owners"].each(judge)
    for index in range(len(lookup["filter"].data) if isinstance(lookup["filter"].data, list) else 0):
        if lookup["filter"][index]["name"].is_one_of(("owner-id", "owner-alias")) is Truth.TRUE:
            yield from lookup["filter"][index]["values"].each(judge)


@policy(
    id="image-of-unknown-origin",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-28",),
    resources=tuple(_IMAGES),
    default=False,
)
def image_of_unknown_origin(machine: Resource) -> Verdict:
    """Machine image is named by its id, so that nobody can tell whose it is.

    An id says neither who published the image nor whether it is hardened and patched, and it stays the same when a
    patched one comes out. A look-up among the images of an approved owner, or a public parameter of Systems Manager,
    says both.

    Fix:
        Look the image up by an approved owner, or take it from a parameter below `/aws/service/`.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/finding-an-ami.html
        https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
    """
    image = machine[_IMAGES[machine.type]]
    literal = image.asks(lambda name: isinstance(name, str) and name.startswith("ami-"))
    parameter = isinstance(image.data, Unknown) and image.data.why in {Why.DATA, Why.EXTERNAL}
    looked_up = Truth.of(parameter or bool(image.targets()))
    return image.must(
        looked_up | ~literal, "`{name}` is an id: nobody can tell who published the image, and whether it is patched"
    )
