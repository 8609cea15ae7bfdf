module "m" {
  source = "git::https://ci:«A20»@git.acme.io/ops/m.git?ref=v1"
}
