"""Databases of Azure."""

from typing import Final

from groundrule.policy import CRITICAL, MEDIUM, Category, Resource, Truth, Verdict, policy

_ZERO: Final = "0.0.0.0"  # noqa: S104 - an address to look for; nothing listens here
_RULES: Final = (
    "azurerm_mariadb_firewall_rule",
    "azurerm_mssql_firewall_rule",
    "azurerm_mysql_firewall_rule",
    "azurerm_mysql_flexible_server_firewall_rule",
    "azurerm_postgresql_firewall_rule",
    "azurerm_postgresql_flexible_server_firewall_rule",
    "azurerm_sql_firewall_rule",
)


def _from_zero(rule: Resource) -> Truth:
    return rule["start_ip_address"].is_(_ZERO)


@policy(
    id="azure-database-open-to-internet",
    severity=CRITICAL,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-03"),
    aliases=("CKV_AZURE_11", "CKV2_AZURE_26", "AZU-0029", "25c0ea09-f1c5-4380-b055-3b83863f2bb8"),
    resources=_RULES,
    default=False,
)
def azure_database_open_to_internet(rule: Resource) -> Verdict:
    """Firewall of an Azure database lets the whole internet in.

    Its password is all that keeps everybody out.

    Fix:
        Set `start_ip_address` and `end_ip_address` to the network that uses it, or use a private endpoint.

    Sources:
        https://learn.microsoft.com/en-us/azure/azure-sql/database/firewall-configure
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/mssql_firewall_rule
    """
    end = rule["end_ip_address"]
    return end.must(~(_from_zero(rule) & end.is_("255.255.255.255")), "it lets in every address")


@policy(
    id="azure-database-open-to-azure",
    severity=MEDIUM,
    category=Category.OPEN_INGRESS,
    requirements=("CUIMC-20", "CUIMC-03"),
    aliases=("CKV2_AZURE_6", "CKV2_AZURE_34"),
    resources=_RULES,
    default=False,
)
def azure_database_open_to_azure(rule: Resource) -> Verdict:
    """Firewall of an Azure database lets in the machines of every customer of Azure.

    A range from 0.0.0.0 to 0.0.0.0 stands for all addresses in Azure, also of other organisations' subscriptions; its
    password is all that keeps them out.

    Fix:
        Use a private endpoint or a rule for your own virtual network instead.

    Sources:
        https://learn.microsoft.com/en-us/azure/azure-sql/database/network-access-controls-overview
        https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/mssql_firewall_rule
    """
    end = rule["end_ip_address"]
    return end.must(~(_from_zero(rule) & end.is_(_ZERO)), "it lets in every machine in Azure, of whatever customer")
