resource "null_resource" "n" {
  connection {
    type     = "ssh"
    user     = "root"
    password = "Quaint7Otter"
    host     = "10.0.0.1"
  }
}
