resource "google_sql_user" "u" {
  name     = "app"
  instance = "i"
  password = "changeme"
}
