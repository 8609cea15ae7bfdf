"""AWS Systems Manager."""

from collections.abc import Iterator

from groundrule.policy import HIGH, LOW, MEDIUM, Category, Resource, Verdict, must_be_customer_key, policy

# the days that AWS's own baselines wait for
_LONGEST_WAIT = 7


@policy(
    id="ssm-session-unencrypted",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25", "CUIMC-13"),
    aliases=("CKV_AWS_112", "ce60cc6b-6831-4bd7-84a2-cc7f8ee71433"),
    resources=("aws_ssm_document",),
)
def ssm_session_unencrypted(document: Resource) -> Verdict:
    """Session Manager sessions are not encrypted with a key.

    Sessions run over TLS anyway; a key encrypts what is typed and printed from end to end, so that only
    who may use the key can take part.

    Fix:
        Set `kmsKeyId` in the inputs of the session document.

    Sources:
        https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html
    """
    is_session = document["document_type"].is_("Session")
    key = document["content"].decoded()["inputs"]["kmsKeyId"]
    return key.must_be_set().when(is_session)


@policy(
    id="ssm-session-unlogged",
    severity=MEDIUM,
    category=Category.LOGGING,
    requirements=("CUIMC-17", "CUIMC-13"),
    aliases=("CKV_AWS_113",),
    resources=("aws_ssm_document",),
)
def ssm_session_unlogged(document: Resource) -> Verdict:
    """Session Manager keeps no encrypted log of what is done in sessions.

    Nobody can tell afterwards what was typed on a machine. Such a log holds passwords now and then, so that it has to
    be encrypted where it lies.

    Fix:
        Set `s3BucketName` with `s3EncryptionEnabled`, or `cloudWatchLogGroupName` with `cloudWatchEncryptionEnabled`,
        in the inputs of the session document.

    Sources:
        https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html
        https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
    """
    inputs = document["content"].decoded()["inputs"]
    bucket = inputs["s3BucketName"].must_be_set() & inputs["s3EncryptionEnabled"].must_be(True)
    group = inputs["cloudWatchLogGroupName"].must_be_set() & inputs["cloudWatchEncryptionEnabled"].must_be(True)
    return (bucket | group).when(document["document_type"].is_("Session"))


@policy(
    id="ssm-document-public",
    severity=HIGH,
    category=Category.ANONYMOUS_ACCESS,
    requirements=("CUIMC-03",),
    aliases=("CKV_AWS_303",),
    resources=("aws_ssm_document",),
)
def ssm_document_public(document: Resource) -> Verdict:
    """Systems Manager document is shared with everybody.

    Every AWS account can read and run it, with the names, addresses and credentials that may stand in it.

    Fix:
        Name the accounts that need it in the `account_ids` of `permissions`.

    Sources:
        https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html
    """
    accounts = document["permissions"]["account_ids"]
    everybody = accounts.asks(lambda value: isinstance(value, str) and "all" in value.lower().split(","))
    return accounts.must(~everybody, "`{name}` names every account")


@policy(
    id="ssm-parameter-without-customer-key",
    severity=LOW,
    category=Category.ENCRYPTION_AT_REST,
    requirements=("CUIMC-21", "CUIMC-13"),
    aliases=("CKV_AWS_337",),
    resources=("aws_ssm_parameter",),
    default=False,
)
def ssm_parameter_without_customer_key(parameter: Resource) -> Verdict:
    """Secure parameter is not encrypted with a customer-managed key.

    Everybody in the account may use the key that AWS manages for parameters; who may read a secret can then be said in
    one place only. CloudFormation makes no secure parameters.

    Fix:
        Set `key_id` to a key of your own.

    Sources:
        https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
    """
    return must_be_customer_key(parameter["key_id"]).when(parameter["type"].is_("SecureString"))


@policy(
    id="patches-approved-late",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-23",),
    resources=("aws_ssm_patch_baseline",),
    default=False,
)
def patches_approved_late(baseline: Resource) -> Iterator[Verdict]:
    """Patch baseline approves patches only after more than a week.

    Attacks on a hole begin within days after its patch is published; AWS's own baselines wait for seven days.

    Fix:
        Set `approve_after_days` to at most 7.

    Sources:
        https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-predefined-and-custom-patch-baselines.html
    """
    yield from baseline["approval_rule"].each(lambda rule: rule["approve_after_days"].must_be_at_most(_LONGEST_WAIT))
