"""The administrators of databases, search domains and brokers: their names."""

from collections.abc import Iterator

from groundrule.policy import INFO, Attribute, Category, Resource, Verdict, policy

# where each type names its administrator
_NAMES = {
    "aws_db_instance": ("username",),
    "aws_docdb_cluster": ("master_username",),
    "aws_docdbelastic_cluster": ("admin_user_name",),
    "aws_elasticsearch_domain": ("advanced_security_options.master_user_options.master_user_name",),
    "aws_mq_broker": ("user.username",),
    "aws_opensearch_domain": ("advanced_security_options.master_user_options.master_user_name",),
    "aws_rds_cluster": ("master_username",),
    "aws_redshift_cluster": ("master_username",),
    "aws_redshiftserverless_namespace": ("admin_username",),
}
_WELL_KNOWN = (
    *("admin", "administrator", "root", "sa", "sysadmin", "dbadmin", "superuser", "master", "user", "username"),
    *("postgres", "mysql", "mariadb", "oracle", "awsuser", "rdsadmin", "mongo", "docdb", "opensearch", "elastic"),
)


@policy(
    id="administrator-with-well-known-name",
    severity=INFO,
    category=Category.HYGIENE,
    requirements=("CUIMC-27", "CUIMC-09"),
    resources=tuple(_NAMES),
    default=False,
)
def administrator_with_well_known_name(database: Resource) -> Iterator[Verdict]:
    """Administrator has a name that everybody tries first.

    Half of what it takes to sign in is known. It matters once a password can be guessed or has leaked.

    Fix:
        Choose a name of your own, and take it from an input rather than from the source.

    Sources:
        https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-24
        https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-25
    """
    for path in _NAMES[database.type]:
        for name in _below(database, path.split(".")):
            taken = name.asks(lambda text: isinstance(text, str) and text.lower() in _WELL_KNOWN)
            yield name.must(~taken, "`{name}` is a name that everybody tries", remedy="choose another for `{name}`")


def _below(subject: Resource | Attribute, steps: list[str]) -> Iterator[Attribute]:
    """The attribute at the end of a path, in each of the blocks that there are on the way."""
    attribute = subject[steps[0]]
    if len(steps) == 1:
        if attribute.written:
            yield attribute
    elif isinstance(attribute.data, list):
        for index in range(len(attribute.data)):
            yield from _below(attribute[index], steps[1:])
    else:
        yield from _below(attribute, steps[1:])
