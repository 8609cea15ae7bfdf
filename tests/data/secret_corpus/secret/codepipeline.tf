resource "aws_codepipeline" "p" {
  name = "p"
  role_arn = "arn:aws:iam::123456789012:role/p"
  stage {
    name = "Source"
    action {
      name = "Source"
      category = "Source"
      owner = "ThirdParty"
      provider = "GitHub"
      version = "1"
      configuration = {
        Owner = "acme"
        OAuthToken = "«h40»"
      }
    }
  }
}
