"""What the health page tells (does the database answer, does the worker walk, is the record being sealed), and how a check reads inside Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from cqo.foundation.audit import queries as audit

WORKER_PATIENCE = timedelta(seconds=60)


@dataclass(frozen=True)
class Health:
    """database, worker: whether each is well. unsealed: how many acts wait for their seal."""

    database: bool
    worker: bool
    unsealed: int

    @property
    def well(self) -> bool:
        """Whether pages can be served: a resting worker does not stop them."""
        return self.database


def health(*, at: datetime) -> Health:
    """How the installation is."""
    worker = _beat_age(at) < WORKER_PATIENCE
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return Health(database=True, worker=worker, unsealed=audit.pending_count())
    except DatabaseError:
        return Health(database=False, worker=worker, unsealed=0)


def read(sql: str, values: Sequence[Any], /) -> list[Sequence[Any]]:
    """Every row of a statement, on Django's own connection."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return list(cursor.fetchall())


def _beat_age(at: datetime) -> timedelta:
    """How long ago the worker last looked at the clock."""
    try:
        return timedelta(seconds=at.timestamp() - settings.WORKER_BEAT.stat().st_mtime)
    except FileNotFoundError:
        return timedelta.max
