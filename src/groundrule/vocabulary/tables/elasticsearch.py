"""Amazon Elasticsearch Service, the old name of OpenSearch."""

from __future__ import annotations

from typing import Final

from groundrule.vocabulary.table import Row
from groundrule.vocabulary.tables.opensearchservice import DOMAIN

ROWS: Final[dict[str, Row]] = {
    "AWS::Elasticsearch::Domain": DOMAIN._replace(type="aws_elasticsearch_domain"),
}
