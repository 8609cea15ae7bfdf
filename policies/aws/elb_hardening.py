"""Elastic Load Balancing: what a classic load balancer negotiates, logs and balances."""

from collections.abc import Iterator

from groundrule.policy import HIGH, LOW, MEDIUM, Attribute, Category, Resource, Truth, Verdict, policy

# https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html
_MODERN = "ELBSecurityPolicy-TLS-1-2-2017-01"
_OLD_PROTOCOLS = ("Protocol-SSLv2", "Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1")
_WEAK = ("NULL", "EXP", "RC4", "RC2", "DES", "IDEA", "MD5", "ADH", "ANON", "KRB5")
_POLICIES = ("aws_load_balancer_policy", "aws_elb")


def _settings(resource: Resource) -> Iterator[Attribute]:
    """The name-value pairs of the policies; CloudFormation has them in the load balancer itself."""
    if resource.type == "aws_load_balancer_policy":
        yield resource["policy_attribute"]
    else:
        policies = resource["policy"]
        count = len(policies.data) if isinstance(policies.data, list) else 0
        yield from (policies[index]["attributes"] for index in range(count))


def _is_on(setting: Attribute) -> Truth:
    return ~setting["value"].is_("false")


def _is_modern(setting: Attribute) -> Verdict:
    name, value = setting["name"], setting["value"]
    old = name.is_one_of(_OLD_PROTOCOLS) & _is_on(setting)
    reference = name.is_("Reference-Security-Policy") & ~value.is_(_MODERN)
    enables = name.must(~old, "`{name}` switches on a protocol older than TLS 1.2", remedy="remove it")
    names = value.must(~reference, expected=f"`{_MODERN}`", remedy=f"set `{{name}}` to `{_MODERN}`")
    return enables & names


def _is_strong(setting: Attribute) -> Verdict:
    name = setting["name"]
    weak = name.asks(lambda value: any(part in str(value).upper() for part in _WEAK)) & _is_on(setting)
    return name.must(~weak, "`{name}` switches on a weak cipher", remedy="remove it")


@policy(
    id="elb-old-tls",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_213", "126c1788-23c2-4a10-906c-ef179f4f96ec", "61a94903-3cd3-4780-88ec-fc918819b9c8"),
    resources=_POLICIES,
)
def elb_old_tls(resource: Resource) -> Iterator[Verdict]:
    """Classic load balancer accepts TLS older than 1.2.

    SSL and TLS 1.0 and 1.1 have known weaknesses. Of the predefined policies only one leaves them out.

    Fix:
        Set `Reference-Security-Policy` to `ELBSecurityPolicy-TLS-1-2-2017-01`.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html
    """
    for settings in _settings(resource):
        yield from settings.each(_is_modern)


@policy(
    id="elb-weak-cipher",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("4a800e14-c94a-442d-9067-5a2e9f6c0a4c", "809f77f8-d10e-4842-a84f-3be7b6ff1190"),
    resources=_POLICIES,
)
def elb_weak_cipher(resource: Resource) -> Iterator[Verdict]:
    """Classic load balancer accepts a weak cipher.

    Ciphers that encrypt nothing, or with RC4, DES, MD5 or export keys, can be read by whoever records the
    connection.

    Fix:
        Use the predefined policy `ELBSecurityPolicy-TLS-1-2-2017-01`.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html
    """
    for settings in _settings(resource):
        yield from settings.each(_is_strong)


@policy(
    id="elb-without-access-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02"),
    aliases=("CKV_AWS_92", "20018359-6fd7-4d05-ab26-d4dffccbdf79", "ee12ad32-2863-4c0f-b13f-28272d115028"),
    resources=("aws_elb",),
)
def elb_without_access_log(balancer: Resource) -> Verdict:
    """Classic load balancer writes no access log.

    Who asked for what, and from where, cannot be told after an incident.

    Fix:
        Add `access_logs` with a bucket.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5
    """
    logs = balancer["access_logs"]
    return logs.must_be_set() & logs["enabled"].must_be(True)


@policy(
    id="elb-single-zone-traffic",
    severity=LOW,
    category=Category.AVAILABILITY,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_138",),
    resources=("aws_elb",),
    default=False,
)
def elb_single_zone_traffic(balancer: Resource) -> Verdict:
    """Classic load balancer sends traffic only to the zone that it came in by.

    A zone with few healthy instances is then overloaded while others idle. Terraform uses every zone by default,
    CloudFormation does not.

    Fix:
        Set `cross_zone_load_balancing` to true.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-crosszone-lb.html
    """
    return balancer["cross_zone_load_balancing"].must_be(True)
