provider "aws" {
  region     = "eu-west-1"
  access_key = "AKIA«u16»"
  secret_key = "«B40»"
}
