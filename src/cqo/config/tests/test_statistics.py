import sqlite3

import pytest
from django.db import connection
from django.utils import timezone

from cqo.config import statistics

QUERY = "EXPLAIN QUERY PLAN SELECT {}, id FROM crowd WHERE town = 1 AND name = 7 ORDER BY id LIMIT 5"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_connections_that_are_open_learn_how_the_tables_are_filled():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE crowd (id TEXT PRIMARY KEY, town, name)")
        cursor.execute("CREATE INDEX crowd_town ON crowd (town, id)")
        cursor.execute("CREATE INDEX crowd_name ON crowd (name)")
        cursor.executemany("INSERT INTO crowd VALUES (%s, 1, %s)", [(f"{number:04}", number) for number in range(2000)])
    other = sqlite3.connect(connection.settings_dict["NAME"])
    try:
        before = _way(other, 1)
        statistics.refresh(at=timezone.now())
        assert (before, _way(other, 2)) == ("crowd_town", "crowd_name")
    finally:
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE crowd")


def _way(other: sqlite3.Connection, turn: int) -> str:
    """The index by which another connection would answer."""
    other.execute(f"SELECT {turn} FROM crowd LIMIT 1").fetchall()
    told = other.execute(QUERY.format(turn)).fetchone()[3]
    return next(index for index in ("crowd_town", "crowd_name") if index in told)
