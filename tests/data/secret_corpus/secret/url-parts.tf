variable "pw" {
  default = "«A14»"
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role = aws_iam_role.r.arn
  environment {
    variables = { URL = "postgres://app:${var.pw}@db/app" }
  }
}
