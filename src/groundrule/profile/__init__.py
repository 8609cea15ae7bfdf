"""Profiles: what an organisation asks for, as data."""
