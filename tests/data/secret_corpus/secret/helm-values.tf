resource "helm_release" "h" {
  name = "h"
  chart = "c"
  values = [<<-EOT
    auth:
      postgresPassword: "«A14»"
  EOT
  ]
}
