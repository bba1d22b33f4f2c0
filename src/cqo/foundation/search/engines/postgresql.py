"""PostgreSQL: the terms in a column of the entry, found through a GIN index.

GIN knows no order: a term that nearly every row has must not be looked up in it. A look at the newest entries tells whether pages can be
filled by walking down from them; if not, the hits are few enough to be fetched through GIN and sorted. Rosters come county by county, so
the newest of a county may be far from the newest of all: `search_spot` holds a number for each token of each entry, in an order of its own.

No statistics are kept on terms. With them the planner reads the whole table where it expects many hits; without them it always takes GIN
where it is told to, and which way to go is decided here.
"""

# ruff: noqa: S608  (the SQL is put together from this package's own words; what people type goes in as parameters)

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.db.backends.base.base import BaseDatabaseWrapper

from cqo.foundation.search import engines

NEAR = 3_000
"""So many of the newest entries are looked at first …"""
DENSE = 15
"""… and with so many hits among them, a walk from the newest down soon fills a page."""
LISTED = 1_000
"""Up to so many hits are all looked at, and the plan names them."""

_COUNTER = (1 << 40) - 1
"""The part of an entry's number that is counted up; the rest is its kind's."""

_LINES = "string_to_array(%s, chr(10))"
"""An array that comes as one text: the driver takes longer over a list than the database over the row. No text here holds a line break."""

_HAS = "array_to_tsvector(string_to_array(search_entry.grams, ' ')) @@ %s::tsquery"


