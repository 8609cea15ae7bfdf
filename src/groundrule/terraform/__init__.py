"""Terraform and OpenTofu: text → graph."""
