"""AWS Secrets Manager."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, must_be_customer_key, policy


@policy(
    id="secret-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-21", "CUIMC-13"),
    aliases=(
        "CKV_AWS_149",
        "AWS-0098",
        "a2f548f2-188c-4fff-b172-e9a6acb216bd",
        "b0d3ef3f-845d-4b1b-83d6-63a5a380375f",
        "c8ae9ba9-c2f7-4e5c-b32e-a4b7712d4d22",
    ),
    resources=("aws_secretsmanager_secret",),
    default=False,
)
def secret_without_customer_key(secret: Resource) -> Verdict:
    """Secret is not encrypted with a customer-managed key.

    Secrets are always encrypted, by default with a key that AWS manages and that everybody in the account
    may use through the service. Only a key of your own can be shared with another account or withheld
    from somebody.

    Fix:
        Set `kms_key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    """
    return must_be_customer_key(secret["kms_key_id"])


@policy(
    id="secret-never-rotated",
    severity=MEDIUM,
    category=Category.SECRETS,
    requirements=("CUIMC-15",),
    aliases=("CKV2_AWS_57",),
    resources=("aws_secretsmanager_secret",),
    default=False,
)
def secret_never_rotated(secret: Resource) -> Verdict:
    """Secret is never rotated.

    A secret that leaked unnoticed works until somebody changes it. Not every secret can be rotated by a
    function, so this one runs where it is asked for.

    Fix:
        Add a rotation with a function or a managed rotation.

    Sources:
        https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1
    """
    return secret.companions("aws_secretsmanager_secret_rotation", by="secret_id").must_exist(
        "nothing rotates it", remedy="add a rotation"
    )


def _days(expression: str) -> float | None:
    """The days between two runs of `rate(…)`; None for anything else, such as `cron(…)`."""
    number, _, unit = expression.removeprefix("rate(").rstrip(")").partition(" ")
    hours = {"hour": 1, "day": 24}.get(unit.strip().rstrip("s"))
    return int(number) * hours / 24 if expression.startswith("rate(") and number.isdigit() and hours else None


@policy(
    id="secret-rotated-too-rarely",
    severity=MEDIUM,
    category=Category.SECRETS,
    requirements=("CUIMC-15",),
    aliases=("CKV_AWS_304",),
    resources=("aws_secretsmanager_secret_rotation",),
)
def secret_rotated_too_rarely(rotation: Resource) -> Verdict:
    """Secret is rotated less often than every 90 days.

    A secret that leaked unnoticed works until it is changed. Of a schedule by `cron(…)` nothing is said.
    A number of days that only the deployment knows is not known, though some linters take it for too many.

    Fix:
        Set `automatically_after_days`, or the rate in `schedule_expression`, to at most 90 days.

    Sources:
        https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-4
    """
    rules = rotation["rotation_rules"]
    schedule = rules["schedule_expression"]
    if schedule.written:
        rare = schedule.asks(lambda text: isinstance(text, str) and (_days(text) or 0) > 90)
        return schedule.must(~rare, expected="at most 90 days")
    return rules["automatically_after_days"].must_be_at_most(90)
