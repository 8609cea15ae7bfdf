resource "aws_ssm_parameter" "p" {
  name  = "/prod/db/password"
  type  = "SecureString"
  value = "Kater-Carlo-7"
}
