"""SQLite: the terms in an FTS5 table whose rowid is the entry's number.

FTS5 walks its lists from the newest number down and stops where the page is full, so it needs no help with common terms.
Triggers would make FTS5 write its buffers out for every row (58 µs a row instead of 28); `operations` is the only writer anyway.
"""

import uuid
from collections.abc import Sequence
from itertools import groupby

from django.db.backends.base.base import BaseDatabaseWrapper

from cqo.foundation.search import engines, grams

LISTED = 500
"""Up to so many hits are all looked at, and the plan names them."""


class Engine:
    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def create(self) -> None:
        marks = f"{grams.NAME}{grams.READING}{grams.CODE}:"
        self._execute(
            # ascii: every other character is part of a term, four-byte hanzi included
            f"CREATE VIRTUAL TABLE search_gram USING fts5(grams, detail=none, columnsize=0, tokenize=\"ascii tokenchars '{marks}'\")"
        )

    def drop(self) -> None:
        self._execute("DROP TABLE search_gram")

    def write(self, rows: Sequence[engines.Row]) -> int:
        known: dict[tuple[str, str], tuple[int, str]] = {}
        for kind, group in groupby(sorted(rows, key=lambda row: row.kind), key=lambda row: row.kind):
            known |= {(kind, key): (number, text) for number, key, text in self._entries(kind, [row.key for row in group])}
        fresh, changed = [], []
        for row in rows:
            entry = known.get((row.kind, row.key.hex))
            if entry is None:
                fresh.append(row)
            elif entry[1] != row.text:
                changed.append((entry[0], row))
        with self._connection.cursor() as cursor:
            cursor.executemany("UPDATE search_entry SET text = %s WHERE number = %s", [(row.text, number) for number, row in changed])
            cursor.executemany("UPDATE search_gram SET grams = %s WHERE rowid = %s", [(row.grams, number) for number, row in changed])
            cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'search_entry'")
            numbered = list(enumerate(fresh, cursor.fetchone()[0] + 1))
            cursor.executemany(
                "INSERT INTO search_entry (number, kind, key, text) VALUES (%s, %s, %s, %s)",
                [(number, row.kind, row.key.hex, row.text) for number, row in numbered],
            )
            cursor.executemany(
                "INSERT OR REPLACE INTO search_gram (rowid, grams) VALUES (%s, %s)", [(number, row.grams) for number, row in numbered]
            )
        return len(fresh) + len(changed)

    def erase(self, kind: str, keys: Sequence[uuid.UUID]) -> int:
        numbers = [(number,) for number, _, _ in self._entries(kind, keys)]
        with self._connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_gram WHERE rowid = %s", numbers)
            cursor.executemany("DELETE FROM search_entry WHERE number = %s", numbers)
        return len(numbers)

    def plan(self, asked: engines.Asked) -> engines.Plan:
        hit, params = engines.contains(asked, find="instr")
        exact, exact_params = engines.is_exact(asked, find="instr")
        match = _match(asked)
        found = self._execute(
            f"SELECT search_gram.rowid, {exact} FROM search_gram CROSS JOIN search_entry ON search_entry.number = search_gram.rowid"
            f" WHERE search_gram MATCH %s AND {hit} ORDER BY search_gram.rowid DESC LIMIT {LISTED + 1}",
            [*exact_params, match, *params],
        )
        if len(found) <= LISTED:
            return engines.listed([number for number, _ in found], [number for number, is_exact in found if is_exact])
        return engines.Plan(
            tables=("search_gram", "search_entry"),
            conditions=("search_gram.search_gram MATCH %s", "search_entry.number = search_gram.rowid", hit),
            params=(match, *params),
            rank="search_gram.rowid",
            exact=self._exact(asked),
        )

    def _exact(self, asked: engines.Asked) -> tuple[int, ...]:
        """Whole names and codes among many hits; they are few."""
        if asked.whole is None:
            return ()
        narrowed = engines.Asked(asked.kind, (asked.whole,), asked.whole, asked.scope, ())
        hit, params = engines.contains(narrowed, find="instr")
        return tuple(
            number
            for (number,) in self._execute(
                "SELECT search_gram.rowid FROM search_gram CROSS JOIN search_entry ON search_entry.number = search_gram.rowid"
                f" WHERE search_gram MATCH %s AND {hit} ORDER BY search_gram.rowid DESC LIMIT {LISTED}",
                [_match(narrowed), *params],
            )
        )

    def _entries(self, kind: str, keys: Sequence[uuid.UUID]) -> list[tuple[int, str, str]]:
        places = ", ".join(["%s"] * len(keys))
        return self._execute(
            f"SELECT number, key, text FROM search_entry WHERE kind = %s AND key IN ({places})", [kind, *(key.hex for key in keys)]
        )

    def _execute(self, sql: str, params: Sequence[object] = ()) -> list:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []


def _match(asked: engines.Asked) -> str:
    """The search in FTS5's own language."""
    tokens = [engines.token_term(asked.kind, token) for token in asked.scope] or [engines.kind_term(asked.kind)]
    ways = [" AND ".join([f'"{term}"' for term in way]) for way in engines.ways(asked)]
    among = " AND ".join([f'"{token}"' for token in tokens])
    return f"({') OR ('.join(ways)}) AND {among}" if len(ways) > 1 else " AND ".join([*ways, among])
