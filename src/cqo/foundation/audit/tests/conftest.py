"""Fixtures of the record's own tests."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections


@pytest.fixture
def record_folder(settings, tmp_path: Path) -> Path:
    """Heads are exported to a folder of the test's own. A test that seals needs it, lest it leave heads of a chain that is rolled back."""
    settings.VAR = tmp_path
    return tmp_path / "audit"


@pytest.fixture
def at_once(request, tmp_path, django_db_setup, django_db_blocker, monkeypatch) -> Iterator[Callable[..., list[Any]]]:
    """Runs functions at the same moment, each in a thread with a connection of its own to a database where commits are real.

    On PostgreSQL that is the test database, flushed afterwards (mark the test `builders.commits`); on SQLite a copy of it in a file.
    """
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            connection.ensure_connection()
            with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
                connection.connection.backup(copy)
            monkeypatch.setitem(connections.settings["default"], "NAME", str(tmp_path / "copy.sqlite3"))
            yield _at_once
    else:
        request.getfixturevalue("transactional_db")
        yield _at_once


def _at_once(*functions: Callable[[], Any]) -> list[Any]:
    start = threading.Barrier(len(functions))

    def run(function: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(functions)) as pool:
        return [future.result() for future in [pool.submit(run, function) for function in functions]]
