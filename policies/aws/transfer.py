"""AWS Transfer Family."""

from groundrule.policy import HIGH, MEDIUM, Category, Resource, Verdict, policy

# https://docs.aws.amazon.com/transfer/latest/userguide/security-policies.html names each policy by its month
_FIRST_MODERN_YEAR = 2022


def _is_modern(name: object) -> bool:
    """Whether a policy such as `TransferSecurityPolicy-FIPS-2024-01` is young enough."""
    year = str(name).split("-")[-2:-1]
    return bool(year) and year[0].isdigit() and int(year[0]) >= _FIRST_MODERN_YEAR


@policy(
    id="transfer-server-public",
    severity=HIGH,
    category=Category.NETWORK_ISOLATION,
    requirements=("CUIMC-20",),
    aliases=("CKV_AWS_164",),
    resources=("aws_transfer_server",),
    default=False,
)
def transfer_server_public(server: Resource) -> Verdict:
    """Transfer server is open to the whole internet.

    A public endpoint has no security group that could say who may connect; an endpoint in a VPC has, also where it has
    public addresses.

    Fix:
        Set `endpoint_type` to `VPC` and describe the endpoint in `endpoint_details`.

    Sources:
        https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html
    """
    return server["endpoint_type"].must_be_one_of("VPC", "VPC_ENDPOINT")


@policy(
    id="transfer-server-plain-ftp",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_357",),
    resources=("aws_transfer_server",),
)
def transfer_server_plain_ftp(server: Resource) -> Verdict:
    """Transfer server offers FTP.

    FTP sends passwords and files in the clear.

    Fix:
        Offer `SFTP` or `FTPS`.

    Sources:
        https://docs.aws.amazon.com/transfer/latest/userguide/create-server-ftp.html
    """
    return server["protocols"].must_not_contain("FTP")


@policy(
    id="transfer-server-old-security-policy",
    severity=MEDIUM,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=("CKV_AWS_380",),
    resources=("aws_transfer_server",),
)
def transfer_server_old_security_policy(server: Resource) -> Verdict:
    """Transfer server accepts key exchanges, ciphers and hashes of another age.

    The policies of 2018 and 2020 accept what later ones leave out, SHA-1 among it. The policy of 2018 is what a server
    gets that names none. Linters that want a policy of the last two years change their answer with the date.

    Fix:
        Set `security_policy_name` to the latest policy, such as `TransferSecurityPolicy-2024-01`.

    Sources:
        https://docs.aws.amazon.com/transfer/latest/userguide/security-policies.html
    """
    name = server["security_policy_name"]
    return name.must(name.asks(_is_modern), expected=f"a policy of {_FIRST_MODERN_YEAR} or later")
