"""Elastic Load Balancing: application and network load balancers."""

from groundrule.policy import HIGH, TLS_FLOOR, Category, Resource, Verdict, any_true, policy

# the lowest version that may be offered → how the names of the policies begin that offer nothing older
_MODERN = {
    "1.2": tuple(f"ELBSecurityPolicy-{family}" for family in ("TLS13-1-2", "TLS13-1-3", "TLS-1-2", "FS-1-2")),
    "1.3": ("ELBSecurityPolicy-TLS13-1-3",),
}
_NEWEST = {"1.2": "ELBSecurityPolicy-TLS13-1-2-2021-06", "1.3": "ELBSecurityPolicy-TLS13-1-3-2021-06"}


@policy(
    id="lb-listener-plain-http",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=(
        "CKV_AWS_2",
        "CKV2_AWS_20",
        "AWS-0054",
        "de7f5e83-da88-4046-871f-ea18504b1d43",
        "275a3217-ca37-40c1-a6cf-bb57d245ab32",
    ),
    resources=("aws_lb_listener", "aws_alb_listener"),
)
def lb_listener_plain_http(listener: Resource) -> Verdict:
    """Load balancer serves plain HTTP.

    Whoever is on the way can read and change what is sent. A listener that only sends its visitors on to
    HTTPS is well. TCP, UDP and TLS listeners of network load balancers are not judged here.

    Fix:
        Make the listener HTTPS, or let its default action redirect to HTTPS.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
    """
    redirects = listener["default_action"]["redirect"]["protocol"].is_("HTTPS")
    # a gateway load balancer's listener has no protocol at all
    balancers = listener["load_balancer_arn"].targets("aws_lb", "aws_alb")
    redirects = redirects | any_true(balancer["load_balancer_type"].is_("gateway") for balancer in balancers)
    return listener["protocol"].must_not_be("HTTP").unless(redirects)


@policy(
    id="lb-listener-old-tls",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    parameters=(TLS_FLOOR,),
    aliases=("CKV_AWS_103", "CKV2_AWS_74", "AWS-0047"),
    resources=("aws_lb_listener", "aws_alb_listener"),
)
def lb_listener_old_tls(listener: Resource) -> Verdict:
    """Load balancer accepts TLS older than 1.2, or than what the profile allows.

    TLS 1.0 and 1.1 have known weaknesses. A listener made without a policy accepts them:
    `ELBSecurityPolicy-2016-08` is the default of the API that Terraform and CloudFormation use. A profile may ask for
    TLS 1.3 in `tls-floor`.

    Fix:
        Set the policy to `ELBSecurityPolicy-TLS13-1-2-2021-06`.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
    """
    policy_name, floor = listener["ssl_policy"], listener.parameter(TLS_FLOOR)
    modern = policy_name.asks(lambda value: isinstance(value, str) and value.startswith(_MODERN[floor]))
    remedy = f"set `{{name}}` to `{_NEWEST[floor]}`"
    verdict = policy_name.must(modern, expected=f"a policy of TLS {floor} or later", remedy=remedy)
    return verdict.when(listener["protocol"].is_one_of(("HTTPS", "TLS")))
