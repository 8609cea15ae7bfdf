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