class Engine:
    """See `engines.Engine`."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def create(self) -> None:
        self._execute("CREATE SEQUENCE search_entry_number")
        self._execute("ALTER TABLE search_entry ADD COLUMN grams text NOT NULL DEFAULT ''")
        self._execute("CREATE INDEX search_entry_grams ON search_entry USING gin (array_to_tsvector(string_to_array(grams, ' ')))")
        self._execute("ALTER INDEX search_entry_grams ALTER COLUMN 1 SET STATISTICS 0")
        self._execute("CREATE TABLE search_spot (spot bigint PRIMARY KEY)")
        for table in ("search_entry", "search_spot"):  # several workers would run on where one stops at a full page
            self._execute(f"ALTER TABLE {table} SET (parallel_workers = 0)")

    def drop(self) -> None:
        self._execute("DROP SEQUENCE search_entry_number")
        self._execute("DROP TABLE search_spot")
        self._execute("DROP INDEX search_entry_grams")
        self._execute("ALTER TABLE search_entry DROP COLUMN grams")

    def known(self, kind: str, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, engines.Known]:
        # One by one, as LIMIT makes the planner do: with "= ANY" or a plain join it reads the whole table for a few hundred keys.
        rows = self._execute(
            f"SELECT entry.* FROM unnest({_LINES}::uuid[]) AS wanted (key), LATERAL"
            " (SELECT key, number, text FROM search_entry WHERE kind = %s AND search_entry.key = wanted.key LIMIT 1) AS entry",
            [_in_lines(keys), kind],
        )
        return {key: engines.Known(number, text) for key, number, text in rows}

    def insert(self, kind: str, rows: Sequence[engines.Row]) -> None:
        inserted = self._execute(
            "INSERT INTO search_entry (number, kind, key, text, grams)"
            " SELECT %s + nextval('search_entry_number'), %s, key, text, grams"
            f" FROM unnest({_LINES}::uuid[], {_LINES}, {_LINES}) AS row (key, text, grams)"
            " ON CONFLICT (kind, key) DO UPDATE SET text = excluded.text, grams = excluded.grams RETURNING key, number",
            [
                engines.numbers(kind)[0],
                kind,
                _in_lines(row.key for row in rows),
                _in_lines(row.text for row in rows),
                _in_lines(row.parts.terms for row in rows),
            ],
        )
        numbers = dict(inserted)
        self._add_spots([_spot(kind, token, numbers[row.key]) for row in rows for token in row.parts.tokens])

    def change(self, kind: str, rows: Sequence[tuple[engines.Known, engines.Row]]) -> None:
        self._remove_spots(kind, [known for known, _ in rows])
        self._execute(
            "UPDATE search_entry SET text = row.text, grams = row.grams"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS row (number, text, grams) WHERE search_entry.number = row.number",
            [[known.number for known, _ in rows], [row.text for _, row in rows], [row.parts.terms for _, row in rows]],
        )
        self._add_spots([_spot(kind, token, known.number) for known, row in rows for token in row.parts.tokens])

    def erase(self, kind: str, known: Sequence[engines.Known]) -> None:
        self._remove_spots(kind, known)
        self._execute("DELETE FROM search_entry WHERE number = ANY(%s)", [[entry.number for entry in known]])

    def clear(self) -> None:
        self._execute("DELETE FROM search_spot")

    def _add_spots(self, spots: list[int]) -> None:
        self._execute(f"INSERT INTO search_spot SELECT unnest({_LINES}::bigint[]) ON CONFLICT DO NOTHING", [_in_lines(spots)])

    def _remove_spots(self, kind: str, known: Sequence[engines.Known]) -> None:
        spots = [_spot(kind, token, entry.number) for entry in known for token in entry.parts.tokens]
        self._execute("DELETE FROM search_spot WHERE spot = ANY(%s)", [spots])

    def plan(self, asked: engines.Asked) -> engines.Plan:
        hit, params = engines.contains(asked, find="strpos")
        rest, rest_params = engines.contains(asked, find="strpos", has_terms=True)
        exact, exact_params = engines.is_exact(asked, find="strpos")
        terms, numbers = _terms(asked), engines.numbers(asked.kind)
        has = _HAS if terms else "%s = ''"
        walk = _walk(asked)
        found = self._execute(
            f"WITH near AS MATERIALIZED (SELECT 1 FROM ({walk.newest}) search_entry WHERE {hit} LIMIT {DENSE})"
            f" (SELECT number, {exact} FROM search_entry"
            f" WHERE (SELECT count(*) FROM near) < {DENSE} AND {has} AND number BETWEEN %s AND %s AND {rest} LIMIT {LISTED + 1})"
            f" UNION ALL SELECT NULL, false WHERE (SELECT count(*) FROM near) = {DENSE}",
            [*walk.params, *params, *exact_params, terms, *numbers, *rest_params],
        )
        if found == [(None, False)]:
            # The planner takes a CASE to hold for half of the rows, and so walks; the condition itself it takes for rare.
            hit = f"CASE WHEN {hit} THEN true ELSE false END"
            if asked.keeps_order:
                return engines.testing(asked.kind, hit, params)
            return engines.Plan(
                tables=walk.tables,
                conditions=(walk.condition, hit),
                params=(*walk.params, *params),
                rank=walk.rank,
                exact=self._exact(asked),
            )
        if len(found) <= LISTED:
            return engines.listed([number for number, _ in found], [number for number, is_exact in found if is_exact])
        return engines.Plan(
            tables=("search_entry",),
            # The planner's cheapest way to read the array in order is down the primary key, and that way stops when the page is full.
            conditions=(
                f"search_entry.number = ANY(ARRAY(SELECT number FROM search_entry WHERE {has} AND number BETWEEN %s AND %s AND {rest}))",
            ),
            params=(terms, *numbers, *rest_params),
            rank="search_entry.number",
            exact=() if asked.keeps_order else self._exact(asked),
        )

    def _exact(self, asked: engines.Asked) -> tuple[int, ...]:
        """Whole names and codes among many hits: they are few."""
        if asked.whole is None:
            return ()
        whole = engines.Asked(asked.kind, (asked.whole,), asked.whole, asked.scope, ())
        hit, params = engines.contains(whole, find="strpos")
        rows = self._execute(
            f"SELECT number FROM search_entry WHERE {_HAS} AND number BETWEEN %s AND %s AND {hit} LIMIT {LISTED}",
            [_terms(whole), *engines.numbers(asked.kind), *params],
        )
        return tuple(number for (number,) in rows)

    def _execute(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []


@dataclass(frozen=True)
class _Walk:
    """A way down from the newest entry of a kind, or of a kind and token."""

    newest: str
    """A query for the texts of the newest entries."""
    tables: tuple[str, ...]
    condition: str
    params: tuple[int, int]
    rank: str


def _walk(asked: engines.Asked) -> _Walk:
    """The walk through the last of the scope's tokens: callers name the widest first."""
    lowest, highest = engines.numbers(asked.kind)
    if not asked.scope:
        condition = "search_entry.number BETWEEN %s AND %s"
        return _Walk(
            newest=f"SELECT text FROM search_entry WHERE {condition} ORDER BY number DESC LIMIT {NEAR}",
            tables=("search_entry",),
            condition=condition,
            params=(lowest, highest),
            rank="search_entry.number",
        )
    start = _spot(asked.kind, asked.scope[-1], lowest)
    # A sum cannot be merged with the entries' order; with `random_page_cost` as it is for disks that do not turn (registry.enterprises,
    # migration 0003) looking each entry up costs the planner less than any other way, and that way stops when the page is full.
    of_spot = f"search_entry.number = {lowest} + (search_spot.spot & {_COUNTER})"
    return _Walk(
        newest=(
            f"SELECT text FROM (SELECT spot FROM search_spot WHERE spot BETWEEN %s AND %s ORDER BY spot DESC LIMIT {NEAR}) search_spot"
            f" CROSS JOIN LATERAL (SELECT text FROM search_entry WHERE {of_spot} OFFSET 0) entry"
        ),
        tables=("search_spot", "search_entry"),
        condition=f"search_spot.spot BETWEEN %s AND %s AND {of_spot}",
        params=(start, start + _COUNTER),
        rank="search_spot.spot",
    )


def _in_lines(values: Iterable[object]) -> str:
    return "\n".join(map(str, values))


def _spot(kind: str, token: str, number: int) -> int:
    """Where an entry stands in the order of a token. Two tokens that share a place by chance are told apart by the entry's text."""
    return ((crc32(f"{kind}:{token}".encode()) & 0x7FFFFF) << 40) | (number & _COUNTER)


def _terms(asked: engines.Asked) -> str:
    """The terms that GIN is asked for, as a tsquery; empty where everything is asked for."""
    ways = [" & ".join([f"'{term}'" for term in (*way, *asked.scope)]) for way in engines.ways(asked) or ((),)]
    return " | ".join(filter(None, ways))
