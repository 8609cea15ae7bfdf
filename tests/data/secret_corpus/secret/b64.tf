resource "kubernetes_secret" "s" {
  metadata {
    name = "db"
  }
  data = {
    password = "«A14»"
  }
}
