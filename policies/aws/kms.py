"""AWS KMS."""

from groundrule.policy import KEY_OWNERS, LOW, MEDIUM, Category, Resource, Verdict, must_have_owners, policy


@policy(
    id="kms-key-never-rotated",
    severity=MEDIUM,
    category=Category.PATCHING,
    requirements=("CUIMC-15",),
    aliases=(
        "CKV_AWS_7",
        "AWS-0065",
        "22fbfeac-7b5a-421a-8a27-7a2178bb910b",
        "1c07bfaf-663c-4f6f-b22b-8e2d481e4df5",
        "235ca980-eb71-48f4-9030-df0c371029eb",
    ),
    resources=("aws_kms_key",),
)
def kms_key_never_rotated(key: Resource) -> Verdict:
    """KMS key is never rotated.

    The longer one key's material is used, the more it protects at once. Keys for signing, for HMAC, and with
    material of your own can't be rotated by AWS and are passed over.

    Fix:
        Set `enable_key_rotation` to true.

    Sources:
        https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
        https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4
    """
    symmetric = key["customer_master_key_spec"].is_("SYMMETRIC_DEFAULT") & ~key["key_usage"].is_one_of(
        ("SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT")
    )
    own_material = key["origin"].is_("EXTERNAL") | key["custom_key_store_id"].is_set()
    return key["enable_key_rotation"].must_be(True).when(symmetric & ~own_material)


@policy(
    id="kms-key-disabled",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=(
        "CKV_AWS_227",
        "7350fa23-dcf7-4938-916d-6a60b0c73b50",
        "2844c749-bd78-4cd1-90e8-b179df827602",
    ),
    resources=("aws_kms_key",),
    default=False,
)
def kms_key_disabled(key: Resource) -> Verdict:
    """KMS key is disabled.

    Nothing that was encrypted by it can be read, and nothing new written.

    Fix:
        Set `is_enabled` to true, or remove the key once nothing needs it.

    Sources:
        https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html
    """
    return key["is_enabled"].must_be(True)


@policy(
    id="kms-key-deletion-window-unset",
    severity=LOW,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-21",),
    aliases=("0b530315-0ea4-497f-b34c-4ff86268f59d",),
    resources=("aws_kms_key",),
    default=False,
)
def kms_key_deletion_window_unset(key: Resource) -> Verdict:
    """KMS key does not say how long it waits before it is deleted.

    What a deleted key encrypted is lost. The wait is the time in which a mistake can be noticed; it should be
    written, so that nobody has to know that 30 days, the most there is, is the default.

    Fix:
        Set `deletion_window_in_days` to at most 30.

    Sources:
        https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
    """
    window = key["deletion_window_in_days"]
    return window.must_be_at_most(30) if window.written else window.deny("`{name}` is not set", remedy="set `{name}`")


@policy(
    id="kms-key-policy-missing",
    severity=LOW,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08", "CUIMC-21"),
    aliases=("CKV2_AWS_64",),
    resources=("aws_kms_key",),
    default=False,
)
def kms_key_policy_missing(key: Resource) -> Verdict:
    """KMS key has no policy of its own.

    The default policy leaves it to IAM who may use the key, so that everybody with `kms:*` decrypts what it
    protects.

    Fix:
        Set `policy`, and name who administers and who uses the key.

    Sources:
        https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    """
    return key["policy"].must_be_set() | key.companions("aws_kms_key_policy", by="key_id").must_exist(
        "it has no key policy", remedy="add one"
    )


@policy(
    id="kms-key-with-one-owner",
    severity=MEDIUM,
    category=Category.IDENTITY,
    requirements=("CUIMC-21",),
    parameters=(KEY_OWNERS,),
    resources=("aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key", "aws_kms_key_policy"),
)
def kms_key_with_one_owner(key: Resource) -> Verdict:
    """KMS key has fewer than two owners.

    If the one user or role that may change the key policy is deleted, locked out or taken over, nobody else can
    mend it, and what the key encrypts is out of reach. The account (`:root`) counts as more than one owner, since its
    administrators hand the right out. Services own nothing. How many owners are asked for, the profile says in
    `key-owners`.

    Fix:
        Allow `kms:PutKeyPolicy` to a second role, or to the account.

    Sources:
        https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
        https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
    """
    return must_have_owners(key["policy"], key.parameter(KEY_OWNERS))
