provider "datadog" {
  api_key = "«h32»"
  app_key = "«h40»"
}
