"""Amazon Route 53."""

from collections.abc import Iterator

from groundrule.policy import LOW, MEDIUM, Attribute, Category, Reference, Resource, Truth, Unknown, Verdict, policy


def _is_private(zone: Resource) -> Truth:
    return zone["vpc"].is_set() | zone.companions("aws_route53_zone_association", by="zone_id").exist


@policy(
    id="route53-zone-unsigned",
    severity=LOW,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV2_AWS_38",),
    resources=("aws_route53_zone",),
    default=False,
)
def route53_zone_unsigned(zone: Resource) -> Verdict:
    """Public hosted zone is not signed with DNSSEC.

    Whoever forges an answer sends visitors elsewhere, and nothing tells them. Private zones cannot be signed.

    Fix:
        Make a key-signing key for the zone, switch signing on, and give the parent zone the DS record.

    Sources:
        https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html
    """
    types = ("aws_route53_hosted_zone_dnssec", "aws_route53_key_signing_key")
    signing = zone.companions(*types, by="hosted_zone_id")
    return signing.must_exist("no key signs the zone").unless(_is_private(zone))


@policy(
    id="route53-zone-without-query-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02"),
    aliases=("CKV2_AWS_39", "7dbba512-e244-42dc-98bb-422339827967", "0f0fb06b-0f2f-4374-8588-f2c7c348c7a0"),
    resources=("aws_route53_zone",),
    default=False,
)
def route53_zone_without_query_log(zone: Resource) -> Verdict:
    """Queries of a public hosted zone are not logged.

    Which names somebody looks for, and from where, is an early trace of an attack. Private zones have no such log. The
    finding stands at the zone, also where a log that names no zone, or another one, lies beside it.

    Fix:
        Add an `aws_route53_query_log` for the zone.

    Sources:
        https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/route53-controls.html#route53-2
    """
    logs = zone.companions("aws_route53_query_log", by="zone_id")
    return logs.must_exist("no log records its queries").unless(_is_private(zone))


@policy(
    id="route53-record-to-foreign-address",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-16",),
    aliases=("CKV2_AWS_23",),
    resources=("aws_route53_record",),
    default=False,
)
def route53_record_to_foreign_address(record: Resource) -> Iterator[Verdict]:
    """Record points at an address that no resource here has.

    An address that was given back belongs to somebody else soon, who then serves under your name. Addresses outside
    of AWS are written like this too, so look who has it.

    Fix:
        Refer to the resource that has the address, or use an alias.

    Sources:
        https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/protection-from-dangling-dns.html
        https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
    """
    address = record["type"].is_("A") & ~record["alias"].is_set()
    if address is not Truth.FALSE:
        for verdict in record["records"].each(_is_own):
            yield verdict.when(address)


def _is_own(value: Attribute) -> Verdict:
    if isinstance(value.data, Reference):
        return value.allow()
    if isinstance(value.data, Unknown):
        return value.unknown(value.data, "the address may be anybody's")
    return value.must(Truth.of(value.text is None), "`{name}` is an address that no resource here has")


@policy(
    id="route53-record-without-value",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("25db74bf-fa3b-44da-934e-8c3e005c0453",),
    resources=("aws_route53_record",),
    default=False,
)
def route53_record_without_value(record: Resource) -> Verdict:
    """Record has neither a value nor an alias.

    The name leads nowhere, or the deployment fails.

    Fix:
        Set `records`, or add an `alias`.

    Sources:
        https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values.html
    """
    return record["records"].must_be_set().unless(record["alias"].is_set())


@policy(
    id="route53-zone-empty",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("24d932e1-91f0-46ea-836f-fdbd81694151",),
    resources=("aws_route53_zone",),
    default=False,
)
def route53_zone_empty(zone: Resource) -> Verdict:
    """Hosted zone has no record.

    It costs money and answers nothing, unless another root fills it.

    Fix:
        Add the records, or remove the zone.

    Sources:
        https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html
    """
    types = ("aws_route53_record", "aws_route53_record_set_group")
    named = zone.companions(*types, by="zone_name")
    return zone.companions(*types, by="zone_id").must_exist("no record is in the zone").unless(named.exist)


@policy(
    id="route53-domain-transferable",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_377",),
    resources=("aws_route53domains_registered_domain",),
)
def route53_domain_transferable(domain: Resource) -> Verdict:
    """Registered domain can be moved to another registrar without unlocking.

    Whoever gets at the transfer code takes the domain away, and with it the mail and the site.

    Fix:
        Set `transfer_lock` to true.

    Sources:
        https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-lock.html
    """
    return domain["transfer_lock"].must_be(True)
