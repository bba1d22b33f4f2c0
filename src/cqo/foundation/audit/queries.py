"""Reads of the record. Whoever shows entries to a person passes the city that person reaches."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from cqo.foundation.audit.models import Entry, Head, Pending, Seal


def timeline(kind: str, *keys: object) -> QuerySet[Entry]:
    """Everything recorded on one case (or on several of one kind, as after a merge), oldest first."""
    return Entry.objects.filter(kind=kind, key__in=[str(key) for key in keys]).order_by("at", "id")


def of_cases(kinds: Iterable[str], keys: Iterable[str]) -> QuerySet[Entry]:
    """Everything recorded on cases of several kinds, oldest first; keys are unique over all kinds."""
    return Entry.objects.filter(kind__in=kinds, key__in=keys).order_by("at", "id")


def recent(
    city: str | None = None,
    *,
    event: str = "",
    kind: str = "",
    user: str = "",
    since: datetime | None = None,
    before: datetime | None = None,
) -> QuerySet[Entry]:
    """Entries, newest first, narrowed by what is given; city "" means the installation's own acts, None all. Slice before showing."""
    narrowing = {
        "city": city,
        "event": event or None,
        "kind": kind or None,
        "user": user or None,
        "at__gte": since,
        "at__lt": before,
    }
    return Entry.objects.filter(**{name: value for name, value in narrowing.items() if value is not None}).order_by("-at", "-id")


def seal_of(entry: uuid.UUID) -> Seal | None:
    """The place of an entry in its city's chain; None while it waits for its seal."""
    return Seal.objects.filter(pk=entry).first()


def pending_count() -> int:
    """How many acts wait for their seal."""
    return Pending.objects.count()


def head(city: str) -> Head | None:
    """How far a city's chain has come (number and hash, for printing in notices); None before its first seal."""
    return Head.objects.filter(city=city).first()


def heads() -> QuerySet[Head]:
    """The heads of all cities, by code."""
    return Head.objects.order_by("city")


def holds(city: str, *, seq: int, hash: str) -> bool:
    """Whether the chain still has a printed head; the first 16 or more characters of its hash are enough."""
    return len(hash) >= 16 and Seal.objects.filter(city=city, seq=seq, hash__startswith=hash).exists()
