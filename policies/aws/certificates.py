"""Certificates that stand in a template."""

from collections.abc import Callable

from groundrule.policy import MEDIUM, Attribute, Category, Certificate, Resource, Verdict, policy, read_certificate

_HOLDERS = ("aws_acm_certificate", "aws_iam_server_certificate", "aws_api_gateway_domain_name")
_LEAST_BITS = 2048


def _must(body: Attribute, kept: Callable[[Certificate], bool], detail: str, remedy: str) -> Verdict | None:
    """A verdict on the certificate that an attribute holds; None where it holds none."""
    if not body.written:
        return None
    if body.text is None:
        return body.unknown(body.why_unknown, detail)
    certificate = read_certificate(body.text)
    if certificate is None:
        return body.unknown("it is no certificate in PEM that can be read", detail)
    return body.allow() if kept(certificate) else body.deny(detail, remedy=remedy)


@policy(
    id="certificate-expired",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25", "CUIMC-09"),
    aliases=("AWS-0168", "c3831315-5ae6-4fa8-b458-3d4d5ab7a3f6"),
    resources=_HOLDERS,
)
def certificate_expired(holder: Resource) -> Verdict | None:
    """Certificate has expired.

    Clients refuse it, or people learn to click the warning away.

    Fix:
        Renew the certificate; best let AWS Certificate Manager issue it, which renews it by itself.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html
    """
    return _must(
        holder["certificate_body"],
        lambda certificate: not certificate.expired,
        "the certificate in `{name}` has expired",
        "renew the certificate",
    )


@policy(
    id="certificate-short-rsa-key",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("874d68a3-bfbe-4a4b-aaa0-9e74d7da634b",),
    resources=_HOLDERS,
)
def certificate_short_rsa_key(holder: Resource) -> Verdict | None:
    """Certificate has an RSA key of less than 2048 bits.

    Such keys can be broken, and then everybody can pose as the server.

    Fix:
        Make a key of 2048 bits or more, or one on an elliptic curve, and have a certificate issued for it.

    Sources:
        https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html
    """
    return _must(
        holder["certificate_body"],
        lambda certificate: certificate.rsa_bits is None or certificate.rsa_bits >= _LEAST_BITS,
        f"the certificate in `{{name}}` has an RSA key of less than {_LEAST_BITS} bits",
        "have a certificate issued for a longer key",
    )
