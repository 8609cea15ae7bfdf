"""Amazon MSK."""

from groundrule.policy import HIGH, Category, Resource, Verdict, policy


@policy(
    id="msk-in-transit-unencrypted",
    severity=HIGH,
    category=Category.ENCRYPTION_IN_TRANSIT,
    requirements=("CUIMC-25",),
    aliases=(
        "CKV_AWS_81",
        "AWS-0073",
        "6db52fa6-d4da-4608-908a-89f0c59e743e",
        "a976d63f-af0e-46e8-b714-8c1a9c4bf768",
    ),
    resources=("aws_msk_cluster",),
)
def msk_in_transit_unencrypted(cluster: Resource) -> Verdict:
    """MSK cluster takes unencrypted connections.

    Clients, or the brokers among each other, exchange records in the clear. TLS is the default for both,
    so a cluster that says nothing is encrypted (some linters still report it).

    Fix:
        Set `client_broker` to `TLS` and `in_cluster` to true.

    Sources:
        https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html
    """
    in_transit = cluster["encryption_info"]["encryption_in_transit"]
    clients = in_transit["client_broker"].must_not_be_one_of("PLAINTEXT", "TLS_PLAINTEXT")
    return clients & in_transit["in_cluster"].must_not_be(False)
