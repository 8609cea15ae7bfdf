"""Amazon EC2: the metadata service of instances."""

from groundrule.policy import HIGH, LOW, Category, Resource, Verdict, policy

_MACHINES = ("aws_instance", "aws_launch_template", "aws_launch_configuration")


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
    names one and says nothing itself is judged there. The account or the image may ask for them too, which the
    source does not show.

    Fix:
        Set `http_tokens` to `required` in `metadata_options`.

    Sources:
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8
    """
    options = machine["metadata_options"]
    if machine.type == "aws_instance" and not options.written and machine["launch_template"].written:
        return None
    disabled = options["http_endpoint"].is_("disabled")
    return options["http_tokens"].must_be("required").unless(disabled)


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
