"""Groundrule: a policy-as-code linter for infrastructure as code."""

__version__ = "0.1.0"
