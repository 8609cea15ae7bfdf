resource "aws_ecs_task_definition" "t" {
  family = "a"
  container_definitions = jsonencode([{
    name = "a"
    image = "nginx"
    secrets = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:password::" }]
  }])
}
