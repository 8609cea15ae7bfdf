"""Amazon EC2: the metadata service of instances."""

from groundrule.policy import HIGH, LOW, Attribute, Category, Resource, Truth, Verdict, any_true, policy

_MACHINES = ("aws_instance", "aws_launch_template", "aws_launch_configuration")
# in the names of Amazon Linux 2023's images, which are marked as made for tokens
_DEMANDING = "al2023-ami"


@policy(
    id="ec2-metadata-without-token",
    severity=HIGH,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_79", "AWS-0028", "AWS-0130", "f1g2h3i4-j5k6-7lmn-8opq-9012rstuvwxy"),
    resources=_MACHINES,
)
def ec2_metadata_without_token(machine: Resource) -> Verdict | None:
    """Metadata service of an instance answers without a session token.

    A program on the machine that can be talked into fetching an address then hands out the credentials of the
    instance's role. A launch template that an instance is made from may ask for tokens, so an instance that
    names one and says nothing itself is judged there. Images of Amazon Linux 2023 ask for tokens unless the
    machine or the account says otherwise; what other images and the account ask for, the source does not show.

    Fix:
        Set `http_tokens` to `required` in `metadata_options`.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
        https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsRequest.html
        https://docs.aws.amazon.com/linux/al2023/ug/imdsv2.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8
    """
    options = machine["metadata_options"]
    if machine.type == "aws_instance" and not options.written and machine["launch_template"].written:
        return None
    disabled = options["http_endpoint"].is_("disabled")
    tokens = options["http_tokens"]
    by_image = Truth.of(not tokens.written and _image_demands_tokens(machine))
    return tokens.must_be("required").unless(disabled | by_image)


def _image_demands_tokens(machine: Resource) -> bool:
    """Whether a machine's image is known for one of Amazon Linux 2023, by its name or by what looks it up."""
    image = machine["ami" if machine.type == "aws_instance" else "image_id"]
    parameters = image.targets("data.aws_ssm_parameter")
    lookups = image.targets("data.aws_ami")
    told = any_true(
        (
            Truth.of(_DEMANDING in (image.text or image.kept_under)),
            *(_names_it(parameter["name"]) for parameter in parameters),
            *(_names_it(lookup["name_regex"]) for lookup in lookups),
            *(lookup["filter"].has(lambda part: part["values"].has(_names_it)) for lookup in lookups),
        )
    )
    return told is Truth.TRUE


def _names_it(name: Attribute) -> Truth:
    return name.asks(lambda text: isinstance(text, str) and _DEMANDING in text)


@policy(
    id="ec2-metadata-many-hops",
    severity=LOW,
    category=Category.PATCHING,
    requirements=("CUIMC-16",),
    aliases=("CKV_AWS_341",),
    resources=_MACHINES,
    default=False,
)
def ec2_metadata_many_hops(machine: Resource) -> Verdict:
    """Metadata service of an instance answers over more than one hop.

    A container on the machine, or whatever the machine routes for, then gets at the credentials of its role.
    Where containers are meant to have them, two hops are needed.

    Fix:
        Set `http_put_response_hop_limit` to 1, and give containers roles of their own.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
    """
    options = machine["metadata_options"]
    one_hop = options["http_put_response_hop_limit"].must_be_at_most(1)
    return one_hop.unless(options["http_endpoint"].is_("disabled"))
