variable "user" {
  default = "app"
}
variable "first" {
  default = "Tr0ub4"
}
variable "second" {
  default = "dor&3x"
}
resource "aws_db_instance" "d" {
  username = var.user
  password = "${var.first}${var.second}"
}
