resource "azurerm_mssql_server" "s" {
  name = "s"
  administrator_login = "sa"
  administrator_login_password = "4dm1n-Passw0rd"
}
