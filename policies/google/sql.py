"""Cloud SQL."""

from groundrule.policy import (
    CRITICAL,
    HIGH,
    Category,
    Resource,
    Verdict,
    must_not_be_everywhere,
    policy,
)


@policy(
    id="google-sql-plain-text-allowed",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_GCP_6", "GCP-0015", "02474449-71aa-40a1-87ae-e14497747b00"),
    resources=("google_sql_database_instance",),
    default=False,
)
def google_sql_plain_text_allowed(database: Resource) -> Verdict:
    """Cloud SQL database takes connections that are not encrypted.

    Whoever is on the way reads the queries, the data and the password.

    Fix:
        Set `ssl_mode` of `ip_configuration` to `ENCRYPTED_ONLY`, or to `TRUSTED_CLIENT_CERTIFICATE_REQUIRED`.

    Sources:
        https://docs.cloud.google.com/sql/docs/postgres/configure-ssl-instance
        https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance
    """
    network = database["settings"]["ip_configuration"]
    old = network["require_ssl"]  # what `ssl_mode` has replaced
    mode = network["ssl_mode"]
    encrypted = mode.must_be_one_of("ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED")
    return old.must_be(True) if old.written and not mode.written else encrypted


@policy(
    id="google-sql-open-to-internet",
    severity=CRITICAL,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-03"),
    aliases=("CKV_GCP_11", "b187edca-b81e-4fdc-aff4-aab57db45edb"),
    resources=("google_sql_database_instance",),
    default=False,
)
def google_sql_open_to_internet(database: Resource) -> Verdict:
    """Cloud SQL database can be reached from the whole internet.

    Its password is all that keeps everybody out.

    Fix:
        Name the networks that use it in `authorized_networks`, best none, with a private address only.

    Sources:
        https://docs.cloud.google.com/sql/docs/postgres/configure-ip
        https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance
    """
    networks = database["settings"]["ip_configuration"]["authorized_networks"]
    return networks.every(lambda network: must_not_be_everywhere(network["value"], "the database"))
