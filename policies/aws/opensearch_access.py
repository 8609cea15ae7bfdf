"""Amazon OpenSearch Service: who reaches a domain, and how it stands when a node fails."""

from collections.abc import Iterator
from typing import Final

from groundrule.policy import (
    CRITICAL,
    HIGH,
    LOW,
    MEDIUM,
    Category,
    Resource,
    Truth,
    Verdict,
    any_true,
    must_not_be_public,
    policy,
)

_DOMAINS: Final = ("aws_opensearch_domain", "aws_elasticsearch_domain")


@policy(
    id="opensearch-policy-public",
    severity=CRITICAL,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=(
        "e7530c3c-b7cf-4149-8db9-d037a0b5268e",
        "5c666ed9-b586-49ab-9873-c495a833b705",
        "16c4216a-50d3-4785-bfb2-4adb5144a8ba",
    ),
    resources=(*_DOMAINS, "aws_opensearch_domain_policy", "aws_elasticsearch_domain_policy"),
)
def opensearch_policy_public(resource: Resource) -> Iterator[Verdict]:
    """OpenSearch access policy lets everybody in.

    Everybody on the internet can read the indices, and most likely write them; inside of a VPC it is everybody whom the
    security groups let through. With fine-grained access control every request is authenticated nonetheless. A domain
    without any policy lets nobody in whom IAM does not; some linters report it.

    Fix:
        Name the roles that need it, add a condition on the network, or enable fine-grained access control.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
    """
    domains = [resource] if resource.type in _DOMAINS else resource["domain_name"].targets(*_DOMAINS)
    authenticated = any_true(_authenticated(domain) for domain in domains)
    inside = any_true(domain["vpc_options"].is_set() for domain in domains)
    for verdict in must_not_be_public(resource["access_policies"]):
        yield verdict.unless(authenticated).at(MEDIUM if inside is Truth.TRUE else CRITICAL)


def _authenticated(domain: Resource) -> Truth:
    security = domain["advanced_security_options"]
    return security["enabled"].is_(expected=True) & ~security["anonymous_auth_enabled"].is_(expected=True)


@policy(
    id="opensearch-outside-vpc",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_137",),
    resources=_DOMAINS,
)
def opensearch_outside_vpc(domain: Resource) -> Verdict:
    """OpenSearch domain has an endpoint on the internet.

    Only its access policy stands between everybody and the data; no security group does. It can only be chosen when the
    domain is made.

    Fix:
        Add `vpc_options` with private subnets.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-2
    """
    return domain["vpc_options"].must_be_set()


@policy(
    id="opensearch-default-security-group",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-22",),
    aliases=("CKV_AWS_248", "d3e1f5a9-bb45-4c89-b97c-12d34ef56789"),
    resources=_DOMAINS,
)
def opensearch_default_security_group(domain: Resource) -> Verdict:
    """OpenSearch domain has the default security group of its VPC.

    Everything else that nobody chose a group for can reach it, and whoever widens the default group opens the domain.

    Fix:
        List groups of your own in `security_group_ids` of `vpc_options`.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
    """
    network = domain["vpc_options"]
    return network["security_group_ids"].must_be_set().when(network.is_set(), network.why_unknown)


@policy(
    id="opensearch-without-fine-grained-access",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-03"),
    aliases=("CKV2_AWS_52", "b4c6d7e8-f9a1-4bcd-89ef-01234abcd567"),
    resources=_DOMAINS,
)
def opensearch_without_fine_grained_access(domain: Resource) -> Verdict:
    """OpenSearch domain has no fine-grained access control.

    Whoever is let in sees every index, document and field. A database of users alone does not switch it on, though some
    linters take it for that.

    Fix:
        Enable `advanced_security_options`.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
    """
    return domain["advanced_security_options"]["enabled"].must_be(True)


@policy(
    id="opensearch-without-dedicated-masters",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_318", "CKV2_AWS_59"),
    resources=_DOMAINS,
    default=False,
)
def opensearch_without_dedicated_masters(domain: Resource) -> Verdict:
    """OpenSearch domain has no three dedicated master nodes in several zones.

    Without them a loaded or failing data node can take the whole cluster down. A count without the switch makes none.

    Fix:
        Set `dedicated_master_enabled` to true, `dedicated_master_count` to 3 and `zone_awareness_enabled` to true.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html
    """
    cluster = domain["cluster_config"]
    masters = cluster["dedicated_master_enabled"].must_be(True) & cluster["dedicated_master_count"].must_be_at_least(3)
    return masters & cluster["zone_awareness_enabled"].must_be(True)
