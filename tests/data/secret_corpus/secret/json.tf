resource "aws_secretsmanager_secret_version" "s" {
  secret_id = "x"
  secret_string = jsonencode({ username = "app", password = "«A14»" })
}
