"""Classic Load Balancers."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ElasticLoadBalancing::LoadBalancer": Row(
        "aws_elb",
        {"internal": "Scheme"},
        names={
            "AccessLoggingPolicy": "access_logs",
            "CrossZone": "cross_zone_load_balancing",
            "Listeners": "listener",
            "LoadBalancerName": "name",
            "Protocol": "lb_protocol",
            "InstanceProtocol": "instance_protocol",
            "SSLCertificateId": "ssl_certificate_id",
            "Policies": "policy",
        },
        values={"Scheme": {"internal": True, "internet-facing": False}},
    ),
}
