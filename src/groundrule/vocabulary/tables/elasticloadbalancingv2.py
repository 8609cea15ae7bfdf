"""Application, Network and Gateway Load Balancers."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
_SETTINGS: Final = {
    "access_logs.enabled": "access_logs.s3.enabled",
    "desync_mitigation_mode": "routing.http.desync_mitigation_mode",
    "drop_invalid_header_fields": "routing.http.drop_invalid_header_fields.enabled",
    "enable_cross_zone_load_balancing": "load_balancing.cross_zone.enabled",
    "enable_deletion_protection": "deletion_protection.enabled",
}
ROWS: Final[dict[str, Row]] = {
    "AWS::ElasticLoadBalancingV2::Listener": Row(
        "aws_lb_listener",
        names={"DefaultActions": "default_action", "RedirectConfig": "redirect", "SslPolicy": "ssl_policy"},
    ),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Row(
        "aws_lb",
        {"internal": "Scheme", "load_balancer_type": "Type", "subnet_mapping": "SubnetMappings"},
        values={"Scheme": {"internal": True, "internet-facing": False}},
        settings={name: ("LoadBalancerAttributes", key) for name, key in _SETTINGS.items()},
    ),
    "AWS::ElasticLoadBalancingV2::TargetGroup": Row("aws_lb_target_group", {"health_check.path": "HealthCheckPath"}),
}
