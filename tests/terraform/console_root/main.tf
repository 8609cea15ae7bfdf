variable "region" { default = "eu-west-1" }
variable "enabled" {
  type    = bool
  default = true
}
variable "names" {
  type    = list(string)
  default = ["a", "b", "c"]
}
variable "set" {
  type    = set(string)
  default = ["z", "y", "z"]
}
variable "map" {
  type    = map(number)
  default = { a = 1, b = "2" }
}
variable "object" {
  type    = object({ a = string, b = optional(number, 3), c = optional(list(string)) })
  default = { a = 1 }
}
variable "rules" {
  type    = list(object({ port = number, cidr = optional(string, "10.0.0.0/8"), on = optional(bool) }))
  default = [{ port = 80 }, { port = 443, cidr = "0.0.0.0/0", on = true }]
}
variable "nothing" {
  type    = string
  default = null
}
variable "any" { default = { a = [1, "x", null], b = { c = true } } }
locals {
  n       = 3
  text    = "hello world"
  list    = [3, 1, 2]
  mixed   = [1, "a", true]
  object  = { name = "x", tags = { a = "1", "b c" = "2" }, list = [{ id = 1 }, { id = 2 }] }
  heredoc = <<-EOT
    line one
      line two ${var.region}
    %{if var.enabled~}
    on
    %{endif~}
  EOT
}
