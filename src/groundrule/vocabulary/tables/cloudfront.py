"""Amazon CloudFront."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row

ROWS: Final[dict[str, Row]] = {
    "AWS::CloudFront::Distribution": Row(
        "aws_cloudfront_distribution",
        {
            "viewer_certificate": "DistributionConfig.ViewerCertificate",
            "default_cache_behavior": "DistributionConfig.DefaultCacheBehavior",
            "ordered_cache_behavior": "DistributionConfig.CacheBehaviors",
            "origin": "DistributionConfig.Origins",
            "logging_config": "DistributionConfig.Logging",
            "web_acl_id": "DistributionConfig.WebACLId",
            "enabled": "DistributionConfig.Enabled",
            "restrictions": "DistributionConfig.Restrictions",
            "default_root_object": "DistributionConfig.DefaultRootObject",
            "origin_group": "DistributionConfig.OriginGroups.Items",
        },
        names={
            "CloudFrontDefaultCertificate": "cloudfront_default_certificate",
            "OriginSSLProtocols": "origin_ssl_protocols",
            "S3OriginConfig": "s3_origin_config",
        },
    ),
    "AWS::CloudFront::ResponseHeadersPolicy": Row(
        "aws_cloudfront_response_headers_policy",
        {"security_headers_config": "ResponseHeadersPolicyConfig.SecurityHeadersConfig"},
    ),
}
