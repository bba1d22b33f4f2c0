"""PostgreSQL: the terms in a column of the entry, found through a GIN index.

GIN knows no order: a term that nearly every row has must not be looked up in it. A look at the newest entries tells whether the page can
be filled from them; if not, the hits are few enough to be fetched through GIN and sorted.
"""

import uuid
from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from cqo.foundation.search import engines

NEAR = 10_000
"""So many of the newest entries are looked at first …"""
DENSE = 100
"""… and with so many hits among them, a walk from the newest down fills pages soon."""
LISTED = 500
"""Up to so many hits are all looked at, and the plan names them."""

# Two spellings of the number, so that each plan can use the one index it is meant for and no other.
_BY_WALK = "(search_entry.number + 0)"
_BY_SORT = "(search_entry.number - 0)"
_TERMS = "string_to_array(search_entry.grams, ' ')"


class Engine:
    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def create(self) -> None:
        self._execute("ALTER TABLE search_entry ADD COLUMN grams text NOT NULL DEFAULT ''")
        self._execute("CREATE INDEX search_entry_grams ON search_entry USING gin (string_to_array(grams, ' '))")
        self._execute("CREATE INDEX search_entry_newest ON search_entry (kind, (number + 0))")

    def drop(self) -> None:
        self._execute("DROP INDEX search_entry_newest")
        self._execute("DROP INDEX search_entry_grams")
        self._execute("ALTER TABLE search_entry DROP COLUMN grams")

    def write(self, rows: Sequence[engines.Row]) -> int:
        with self._connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_entry (kind, key, text, grams)"
                " SELECT * FROM unnest(%s::text[], %s::uuid[], %s::text[], %s::text[])"
                " ON CONFLICT (kind, key) DO UPDATE SET text = excluded.text, grams = excluded.grams WHERE search_entry.text <> excluded.text",
                [[row.kind for row in rows], [row.key for row in rows], [row.text for row in rows], [row.grams for row in rows]],
            )
            return cursor.rowcount

    def erase(self, kind: str, keys: Sequence[uuid.UUID]) -> int:
        with self._connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_entry WHERE kind = %s AND key = ANY(%s)", [kind, list(keys)])
            return cursor.rowcount

    def plan(self, asked: engines.Asked) -> engines.Plan:
        hit, params = engines.contains(asked, find="strpos")
        exact, exact_params = engines.is_exact(asked, find="strpos")
        has, terms = _has_terms(asked)
        found = self._execute(
            "WITH near AS MATERIALIZED (SELECT 1 FROM ("
            f"SELECT text FROM search_entry WHERE kind = %s ORDER BY kind, {_BY_WALK} DESC LIMIT {NEAR}"
            f") search_entry WHERE {hit} LIMIT {DENSE})"
            f" (SELECT number, {exact} FROM search_entry"
            f" WHERE (SELECT count(*) FROM near) < {DENSE} AND kind = %s AND {has} AND {hit} LIMIT {LISTED + 1})"
            f" UNION ALL SELECT NULL, false WHERE (SELECT count(*) FROM near) = {DENSE}",
            [asked.kind, *params, *exact_params, asked.kind, *terms, *params],
        )
        if len(found) <= LISTED and (None, False) not in found:
            return engines.listed([number for number, _ in found], [number for number, is_exact in found if is_exact])
        is_dense = len(found) == 1
        return engines.Plan(
            tables=("search_entry",),
            conditions=("search_entry.kind = %s", hit) if is_dense else ("search_entry.kind = %s", has, hit),
            params=(asked.kind, *params) if is_dense else (asked.kind, *terms, *params),
            rank=_BY_WALK if is_dense else _BY_SORT,
            exact=self._exact(asked),
        )

    def _exact(self, asked: engines.Asked) -> tuple[int, ...]:
        """Whole names and codes among many hits; they are few."""
        if asked.whole is None:
            return ()
        narrowed = engines.Asked(asked.kind, (asked.whole,), asked.whole, asked.scope, ())
        has, terms = _has_terms(narrowed)
        hit, params = engines.contains(narrowed, find="strpos")
        rows = self._execute(
            f"SELECT number FROM search_entry WHERE kind = %s AND {has} AND {hit} LIMIT {LISTED}", [asked.kind, *terms, *params]
        )
        return tuple(number for (number,) in rows)

    def _execute(self, sql: str, params: Sequence[object] = ()) -> list:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []


def _has_terms(asked: engines.Asked) -> tuple[str, list[list[str]]]:
    """The condition that GIN answers, and its parameters; the kind alone is left to the entry's column."""
    scope = [engines.token_term(asked.kind, token) for token in asked.scope]
    ways = [[*way, *scope] for way in engines.ways(asked)] or [scope or [engines.kind_term(asked.kind)]]
    return f"({' OR '.join([f'{_TERMS} @> %s::text[]'] * len(ways))})", ways
