"""PostgreSQL: the terms in a column of the entry, found through a GIN index.

GIN knows no order: a term that nearly every row has must not be looked up in it. A look at the newest entries tells whether pages can be
filled by walking down from them; if not, the hits are few enough to be fetched through GIN and sorted.

No statistics are kept on terms. With them the planner reads the whole table where it expects many hits; without them it always takes GIN
where it is told to, and which way to go is decided here.
"""

import uuid
from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from cqo.foundation.search import engines

NEAR = 10_000
"""So many of the newest entries are looked at first …"""
DENSE = 100
"""… and with so many hits among them, a walk from the newest down soon fills a page."""
LISTED = 1_000
"""Up to so many hits are all looked at, and the plan names them."""

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

    def drop(self) -> None:
        self._execute("DROP INDEX search_entry_grams")
        self._execute("ALTER TABLE search_entry DROP COLUMN grams")
        self._execute("DROP SEQUENCE search_entry_number")

    def known(self, kind: str, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, engines.Known]:
        rows = self._execute("SELECT key, number, text FROM search_entry WHERE kind = %s AND key = ANY(%s)", [kind, list(keys)])
        return {key: engines.Known(number, text) for key, number, text in rows}

    def insert(self, kind: str, rows: Sequence[engines.Row]) -> None:
        self._execute(
            "INSERT INTO search_entry (number, kind, key, text, grams)"
            " SELECT %s + nextval('search_entry_number'), %s, key, text, grams"
            " FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS row (key, text, grams)"
            " ON CONFLICT (kind, key) DO UPDATE SET text = excluded.text, grams = excluded.grams",
            [engines.numbers(kind)[0], kind, [row.key for row in rows], [row.text for row in rows], [row.terms for row in rows]],
        )

    def change(self, rows: Sequence[tuple[int, engines.Row]]) -> None:
        self._execute(
            "UPDATE search_entry SET text = row.text, grams = row.grams"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS row (number, text, grams) WHERE search_entry.number = row.number",
            [[number for number, _ in rows], [row.text for _, row in rows], [row.terms for _, row in rows]],
        )

    def erase(self, numbers: Sequence[int]) -> int:
        self._execute("DELETE FROM search_entry WHERE number = ANY(%s)", [list(numbers)])
        return len(numbers)

    def plan(self, asked: engines.Asked) -> engines.Plan:
        hit, params = engines.contains(asked, find="strpos")
        exact, exact_params = engines.is_exact(asked, find="strpos")
        terms, numbers = _terms(asked), engines.numbers(asked.kind)
        has = _HAS if terms else "%s = ''"
        found = self._execute(
            "WITH near AS MATERIALIZED (SELECT 1 FROM ("
            f"SELECT text FROM search_entry WHERE number BETWEEN %s AND %s ORDER BY number DESC LIMIT {NEAR}"
            f") search_entry WHERE {hit} LIMIT {DENSE})"
            f" (SELECT number, {exact} FROM search_entry"
            f" WHERE (SELECT count(*) FROM near) < {DENSE} AND {has} AND number BETWEEN %s AND %s AND {hit} LIMIT {LISTED + 1})"
            f" UNION ALL SELECT NULL, false WHERE (SELECT count(*) FROM near) = {DENSE}",
            [*numbers, *params, *exact_params, terms, *numbers, *params],
        )
        is_dense = found == [(None, False)]
        if not is_dense and len(found) <= LISTED:
            return engines.listed([number for number, _ in found], [number for number, is_exact in found if is_exact])
        walked, walked_params = f"search_entry.number BETWEEN %s AND %s AND {hit}", (*numbers, *params)
        # The array is sorted by the planner's one cheapest way of reading it: down the primary key, stopping when the page is full.
        sorted_down = f"search_entry.number = ANY(ARRAY(SELECT number FROM search_entry WHERE {has} AND {walked}))"
        return engines.Plan(
            tables=("search_entry",),
            conditions=(walked if is_dense else sorted_down,),
            params=walked_params if is_dense else (terms, *walked_params),
            rank="search_entry.number",
            exact=self._exact(asked),
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

    def _execute(self, sql: str, params: Sequence[object] = ()) -> list:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []


def _terms(asked: engines.Asked) -> str:
    """The terms that GIN is asked for, as a tsquery; empty where everything is asked for."""
    ways = [" & ".join([f"'{term}'" for term in (*way, *asked.scope)]) for way in engines.ways(asked) or ((),)]
    return " | ".join(filter(None, ways))
