"""Application, Network and Gateway Load Balancers."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::ElasticLoadBalancingV2::Listener": Row(
        "aws_lb_listener",
        names={"DefaultActions": "default_action", "RedirectConfig": "redirect", "SslPolicy": "ssl_policy"},
    ),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Row("aws_lb"),
}
