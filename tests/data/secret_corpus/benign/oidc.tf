resource "aws_iam_openid_connect_provider" "g" {
  url = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
  thumbprint_list = ["«h40»"]
}
