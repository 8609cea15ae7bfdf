resource "aws_lambda_function" "f" {
  function_name = "f"
  role = aws_iam_role.r.arn
  environment {
    variables = { CONN = format("Server=%s;Uid=%s;Pwd=%s;", "db", "sa", "«A14»") }
  }
}
