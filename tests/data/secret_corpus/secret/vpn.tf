resource "aws_vpn_connection" "v" {
  customer_gateway_id = "cgw-1"
  type = "ipsec.1"
  tunnel1_preshared_key = "«A24»"
}
