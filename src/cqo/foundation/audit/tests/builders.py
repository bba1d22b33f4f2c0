"""Signatories and entries for tests."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from cqo.foundation.audit import guards, operations
from cqo.foundation.audit.models import Entry, Seal
from cqo.foundation.audit.signature import Signature

commits = pytest.mark.django_db(transaction=True) if connection.vendor == "postgresql" else pytest.mark.usefixtures("record_folder")
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
CITY = "610700"


@dataclass(frozen=True)
class Clerk:
    """A signatory with fixed keys."""

    user: str = "clerk-1"
    on_behalf_of: str = ""

    def signature(self) -> Signature:
        return Signature(user=self.user, capacity="assignment-7", role="county_clerk", on_behalf_of=self.on_behalf_of)


def act(event: str = "enterprise.moved", **changes: Any) -> operations.Act:
    """An act with everything filled in."""
    values = {"by": Clerk(), "at": NOON, "city": CITY, "kind": "enterprise", "key": "e-1", "under": "hanzhong-2026-1"}
    return operations.Act(event=event, **{**values, **changes})


def moves(count: int, city: str = CITY) -> list[uuid.UUID]:
    """That many entries of one city, a minute apart, not sealed."""
    return operations.record_many(
        act(city=city, key=f"e-{number}", at=NOON + timedelta(minutes=number), facts={"to": "610703"}) for number in range(1, count + 1)
    )


def sealed_moves(count: int, city: str = CITY) -> list[uuid.UUID]:
    """That many entries, sealed as numbers 1 to `count`, their head exported."""
    keys = moves(count, city)
    operations.seal(at=NOON)
    return keys


def entry(key: uuid.UUID) -> Entry:
    return Entry.objects.get(pk=key)


def seal(seq: int, city: str = CITY) -> Seal:
    return Seal.objects.get(city=city, seq=seq)


@contextmanager
def by_hand() -> Iterator[Callable[..., None]]:
    """Guards lifted, as by someone who owns the database; yields a function that runs one SQL statement."""
    guards.lift(connection)

    def run(sql: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [stored(value) for value in values])

    yield run
    guards.put(connection)


def stored(value: Any) -> Any:
    """A key as this database keeps it."""
    return value.hex if isinstance(value, uuid.UUID) and connection.vendor == "sqlite" else value
