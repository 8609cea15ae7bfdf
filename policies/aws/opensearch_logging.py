"""Amazon OpenSearch Service: logs."""

from typing import Final

from groundrule.policy import LOW, MEDIUM, Attribute, Category, OpenList, Resource, Truth, Verdict, any_true, policy

_DOMAINS: Final = ("aws_opensearch_domain", "aws_elasticsearch_domain")
_KINDS: Final = ("AUDIT_LOGS", "ES_APPLICATION_LOGS", "INDEX_SLOW_LOGS", "SEARCH_SLOW_LOGS")


@policy(
    id="opensearch-without-logs",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02", "STAN-06"),
    aliases=("CKV_AWS_84", "acb6b4e2-a086-4f35-aefd-4db6ea51ada2", "edbd62d4-8700-41de-b000-b3cfebb5e996"),
    resources=_DOMAINS,
)
def opensearch_without_logs(domain: Resource) -> Verdict:
    """OpenSearch domain publishes no logs.

    Nobody sees its errors, slow requests or who asked what.

    Fix:
        Add `log_publishing_options` with a log group.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html
    """
    return _must_publish(domain, _KINDS, "no logs are published")


@policy(
    id="opensearch-without-audit-log",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "STAN-06"),
    aliases=("CKV_AWS_317", "AWS-0042"),
    resources=_DOMAINS,
    default=False,
)
def opensearch_without_audit_log(domain: Resource) -> Verdict:
    """OpenSearch domain publishes no audit log.

    After an incident nobody can tell who logged in and which documents were read. It needs fine-grained access control.

    Fix:
        Add `log_publishing_options` for `AUDIT_LOGS`.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html
    """
    return _must_publish(domain, ("AUDIT_LOGS",), "`AUDIT_LOGS` are not published")


@policy(
    id="opensearch-without-slow-logs",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("e979fcbc-df6c-422d-9458-c33d65e71c45", "086ea2eb-14a6-4fd4-914b-38e0bc8703e8"),
    resources=_DOMAINS,
    default=False,
)
def opensearch_without_slow_logs(domain: Resource) -> Verdict:
    """OpenSearch domain publishes no slow logs.

    Nobody sees which requests load it.

    Fix:
        Add `log_publishing_options` for `INDEX_SLOW_LOGS` and `SEARCH_SLOW_LOGS`.

    Sources:
        https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html
    """
    return _must_publish(domain, ("INDEX_SLOW_LOGS", "SEARCH_SLOW_LOGS"), "no slow logs are published")


def _must_publish(domain: Resource, kinds: tuple[str, ...], detail: str) -> Verdict:
    """At least one of the kinds of logs must be published."""
    options = domain["log_publishing_options"]
    return options.must(any_true(_published(options, kind) for kind in kinds), detail)


def _published(options: Attribute, kind: str) -> Truth:
    """Whether a kind is published: a block names it in Terraform, a member in CloudFormation."""
    data = options.data
    if isinstance(data, list):
        found = any_true(options[index]["log_type"].is_(kind) & _on(options[index]) for index in range(len(data)))
        return found & Truth.UNKNOWN if isinstance(data, OpenList) else found
    if isinstance(data, dict):
        return _on(options[kind.lower()]) if kind.lower() in data else Truth.FALSE
    return options.is_set() & Truth.UNKNOWN


def _on(option: Attribute) -> Truth:
    """Whether an option has a log group and is not switched off; it is on where it does not say."""
    return option["cloudwatch_log_group_arn"].is_set() & ~option["enabled"].is_(expected=False)
