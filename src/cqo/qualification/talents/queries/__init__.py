"""Reads of the talent registry: entries within reach, their status, the year's hours."""

from cqo.qualification.talents.queries.entries import within

__all__ = ["within"]
