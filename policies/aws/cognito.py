"""Amazon Cognito."""

from groundrule.policy import HIGH, MEDIUM, Category, Resource, Verdict, any_true, policy


@policy(
    id="cognito-guests-allowed",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_AWS_366",),
    resources=("aws_cognito_identity_pool",),
)
def cognito_guests_allowed(pool: Resource) -> Verdict:
    """Cognito identity pool gives credentials to guests.

    Everybody on the internet gets AWS credentials with what the role for guests may do, without signing in.

    Fix:
        Set `allow_unauthenticated_identities` to false.

    Sources:
        https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-2
    """
    return pool["allow_unauthenticated_identities"].must_be(expected=False)


@policy(
    id="cognito-mfa-off",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    aliases=("ec28bf61-a474-4dbe-b414-6dd3a067d6f0", "74a18d1a-cf02-4a31-8791-ed0967ad7fdc"),
    resources=("aws_cognito_user_pool",),
    default=False,
)
def cognito_mfa_off(pool: Resource) -> Verdict:
    """Cognito user pool asks for no second factor.

    A password that was guessed or used elsewhere is enough to sign in. Off is the default, and what nearly every module
    leaves to those who call it: whether the people who sign in are to be asked is for the application to say.

    Fix:
        Set `mfa_configuration` to `ON` (or `OPTIONAL`), and configure tokens or messages as the factor.

    Sources:
        https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
    """
    factors = ("software_token_mfa_configuration", "sms_configuration", "email_mfa_configuration", "enabled_mfas")
    factor = any_true(pool[name].is_set() for name in factors)
    on = pool["mfa_configuration"].must_be_one_of("ON", "OPTIONAL")
    return on & pool["mfa_configuration"].must(factor, "`{name}` is on, but no factor is configured")
