"""Decisions about enterprises: values in, verdicts out. No database, no clock, no Django."""
