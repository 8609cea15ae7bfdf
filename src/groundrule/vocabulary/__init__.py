"""CloudFormation in the Terraform providers' words, and what is not written in either."""
