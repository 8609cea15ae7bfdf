variable "db_password" {
  type      = string
  sensitive = true
}
resource "aws_db_instance" "d" {
  username = "app"
  password = var.db_password
}
