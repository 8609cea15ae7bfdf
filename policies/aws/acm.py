"""AWS Certificate Manager."""

from collections.abc import Iterator

from groundrule.policy import LOW, Attribute, Category, Resource, Verdict, policy


def _is_plain(name: Attribute) -> Verdict:
    wildcard = name.asks(lambda value: isinstance(value, str) and "*" in value)
    return name.must(~wildcard, "`{name}` holds a wildcard")


@policy(
    id="acm-certificate-wildcard",
    severity=LOW,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-09",),
    aliases=("CKV2_AWS_71", "cc8b294f-006f-4f8f-b5bb-0a9140c33131"),
    resources=("aws_acm_certificate",),
    default=False,
)
def acm_certificate_wildcard(certificate: Resource) -> Iterator[Verdict]:
    """ACM certificate is for a wildcard domain.

    One lost private key then serves for every host of the domain.

    Fix:
        Request a certificate for the names that are used.

    Sources:
        https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html
    """
    yield _is_plain(certificate["domain_name"])
    yield from certificate["subject_alternative_names"].each(_is_plain)


@policy(
    id="acm-certificate-transparency-log-off",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_234",),
    resources=("aws_acm_certificate",),
)
def acm_certificate_transparency_log_off(certificate: Resource) -> Verdict:
    """ACM certificate is kept out of the public logs of certificates.

    Browsers don't trust certificates that are in no log, and nobody notices one that was issued to an impostor.

    Fix:
        Remove `certificate_transparency_logging_preference`, or set it to `ENABLED`.

    Sources:
        https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html#best-practices-transparency
    """
    holder = certificate if certificate.dialect == "cloudformation" else certificate["options"]
    return holder["certificate_transparency_logging_preference"].must_not_be("DISABLED")


@policy(
    id="acm-certificate-destroyed-before-replaced",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_233",),
    resources=("aws_acm_certificate",),
    default=False,
)
def acm_certificate_destroyed_before_replaced(certificate: Resource) -> Verdict | None:
    """ACM certificate is destroyed before its replacement exists.

    A listener that still uses the certificate blocks the change, or stands without one meanwhile. CloudFormation makes
    the replacement first by itself.

    Fix:
        Set `create_before_destroy` in the `lifecycle` block.

    Never unknown:
        Terraform takes only literal values in a `lifecycle` block.

    Sources:
        https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acm_certificate
    """
    if certificate.dialect == "cloudformation":
        return None
    return certificate["lifecycle"]["create_before_destroy"].must_be(True)
