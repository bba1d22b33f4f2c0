"""Decisions about people: values in, verdicts out. No database, no clock, no Django."""
