"""Elastic Load Balancing: classic load balancers."""

from collections.abc import Iterator

from groundrule.policy import HIGH, Attribute, Category, Resource, Verdict, policy


def _is_encrypted(listener: Attribute) -> Verdict:
    protocol = listener["lb_protocol"]
    encrypted = protocol.asks(lambda value: str(value).upper() in {"HTTPS", "SSL"})
    return protocol.must(encrypted, expected="`HTTPS` or `SSL`", remedy="set `{name}` to `HTTPS`")


@policy(
    id="elb-listener-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=(
        "275a3217-ca37-40c1-a6cf-bb57d245ab32",
        "CKV_AWS_127",
        "CKV_AWS_376",
        "80908a75-586b-4c61-ab04-490f4f4525b8",
    ),
    resources=("aws_elb",),
)
def elb_listener_unencrypted(balancer: Resource) -> Iterator[Verdict]:
    """Classic load balancer takes unencrypted connections.

    Whoever is on the way can read and change what is sent.

    Fix:
        Listen with `HTTPS` or `SSL`.

    Sources:
        https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html
    """
    yield from balancer["listener"].each(_is_encrypted)
