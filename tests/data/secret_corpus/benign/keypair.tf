resource "aws_key_pair" "k" {
  key_name   = "ops"
  public_key = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ«B360» ops@acme"
}
