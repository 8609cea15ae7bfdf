"""S3 buckets: what policies of several services ask of them."""

from __future__ import annotations

from typing import Final

from groundrule.databases import named_by
from groundrule.subject import Resource
from groundrule.value import Truth, any_true

_SWITCHES: Final = ("ignore_public_acls", "block_public_acls")


def public_acls_ignored(resource: Resource) -> Truth:
    """Whether a public access block takes the effect away from an access control list.

    Args:
        resource: the bucket (`aws_s3_bucket`) or its list (`aws_s3_bucket_acl`).
    """
    buckets = [resource] if resource.type == "aws_s3_bucket" else named_by(resource["bucket"], "aws_s3_bucket")
    return any_true(_switched_on(bucket, switch) for bucket in buckets for switch in _SWITCHES)


def bucket_of(resource: Resource) -> Resource:
    """The bucket that a resource completes, such as its access control list; itself where the root has none."""
    buckets = [resource] if resource.type == "aws_s3_bucket" else named_by(resource["bucket"], "aws_s3_bucket")
    return buckets[0] if len(buckets) == 1 else resource


def _switched_on(bucket: Resource, switch: str) -> Truth:
    """Whether a public access block of the bucket, or of the account, has a switch on."""
    account = bucket.others("aws_s3_account_public_access_block")
    own = bucket.companions("aws_s3_bucket_public_access_block", by="bucket")
    return any_true(block[switch].is_(True) for block in (*account, *own))
