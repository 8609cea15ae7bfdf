"""Amazon CloudSearch."""

from groundrule.policy import HIGH, Category, Resource, Verdict, policy


@policy(
    id="cloudsearch-plain-http",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_220",),
    resources=("aws_cloudsearch_domain",),
)
def cloudsearch_plain_http(domain: Resource) -> Verdict:
    """CloudSearch domain accepts plain HTTP.

    Whoever is on the way can read and change searches and documents.

    Fix:
        Set `enforce_https` in `endpoint_options` to true.

    Sources:
        https://docs.aws.amazon.com/cloudsearch/latest/developerguide/configuring-domain-endpoint-options.html
    """
    return domain["endpoint_options"]["enforce_https"].must_be(True)


@policy(
    id="cloudsearch-old-tls",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_218",),
    resources=("aws_cloudsearch_domain",),
)
def cloudsearch_old_tls(domain: Resource) -> Verdict:
    """CloudSearch domain accepts TLS older than 1.2.

    TLS 1.0 and 1.1 have known weaknesses; the default accepts both.

    Fix:
        Set `tls_security_policy` in `endpoint_options` to `Policy-Min-TLS-1-2-2019-07`.

    Sources:
        https://docs.aws.amazon.com/cloudsearch/latest/developerguide/configuring-domain-endpoint-options.html
    """
    return domain["endpoint_options"]["tls_security_policy"].must_be("Policy-Min-TLS-1-2-2019-07")
