resource "random_password" "p" {
  length  = 24
  special = true
  override_special = "!#$%&*()-_=+[]{}<>:?"
}
resource "aws_db_instance" "d" {
  username = "app"
  password = random_password.p.result
}
