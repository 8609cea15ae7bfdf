"""Amazon Route 53."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Companion, Row

_RECORD: Final = {
    "name": "Name",
    "type": "Type",
    "records": "ResourceRecords",
    "alias": "AliasTarget",
}
ROWS: Final[dict[str, Row]] = {
    "AWS::Route53::DNSSEC": Row("aws_route53_hosted_zone_dnssec"),
    "AWS::Route53::HostedZone": Row(
        "aws_route53_zone",
        names={"VPCs": "vpc"},
        companions=(Companion("aws_route53_query_log", "QueryLoggingConfig", "zone_id"),),
    ),
    "AWS::Route53::KeySigningKey": Row("aws_route53_key_signing_key"),
    "AWS::Route53::RecordSet": Row(
        "aws_route53_record", _RECORD, names={"HostedZoneId": "zone_id", "HostedZoneName": "zone_name"}
    ),
    "AWS::Route53::RecordSetGroup": Row(
        "aws_route53_record_set_group",
        names={"HostedZoneId": "zone_id", "HostedZoneName": "zone_name"},
        companions=(Companion("aws_route53_record", "RecordSets", "record_set_group", _RECORD, each=True),),
    ),
}
