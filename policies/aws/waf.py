"""AWS WAF: what a web ACL does."""

from collections.abc import Iterator

from groundrule.policy import (
    MEDIUM,
    Attribute,
    Category,
    Resource,
    Truth,
    Verdict,
    any_true,
    policy,
)

_ACLS = ("aws_waf_web_acl", "aws_wafregional_web_acl", "aws_wafv2_web_acl")
_GROUPS = ("aws_waf_rule_group", "aws_wafregional_rule_group", "aws_wafv2_rule_group")
_ACTIONS = ("allow", "block", "count", "captcha", "challenge")
_RULES = {
    "aws_waf_web_acl": "rules",
    "aws_waf_rule_group": "activated_rule",
    "aws_wafregional_rule_group": "activated_rule",
}
_KNOWN_BAD_INPUTS = "AWSManagedRulesKnownBadInputsRuleSet"


def _rules(acl: Resource) -> Attribute:
    return acl[_RULES.get(acl.type, "rule")]


def _is_there(part: Attribute) -> Truth:
    """Whether a block is written, even an empty one."""
    return part.is_set() | part.asks(lambda value: isinstance(value, dict))


@policy(
    id="waf-acl-empty",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-16", "CUIMC-20"),
    aliases=("CKV_AWS_175",),
    resources=_ACLS,
)
def waf_acl_empty(acl: Resource) -> Verdict:
    """Web ACL has no rules.

    It does the same with every request, whatever is in it.

    Fix:
        Add rules, AWS's managed rule groups to begin with.

    Sources:
        https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
        https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups.html
    """
    associated = acl.companions("aws_wafv2_web_acl_rule_group_association", by="web_acl_arn").exist
    rules = _rules(acl)
    some = rules.has(lambda rule: rule.is_set()) | acl["rule_json"].is_set() | associated
    return rules.must(some, "it has no rules", remedy="add rules")


@policy(
    id="waf-allows-by-default",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("6d64f311-3da6-45f3-80f1-14db9771ea40",),
    resources=_ACLS,
    default=False,
)
def waf_allows_by_default(acl: Resource) -> Verdict:
    """Web ACL lets through whatever no rule speaks of.

    Where the requests that a service expects can be described, letting through only those is safer. For public sites
    the usual way is to let everything through but what a rule blocks.

    Fix:
        Make `block` the default action and add rules that allow.

    Sources:
        https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-default-action.html
    """
    action = acl["default_action"]
    if acl.type != "aws_wafv2_web_acl":
        return action["type"].must_not_be("ALLOW")
    return action.must(~_is_there(action["allow"]), "`{name}` allows", remedy="make `block` the default action")


def _acts(acl: Resource, rule: Attribute) -> Verdict:
    action, override = rule["action"], rule["override_action"]
    if acl.type not in {"aws_wafv2_web_acl", "aws_wafv2_rule_group"}:
        acts = action["type"].is_set() | override["type"].is_set()
    else:
        acts = any_true(
            [
                *(_is_there(action[kind]) for kind in _ACTIONS),
                *(_is_there(override[kind]) for kind in ("none", "count")),
                _is_there(rule["statement"]["managed_rule_group_statement"]),
            ]
        )
    return rule.must(acts, "the rule has no action", remedy="give the rule an action")


@policy(
    id="waf-rule-without-action",
    severity=MEDIUM,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-16",),
    aliases=("CKV_AWS_342",),
    resources=(*_ACLS, *_GROUPS),
)
def waf_rule_without_action(acl: Resource) -> Iterator[Verdict]:
    """Rule of a web ACL or rule group does nothing.

    A rule that has no action holds nothing off. Managed rule groups bring the actions of their own rules.

    Fix:
        Add an `action`, or an `override_action` for a group of rules.

    Sources:
        https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html
    """
    yield from _rules(acl).each(lambda rule: _acts(acl, rule))


