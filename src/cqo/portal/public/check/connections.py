"""Connections of the check's own: one a thread, read-only, with short patience, so that a check waits neither for pages nor for a lost database."""

import sqlite3
import threading
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings

Row = Sequence[Any]
PATIENCE = 2  # seconds to connect, and for a statement


class Connections:
    """Runs a statement on the thread's own connection; one that broke is made anew, once. Raises what the database raises."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._open: list[sqlite3.Connection | psycopg.Connection[Any]] = []
        self._is_sqlite = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"

    def __call__(self, sql: str, values: Sequence[Any], /) -> list[Row]:
        if self._is_sqlite:
            return self._sqlite(sql.replace("%s", "?"), values)
        try:
            return self._postgresql(sql, values)
        except psycopg.OperationalError:
            if (broken := getattr(self._own, "connection", None)) is not None:
                broken.close()
            return self._postgresql(sql, values)

    def close(self) -> None:
        """Close every thread's connection; the next statement opens another."""
        self._own = threading.local()
        while self._open:
            self._open.pop().close()

    def _sqlite(self, sql: str, values: Sequence[Any]) -> list[Row]:
        connection = getattr(self._own, "connection", None)
        if connection is None:
            address = f"file:{quote(str(settings.DATABASES['default']['NAME']))}?mode=rw"  # rw: a read-only one could not open the write-ahead log
            connection = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA mmap_size = 268435456")
            self._own.connection = connection
            self._open.append(connection)
        return list(connection.execute(sql, values))

    def _postgresql(self, sql: str, values: Sequence[Any]) -> list[Row]:
        connection = getattr(self._own, "connection", None)
        if connection is None or connection.closed:
            connection = _connect()
            self._own.connection = connection
            self._open = [each for each in self._open if not (isinstance(each, psycopg.Connection) and each.closed)] + [connection]
        return list(connection.execute(sql, values))


def _connect() -> psycopg.Connection[Any]:
    place: dict[str, Any] = settings.DATABASES["default"]
    options = f"-c statement_timeout={PATIENCE * 1000} -c default_transaction_read_only=on"
    return psycopg.connect(
        host=place["HOST"] or None,
        port=place["PORT"] or None,
        user=place["USER"] or None,
        password=place["PASSWORD"] or None,
        dbname=place["NAME"],
        options=options,
        connect_timeout=PATIENCE,
        autocommit=True,
        prepare_threshold=1,
    )
