"""`python -m groundrule`."""

from groundrule.cli import console

console()
