"""Databases that AWS has retired: QLDB and SimpleDB."""

from groundrule.policy import LOW, MEDIUM, Category, Resource, Verdict, policy


@policy(
    id="qldb-ledger-deletable",
    severity=MEDIUM,
    category=Category.DELETION_PROTECTION,
    requirements=("CUIMC-09",),
    aliases=("CKV_AWS_172",),
    resources=("aws_qldb_ledger",),
)
def qldb_ledger_deletable(ledger: Resource) -> Verdict:
    """QLDB ledger can be deleted by one call.

    A ledger is kept because nobody may change what stands in it. It is protected by default.

    Fix:
        Remove `deletion_protection`, or set it to true.

    Sources:
        https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-qldb-ledger.html
    """
    return ledger["deletion_protection"].must_be(True)


@policy(
    id="qldb-permissions-too-wide",
    severity=MEDIUM,
    category=Category.LEAST_PRIVILEGE,
    requirements=("CUIMC-08",),
    aliases=("CKV_AWS_170",),
    resources=("aws_qldb_ledger",),
)
def qldb_permissions_too_wide(ledger: Resource) -> Verdict:
    """QLDB ledger lets all who reach it run every statement.

    In the mode `ALLOW_ALL` policies can't tell tables or commands apart.

    Fix:
        Set `permissions_mode` to `STANDARD`.

    Sources:
        https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-qldb-ledger.html
    """
    return ledger["permissions_mode"].must_be("STANDARD")


@policy(
    id="simpledb-in-use",
    severity=LOW,
    category=Category.HYGIENE,
    requirements=("CUIMC-09",),
    aliases=("6ea57c8b-f9c0-4ec7-bae3-bd75a9dee27d",),
    resources=("aws_simpledb_domain",),
    default=False,
)
def simpledb_in_use(domain: Resource) -> Verdict:
    """SimpleDB domain is declared.

    SimpleDB encrypts nothing at rest, takes no part in backups and has not been developed for years.

    Fix:
        Use a DynamoDB table.

    Never unknown:
        The resource itself is the fault.

    Sources:
        https://aws.amazon.com/simpledb/faqs/
    """
    return domain.deny("SimpleDB is not developed any more", remedy="use a DynamoDB table")
