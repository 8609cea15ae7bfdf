resource "aws_route53_record" "r" {
  zone_id = "Z«U20»"
  name = "_acme.acme.io"
  type = "TXT"
  ttl = 300
  records = ["google-site-verification=«S43»"]
}
