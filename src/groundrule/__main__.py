"""`python -m groundrule`."""

from groundrule.cli import main

main()
