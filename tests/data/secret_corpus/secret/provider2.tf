provider "postgresql" {
  host     = "db"
  username = "admin"
  password = "Sommer2024"
}
