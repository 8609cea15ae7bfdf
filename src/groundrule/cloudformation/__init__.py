"""CloudFormation: text → graph."""
