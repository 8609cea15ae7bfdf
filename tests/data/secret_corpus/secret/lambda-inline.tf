resource "azurerm_linux_virtual_machine" "v" {
  name = "v"
  admin_username = "azure"
  admin_password = "Azure12345678"
}
