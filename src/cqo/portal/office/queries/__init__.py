"""Reads of the office screens, one module a subject."""
