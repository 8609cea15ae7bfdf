"""AWS AppSync."""

from groundrule.policy import HIGH, LOW, MEDIUM, Category, Resource, Verdict, policy


@policy(
    id="appsync-cache-at-rest-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-13", "STAN-05"),
    aliases=("CKV_AWS_214",),
    resources=("aws_appsync_api_cache",),
)
def appsync_cache_at_rest_unencrypted(cache: Resource) -> Verdict:
    """AppSync cache is stored unencrypted.

    Cached answers are copies of the data. Encryption can only be chosen when the cache is made.

    Fix:
        Set `at_rest_encryption_enabled` to true.

    Sources:
        https://docs.aws.amazon.com/appsync/latest/devguide/enabling-caching.html
    """
    return cache["at_rest_encryption_enabled"].must_be(True)


@policy(
    id="appsync-cache-in-transit-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_215",),
    resources=("aws_appsync_api_cache",),
)
def appsync_cache_in_transit_unencrypted(cache: Resource) -> Verdict:
    """AppSync sends data to its cache unencrypted.

    Whoever is on the way can read and change it. Encryption can only be chosen when the cache is made.

    Fix:
        Set `transit_encryption_enabled` to true.

    Sources:
        https://docs.aws.amazon.com/appsync/latest/devguide/enabling-caching.html
    """
    return cache["transit_encryption_enabled"].must_be(True)


@policy(
    id="appsync-api-unlogged",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-02"),
    aliases=("CKV_AWS_193",),
    resources=("aws_appsync_graphql_api",),
)
def appsync_api_unlogged(api: Resource) -> Verdict:
    """AppSync API keeps no log.

    After an incident nobody can tell who asked the API for what.

    Fix:
        Name a role that may write to CloudWatch Logs in the `cloudwatch_logs_role_arn` of `log_config`.

    Sources:
        https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html
    """
    return api["log_config"]["cloudwatch_logs_role_arn"].must_be_set()


@policy(
    id="appsync-fields-unlogged",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV_AWS_194",),
    resources=("aws_appsync_graphql_api",),
    default=False,
)
def appsync_fields_unlogged(api: Resource) -> Verdict:
    """AppSync API does not log its resolvers.

    Logs of single fields tell which resolver failed, and why. They grow with the traffic.

    Fix:
        Set the `field_log_level` of `log_config` to `ERROR`.

    Sources:
        https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html
    """
    return api["log_config"]["field_log_level"].must_be_one_of("ERROR", "ALL", "INFO", "DEBUG")
