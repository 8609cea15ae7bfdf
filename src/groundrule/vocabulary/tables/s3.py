"""Amazon S3."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

_CANNED_ACLS: Final = {
    "Private": "private",
    "PublicRead": "public-read",
    "PublicReadWrite": "public-read-write",
    "AuthenticatedRead": "authenticated-read",
    "LogDeliveryWrite": "log-delivery-write",
    "BucketOwnerRead": "bucket-owner-read",
    "BucketOwnerFullControl": "bucket-owner-full-control",
    "AwsExecRead": "aws-exec-read",
}
ROWS: Final[dict[str, Row]] = {
    "AWS::S3::Bucket": Row(
        "aws_s3_bucket",
        names={
            "BucketName": "bucket",
            "ServerSideEncryptionByDefault": "apply_server_side_encryption_by_default",
        },
        values={"AccessControl": _CANNED_ACLS},
        companions=(
            Companion("aws_s3_bucket_acl", "AccessControl", "bucket", {"acl": ""}),
            Companion(
                "aws_s3_bucket_server_side_encryption_configuration",
                "BucketEncryption",
                "bucket",
                {"rule": "ServerSideEncryptionConfiguration"},
            ),
            Companion("aws_s3_bucket_public_access_block", "PublicAccessBlockConfiguration", "bucket"),
            Companion(
                "aws_s3_bucket_versioning",
                "VersioningConfiguration",
                "bucket",
                {"versioning_configuration": ""},
            ),
            Companion(
                "aws_s3_bucket_logging",
                "LoggingConfiguration",
                "bucket",
                {"target_bucket": "DestinationBucketName", "target_prefix": "LogFilePrefix"},
            ),
            Companion("aws_s3_bucket_lifecycle_configuration", "LifecycleConfiguration", "bucket", {"rule": "Rules"}),
            Companion("aws_s3_bucket_ownership_controls", "OwnershipControls", "bucket", {"rule": "Rules"}),
            Companion(
                "aws_s3_bucket_replication_configuration", "ReplicationConfiguration", "bucket", {"rule": "Rules"}
            ),
            Companion("aws_s3_bucket_website_configuration", "WebsiteConfiguration", "bucket"),
            Companion("aws_s3_bucket_cors_configuration", "CorsConfiguration", "bucket", {"cors_rule": "CorsRules"}),
            Companion("aws_s3_bucket_notification", "NotificationConfiguration", "bucket"),
        ),
    ),
    "AWS::S3::BucketPolicy": Row("aws_s3_bucket_policy", names={"PolicyDocument": "policy"}),
}
