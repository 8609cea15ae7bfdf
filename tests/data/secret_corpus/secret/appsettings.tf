resource "azurerm_linux_web_app" "a" {
  name = "a"
  app_settings = {
    "Redis__ConnectionString" = "cache:6380,password=«K32»,ssl=True"
  }
  site_config {}
}
