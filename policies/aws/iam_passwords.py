"""The account's password policy, and people's first passwords."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, policy


@policy(
    id="iam-password-too-short",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    aliases=("CKV_AWS_10", "AWS-0063", "1bc1c685-e593-450e-88fb-19db4c82aa1d"),
    resources=("aws_iam_account_password_policy",),
)
def iam_password_too_short(account: Resource) -> Verdict:
    """Password policy allows passwords of fewer than 14 characters.

    A short password is guessed, and its hash is broken, in little time. Six characters are the default.

    Fix:
        Set `minimum_password_length` to at least 14.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-15
    """
    return account["minimum_password_length"].must_be_at_least(14)


@policy(
    id="iam-password-without-lowercase",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    aliases=("CKV_AWS_11", "AWS-0058", "a1b2c3d4-e5f6-7890-ab12-cd34ef567890"),
    resources=("aws_iam_account_password_policy",),
)
def iam_password_without_lowercase(account: Resource) -> Verdict:
    """Password policy asks for no lower case letter.

    The fewer kinds of characters a password may have, the sooner it is guessed.

    Fix:
        Set `require_lowercase_characters` to true.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-12
    """
    return account["require_lowercase_characters"].must_be(True)


@policy(
    id="iam-password-without-uppercase",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    aliases=("CKV_AWS_15", "AWS-0061", "2c3d4ghwt-e5f6-7890-ab12-cd34ef567890"),
    resources=("aws_iam_account_password_policy",),
)
def iam_password_without_uppercase(account: Resource) -> Verdict:
    """Password policy asks for no upper case letter.

    The fewer kinds of characters a password may have, the sooner it is guessed.

    Fix:
        Set `require_uppercase_characters` to true.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-11
    """
    return account["require_uppercase_characters"].must_be(True)


@policy(
    id="iam-password-without-number",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    aliases=("CKV_AWS_12", "AWS-0059", "bts2c3d4-e5f6-7890-ab12-cd34ef567890"),
    resources=("aws_iam_account_password_policy",),
)
def iam_password_without_number(account: Resource) -> Verdict:
    """Password policy asks for no number.

    The fewer kinds of characters a password may have, the sooner it is guessed.

    Fix:
        Set `require_numbers` to true.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-14
    """
    return account["require_numbers"].must_be(True)


@policy(
    id="iam-password-without-symbol",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    aliases=("CKV_AWS_14", "AWS-0060", "bts2c3d4-e5f6-7890-ab12-cd34ef567890"),
    resources=("aws_iam_account_password_policy",),
)
def iam_password_without_symbol(account: Resource) -> Verdict:
    """Password policy asks for no symbol.

    The fewer kinds of characters a password may have, the sooner it is guessed.

    Fix:
        Set `require_symbols` to true.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-13
    """
    return account["require_symbols"].must_be(True)


@policy(
    id="iam-password-reusable",
    severity=LOW,
    category=Category.IDENTITY,
    requirements=("CUIMC-24", "CUIMC-15"),
    aliases=("CKV_AWS_13", "AWS-0056", "89806cdc-9c2e-4bd1-a0dc-53f339bcfb2a"),
    resources=("aws_iam_account_password_policy",),
)
def iam_password_reusable(account: Resource) -> Verdict:
    """Password policy lets people use an earlier password again.

    A password that leaked once is then soon in use again. AWS remembers at most 24 passwords, by default none.

    Fix:
        Set `password_reuse_prevention` to 24.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-16
    """
    return account["password_reuse_prevention"].must_be_at_least(24)


@policy(
    id="iam-password-never-expires",
    severity=LOW,
    category=Category.IDENTITY,
    requirements=("CUIMC-24", "CUIMC-15"),
    aliases=("CKV_AWS_9", "AWS-0062", "ce60d060-efb8-4bfd-9cf7-ff8945d00d90"),
    resources=("aws_iam_account_password_policy",),
    default=False,
)
def iam_password_never_expires(account: Resource) -> Verdict:
    """Password policy lets passwords grow older than 90 days.

    A password that was stolen unnoticed works until it is changed. Zero, the default, means that passwords
    never expire. Newer guidance prefers long passwords and a second factor over frequent changes, so this one
    runs where it is asked for.

    Fix:
        Set `max_password_age` to at most 90.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-17
    """
    age = account["max_password_age"]
    return age.must_be_at_most(90) & age.must_be_at_least(1)


@policy(
    id="iam-password-not-changeable",
    severity=LOW,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    aliases=("9ef7d25d-9764-4224-9968-fa321c56ef76",),
    resources=("aws_iam_account_password_policy",),
)
def iam_password_not_changeable(account: Resource) -> Verdict:
    """Password policy does not let people change their own passwords.

    Whoever suspects that a password is known to others then has to wait for an administrator.

    Fix:
        Set `allow_users_to_change_password` to true.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
    """
    return account["allow_users_to_change_password"].must_be(True)


@policy(
    id="iam-first-password-too-short",
    severity=LOW,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    aliases=("b1b20ae3-8fa7-4af5-a74d-a2145920fcb1", "b592ffd4-0577-44b6-bd35-8c5ee81b5918"),
    resources=("aws_iam_user_login_profile",),
)
def iam_first_password_too_short(profile: Resource) -> Verdict:
    """User's first password has fewer than 14 characters.

    Until it is changed, the first password is as good a way in as any other.

    Fix:
        Set `password_length` to at least 14, or leave it out. In CloudFormation take the password from a
        secret instead of writing it.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
        https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_login_profile
    """
    password = profile["password"]
    if password.written:
        short = password.asks(lambda text: isinstance(text, str) and len(text) < 14)
        return password.must(~short, "`{name}` has fewer than 14 characters", remedy="take it from a secret")
    return profile["password_length"].must_be_at_least(14)


@policy(
    id="iam-first-password-kept",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-24",),
    aliases=("b592ffd4-0577-44b6-bd35-8c5ee81b5918", "a964d6e3-8e1e-4d93-8120-61fa640dd55a"),
    resources=("aws_iam_user_login_profile",),
)
def iam_first_password_kept(profile: Resource) -> Verdict:
    """User may keep the first password for good.

    Whoever made the user, and whatever carried the password, knows it. In CloudFormation that is the default.

    Fix:
        Set `password_reset_required` to true.

    Sources:
        https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html
        https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-iam-user-loginprofile.html
    """
    return profile["password_reset_required"].must_not_be(rejected=False)
