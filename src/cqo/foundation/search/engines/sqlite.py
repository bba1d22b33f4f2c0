"""SQLite: the terms in an FTS5 table whose rowid is the entry's number. The table keeps no copy of them: they follow from the entry's text.

FTS5 walks its lists from the newest number down and stops where the page is full, so terms that nearly every row has cost nothing by
themselves. What costs is leaping about in their long lists for the sake of a rare term: the rare term is asked alone first.
Triggers would make FTS5 write its buffers out for every row (58 µs a row instead of 28); `operations` is the only writer anyway.
"""

# ruff: noqa: S608  (the SQL is put together from this package's own words; what people type goes in as parameters)

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from cqo.foundation.search import engines, grams
from cqo.foundation.search.documents import Parts

LISTED = 500
"""Up to so many candidates are all looked at, and the plan names the hits."""
COMMON = 20_000
"""From so many candidates on, rows in an order of their own are tested one by one, not fetched all and sorted."""


class Engine:
    """See `engines.Engine`."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def create(self) -> None:
        marks = f"{grams.NAME}{grams.READING}{grams.CODE}:"
        # ascii: every other character is part of a term, four-byte hanzi included
        options = f"content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '{marks}'\""
        self._execute(f"CREATE VIRTUAL TABLE search_gram USING fts5(grams, {options})")

    def drop(self) -> None:
        self._execute("DROP TABLE search_gram")

    def known(self, kind: str, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, engines.Known]:
        places, wanted = ", ".join(["%s"] * len(keys)), {key.hex: key for key in keys}
        rows = self._execute(f"SELECT key, number, text FROM search_entry WHERE kind = %s AND key IN ({places})", [kind, *wanted])
        return {wanted[key]: engines.Known(number, text) for key, number, text in rows}

    def insert(self, kind: str, rows: Sequence[engines.Row]) -> None:
        lowest, highest = engines.numbers(kind)
        (last,) = self._execute(
            "SELECT coalesce(max(number), %s) FROM search_entry WHERE number BETWEEN %s AND %s", [lowest, lowest, highest]
        )[0]
        with self._connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_entry (number, kind, key, text) VALUES (%s, %s, %s, %s)",
                [(number, kind, row.key.hex, row.text) for number, row in enumerate(rows, last + 1)],
            )
        self._add_terms([(number, row.parts) for number, row in enumerate(rows, last + 1)])

    def change(self, kind: str, rows: Sequence[tuple[engines.Known, engines.Row]]) -> None:
        self._remove_terms([known for known, _ in rows])
        with self._connection.cursor() as cursor:
            cursor.executemany("UPDATE search_entry SET text = %s WHERE number = %s", [(row.text, known.number) for known, row in rows])
        self._add_terms([(known.number, row.parts) for known, row in rows])

    def erase(self, kind: str, known: Sequence[engines.Known]) -> None:
        self._remove_terms(known)
        with self._connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_entry WHERE number = %s", [(entry.number,) for entry in known])

    def clear(self) -> None:
        self._execute("INSERT INTO search_gram (search_gram) VALUES ('delete-all')")

    def _add_terms(self, numbered: Sequence[tuple[int, Parts]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_gram (rowid, grams) VALUES (%s, %s)", [(number, parts.terms) for number, parts in numbered]
            )

    def _remove_terms(self, known: Sequence[engines.Known]) -> None:
        """FTS5 without a copy of its own is told what it had."""
        with self._connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_gram (search_gram, rowid, grams) VALUES ('delete', %s, %s)",
                [(entry.number, entry.parts.terms) for entry in known],
            )

    def plan(self, asked: engines.Asked) -> engines.Plan:
        hit, params = engines.contains(asked, find="instr")
        ways = engines.ways(asked)
        if not ways and not asked.scope:
            return engines.Plan(
                tables=("search_entry",),
                conditions=("search_entry.number BETWEEN %s AND %s",),
                params=engines.numbers(asked.kind),
                rank="search_entry.number",
            )
        for scope in dict.fromkeys([() if ways else asked.scope, asked.scope]):
            match = _match(ways, scope)
            hits = self._listed(asked, match)
            if hits is not None:
                return engines.listed(*hits)
        if asked.keeps_order and self._are_common(asked.kind, match):
            return engines.testing(asked.kind, hit, params)
        return engines.Plan(
            tables=("search_gram", "search_entry"),
            conditions=(
                "search_gram.search_gram MATCH %s",
                "search_gram.rowid BETWEEN %s AND %s",
                "search_entry.number = search_gram.rowid",
                hit,
            ),
            params=(match, *engines.numbers(asked.kind), *params),
            rank="search_gram.rowid",
            exact=() if asked.keeps_order else self._exact(asked),
        )

    def _are_common(self, kind: str, match: str) -> bool:
        ((count,),) = self._execute(
            f"SELECT count(*) FROM (SELECT 1 FROM search_gram WHERE search_gram MATCH %s AND rowid BETWEEN %s AND %s LIMIT {COMMON})",
            [match, *engines.numbers(kind)],
        )
        return bool(count == COMMON)

    def _listed(self, asked: engines.Asked, match: str) -> tuple[list[int], list[int]] | None:
        """The numbers of all hits and of those that are exact; None where there are too many candidates."""
        hit, params = engines.contains(asked, find="instr")
        exact, exact_params = engines.is_exact(asked, find="instr")
        (count, _), *found = self._execute(
            "WITH candidate AS MATERIALIZED (SELECT rowid AS number FROM search_gram"
            f" WHERE search_gram MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT {LISTED + 1})"
            " SELECT (SELECT count(*) FROM candidate), 0 UNION ALL"
            f" SELECT number, {exact} FROM candidate CROSS JOIN search_entry USING (number)"
            f" WHERE (SELECT count(*) FROM candidate) <= {LISTED} AND {hit}",
            [match, *engines.numbers(asked.kind), *exact_params, *params],
        )
        return None if count > LISTED else ([number for number, _ in found], [number for number, is_exact in found if is_exact])

    def _exact(self, asked: engines.Asked) -> tuple[int, ...]:
        """Whole names and codes among many hits: they are few."""
        if asked.whole is None:
            return ()
        whole = engines.Asked(asked.kind, (asked.whole,), asked.whole, asked.scope, ())
        hit, params = engines.contains(whole, find="instr")
        rows = self._execute(
            "SELECT number FROM search_gram CROSS JOIN search_entry ON number = search_gram.rowid"
            f" WHERE search_gram MATCH %s AND search_gram.rowid BETWEEN %s AND %s AND {hit} ORDER BY search_gram.rowid DESC LIMIT {LISTED}",
            [_match(engines.ways(whole), ()), *engines.numbers(asked.kind), *params],
        )
        return tuple(number for (number,) in rows)

    def _execute(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []


def _match(ways: Sequence[Sequence[str]], scope: Sequence[str]) -> str:
    """The search in FTS5's own language. The scope stands in every way: beside an OR, FTS5 would walk all of it."""
    return " OR ".join([" AND ".join([f'"{term}"' for term in (*way, *scope)]) for way in ways or [()]])
