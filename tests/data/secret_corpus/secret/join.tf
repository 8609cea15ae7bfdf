locals {
  a = "ghp_«A20»"
}
resource "aws_ssm_parameter" "p" {
  name = "/a"
  type = "String"
  value = join("", [local.a, "«A16»"])
}
