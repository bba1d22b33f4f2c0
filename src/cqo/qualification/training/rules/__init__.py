"""Decisions of training: values in, verdicts out. No database, no clock, no Django."""
