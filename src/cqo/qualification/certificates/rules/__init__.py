"""Decisions about certificates: values in, verdicts out."""