@policy(
    id="waf-acl-unlogged",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02"),
    aliases=("CKV_AWS_176", "CKV2_AWS_31"),
    resources=_ACLS,
)
def waf_acl_unlogged(acl: Resource) -> Verdict | None:
    """Web ACL keeps no log.

    Nobody can tell which attacks were held off, nor which requests were refused by mistake. CloudFormation can't
    switch on the log of WAF Classic, so that its web ACLs are judged in Terraform only.

    Fix:
        Add a logging configuration with a log group, a bucket or a delivery stream.

    Sources:
        https://docs.aws.amazon.com/waf/latest/developerguide/logging.html
        https://docs.aws.amazon.com/waf/latest/developerguide/classic-logging.html
    """
    if acl.type == "aws_wafv2_web_acl":
        logs = acl.companions("aws_wafv2_web_acl_logging_configuration", by="resource_arn")
        return logs.must_exist("no logging configuration names it", remedy="add a logging configuration")
    if acl.dialect == "cloudformation":
        return None
    return acl["logging_configuration"]["log_destination"].must_be_set()


def _blocks_known_bad_inputs(rule: Attribute) -> Truth:
    group = rule["statement"]["managed_rule_group_statement"]
    weakened = _is_there(rule["override_action"]["count"])
    weakened |= group["excluded_rule"].has(_is_log4j)
    weakened |= group["rule_action_override"].has(lambda override: _is_log4j(override) & _lets_pass(override))
    return group["name"].is_(_KNOWN_BAD_INPUTS) & ~weakened


def _lets_pass(override: Attribute) -> Truth:
    return any_true(_is_there(override["action_to_use"][kind]) for kind in ("count", "allow"))


def _is_log4j(rule: Attribute) -> Truth:
    return rule["name"].asks(lambda value: isinstance(value, str) and value.startswith("Log4JRCE"))


def _must_block_known_bad_inputs(acl: Resource) -> Verdict:
    rules = acl["rule"]
    elsewhere = Truth.UNKNOWN & acl["rule_json"].is_set()
    blocks = rules.has(_blocks_known_bad_inputs) | elsewhere
    return acl.decide(
        blocks,
        f"no rule blocks by `{_KNOWN_BAD_INPUTS}`",
        unknown=rules.why_unknown,
        remedy=f"add a rule with the managed rule group `{_KNOWN_BAD_INPUTS}`",
    )


@policy(
    id="waf-acl-without-known-bad-inputs",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-16",),
    aliases=("CKV_AWS_192",),
    resources=("aws_wafv2_web_acl",),
    default=False,
)
def waf_acl_without_known_bad_inputs(acl: Resource) -> Verdict:
    """Web ACL does not block requests that are known to be attacks.

    AWS keeps a group of rules for requests that attack known weaknesses, Log4j's remote code execution among them.
    To count them, or to leave out the rules for Log4j, lets them through.

    Fix:
        Add the managed rule group `AWSManagedRulesKnownBadInputsRuleSet`.

    Sources:
        https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html#aws-managed-rule-groups-baseline-known-bad-inputs
    """
    return _must_block_known_bad_inputs(acl)


@policy(
    id="known-bad-inputs-let-through",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-16",),
    aliases=("CKV2_AWS_47", "CKV2_AWS_76", "CKV2_AWS_77", "CKV2_AWS_78"),
    resources=(
        "aws_cloudfront_distribution",
        "aws_lb",
        "aws_alb",
        "aws_api_gateway_stage",
        "aws_appsync_graphql_api",
    ),
    default=False,
)
def known_bad_inputs_let_through(protected: Resource) -> Iterator[Verdict]:
    """The web firewall in front of a service does not block requests that are known to be attacks.

    A web ACL is there, and everybody believes the service protected, but it lacks AWS's group of rules for requests
    that attack known weaknesses. A service without any web ACL is not judged here.

    Fix:
        Add the managed rule group `AWSManagedRulesKnownBadInputsRuleSet` to the web ACL.

    Sources:
        https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html#aws-managed-rule-groups-baseline-known-bad-inputs
    """
    associations = protected.companions("aws_wafv2_web_acl_association", by="resource_arn").sure
    named = [protected["web_acl_id"], *(association["web_acl_arn"] for association in associations)]
    for name in named:
        for acl in name.targets("aws_wafv2_web_acl"):
            verdict = _must_block_known_bad_inputs(acl)
            yield Verdict(
                verdict.outcome,
                protected.spot,
                f"`{acl.address}`: {verdict.detail}",
                unknown=verdict.unknown,
                remedy=verdict.remedy,
            )
