data "aws_secretsmanager_secret_version" "s" {
  secret_id = "prod/db/password"
}
resource "aws_db_instance" "d" {
  username = "app"
  password = data.aws_secretsmanager_secret_version.s.secret_string
}
