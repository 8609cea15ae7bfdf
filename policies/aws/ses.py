"""Amazon Simple Email Service."""

from groundrule.policy import MEDIUM, Category, Resource, Verdict, policy


@policy(
    id="ses-tls-optional",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_365",),
    resources=("aws_ses_configuration_set", "aws_sesv2_configuration_set"),
    default=False,
)
def ses_tls_optional(configuration: Resource) -> Verdict:
    """SES configuration set delivers mail without TLS where the receiver has none.

    By default TLS is used where it can be, and mail goes in the clear where it can't. Required, such mail comes
    back instead: right for what must not be read, wrong for newsletters.

    Fix:
        Set `tls_policy` in `delivery_options` to `Require` (`REQUIRE` in version 2 and in CloudFormation).

    Sources:
        https://docs.aws.amazon.com/ses/latest/dg/security-protocols.html
        https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeliveryOptions.html
    """
    required = "Require" if configuration.type == "aws_ses_configuration_set" else "REQUIRE"
    return configuration["delivery_options"]["tls_policy"].must_be(required)
