"""Reads of examinations, by subject."""
