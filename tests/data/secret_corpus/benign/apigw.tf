resource "aws_api_gateway_api_key" "k" {
  name = "partner-api-key"
}
resource "aws_api_gateway_method" "m" {
  rest_api_id = "«a10»"
  resource_id = "«a6»"
  http_method = "GET"
  authorization = "NONE"
  api_key_required = true
}
