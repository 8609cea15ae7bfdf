resource "aws_db_instance" "d" {
  username = "app"
  manage_master_user_password = true
  master_user_secret_kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/«uuid»"
}
