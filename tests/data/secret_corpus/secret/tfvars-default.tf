variable "db_password" {
  type      = string
  sensitive = true
  default   = "Summer-Rain-9"
}
resource "aws_db_instance" "d" {
  username = "app"
  password = var.db_password
}
