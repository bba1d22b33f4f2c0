"""Decisions of examinations, by subject: no database, no clock, no Django."""
