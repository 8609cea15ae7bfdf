"""Classic Load Balancers."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ElasticLoadBalancing::LoadBalancer": Row(
        "aws_elb",
        names={
            "Listeners": "listener",
            "Protocol": "lb_protocol",
            "InstanceProtocol": "instance_protocol",
            "SSLCertificateId": "ssl_certificate_id",
            "Policies": "policy",
        },
    ),
}
