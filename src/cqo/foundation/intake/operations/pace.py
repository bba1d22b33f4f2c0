"""How an import goes about its work so that nobody else waits: in chunks, with a breath between two."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

CHUNK = 500 if connection.vendor == "sqlite" else 1_000
"""Rows written in one transaction of a tenth of a second or two; PostgreSQL lets others write meanwhile."""
BREATH = 0.1  # seconds


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Rows by the thousand hold no cycles; looking for some would take a tenth of the work's time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def let_others_write() -> None:
    """SQLite has one writer and no queue: whoever waits looks again every tenth of a second, so the lock stays free for as long."""
    if connection.vendor == "sqlite":
        time.sleep(BREATH)
