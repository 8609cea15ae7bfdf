"""AWS Step Functions."""

from groundrule.policy import LOW, Category, Resource, Verdict, policy


@policy(
    id="stepfunctions-without-logs",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV_AWS_285", "AWS-0119"),
    resources=("aws_sfn_state_machine",),
    default=False,
)
def stepfunctions_without_logs(machine: Resource) -> Verdict:
    """Step Functions state machine keeps no logs.

    A standard machine's history is kept for 90 days; an express machine has none at all but its logs.

    Fix:
        Set `level` in `logging_configuration` to `ALL` or `ERROR`, and name a log group.

    Sources:
        https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    """
    logging = machine["logging_configuration"]
    return logging["level"].must_not_be("OFF") & logging["log_destination"].must_be_set()


@policy(
    id="stepfunctions-data-not-logged",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-17",),
    aliases=("CKV_AWS_285",),
    resources=("aws_sfn_state_machine",),
    default=False,
)
def stepfunctions_data_not_logged(machine: Resource) -> Verdict:
    """Step Functions state machine's logs leave out what its steps were given.

    An investigation may need to know which data a step worked on. Where the data is sensitive the logs had better
    do without.

    Fix:
        Set `include_execution_data` in `logging_configuration` to true.

    Sources:
        https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    """
    return machine["logging_configuration"]["include_execution_data"].must_be(True)


@policy(
    id="stepfunctions-not-traced",
    severity=LOW,
    category=Category.LOGGING,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_284", "AWS-0117"),
    resources=("aws_sfn_state_machine",),
    default=False,
)
def stepfunctions_not_traced(machine: Resource) -> Verdict:
    """Step Functions state machine is not traced with X-Ray.

    A trace shows which services an execution called, how long they took and where it failed.

    Fix:
        Set `enabled` in `tracing_configuration` to true.

    Sources:
        https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
    """
    return machine["tracing_configuration"]["enabled"].must_be(True)
