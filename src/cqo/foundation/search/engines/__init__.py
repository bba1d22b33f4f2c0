"""The index as each database keeps it. `of(connection)` gives the engine; `operations` and `queries` talk to nothing else."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol
from zlib import crc32

from django.db.backends.base.base import BaseDatabaseWrapper

from cqo.foundation.search import grams
from cqo.foundation.search.documents import Parts


@dataclass(frozen=True, slots=True)
class Row:
    """What is to be stored for one thing."""

    key: uuid.UUID
    text: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored already."""

    number: int
    text: str

    @property
    def parts(self) -> Parts:
        return Parts.of_text(self.text)


@dataclass(frozen=True)
class Asked:
    """A search: every fragment found, or in their place one of the marks, among things of one kind that have all of the scope's tokens.

    With `keeps_order` the caller's rows come in an order of their own.
    """

    kind: str
    fragments: tuple[grams.Fragment, ...]
    whole: grams.Fragment | None
    scope: tuple[str, ...]
    marks: tuple[str, ...]
    keeps_order: bool = False


@dataclass(frozen=True)
class Plan:
    """How the rows that a search asks for are fetched: tables and conditions to add to a query, and the columns that give the order."""

    tables: tuple[str, ...]
    conditions: tuple[str, ...]
    params: tuple[Any, ...]
    rank: str
    """An expression; its falling order is newest first."""
    exact: tuple[int, ...] = ()
    """Numbers of the entries whose name or code is the query; they stand before all others."""
    tests_rows: bool = False
    """Whether the caller's rows are walked in their own order and each is looked at, instead of being fetched because they were found."""


class Engine(Protocol):
    """What both databases do."""

    def create(self) -> None:
        """Make what `Entry`'s own table lacks. Called by the first migration."""

    def drop(self) -> None:
        """Take it away again."""

    def known(self, kind: str, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, Known]:
        """The entries that exist."""

    def insert(self, kind: str, rows: Sequence[Row]) -> None:
        """Add entries with the next numbers."""

    def change(self, kind: str, rows: Sequence[tuple[Known, Row]]) -> None:
        """Give entries another text and other terms."""

    def erase(self, kind: str, known: Sequence[Known]) -> None:
        """Delete entries with their terms."""

    def clear(self) -> None:
        """Delete every term; called when there is no entry left."""

    def plan(self, asked: Asked) -> Plan:
        """Look once at the index and say how the search is best made."""


def of(connection: BaseDatabaseWrapper) -> Engine:
    """The engine of a connection's database, SQLite or PostgreSQL."""
    from cqo.foundation.search.engines import postgresql, sqlite

    return sqlite.Engine(connection) if connection.vendor == "sqlite" else postgresql.Engine(connection)


@cache
def numbers(kind: str) -> tuple[int, int]:
    """The lowest and highest number an entry of this kind can have: each kind has its own stretch, so that no index need know kinds."""
    lowest = (crc32(kind.encode()) & 0x3FFFFF) << 40
    return lowest, lowest + (1 << 40) - 1


def listed(numbers: Sequence[int], exact: Sequence[int]) -> Plan:
    """The plan for hits that have all been looked at."""
    places = ", ".join(["%s"] * len(numbers))
    return Plan(
        tables=("search_entry",),
        conditions=(f"search_entry.number IN ({places})" if numbers else "1 = 0",),
        params=tuple(numbers),
        rank="search_entry.number",
        exact=tuple(exact),
    )


def testing(kind: str, hit: str, params: Sequence[str]) -> Plan:
    """The plan for what so many rows contain that any order soon fills a page with them."""
    return Plan(
        tables=("search_entry",),
        conditions=("search_entry.kind = %s", hit),
        params=(kind, *params),
        rank="search_entry.number",
        tests_rows=True,
    )


def ways(asked: Asked) -> tuple[tuple[str, ...], ...]:
    """Sets of terms, one of which every hit has in full, the scope left aside; none where everything is asked for."""
    found = grams.ways_through(asked.fragments) if asked.fragments else ()
    return (*found, *((mark,) for mark in asked.marks))


def contains(asked: Asked, *, find: str, has_terms: bool = False) -> tuple[str, list[str]]:
    """The condition that a text is a hit, and its parameters; `find` is the database's function (text, needle) → position or 0.

    has_terms: whether the row is known to have the terms of one of the `ways` and of the scope, so that only what they leave open is asked.
    """
    if has_terms:
        is_told = not asked.fragments or all(fragment.is_told_by_terms for fragment in asked.fragments)
        asked = replace(asked, fragments=() if is_told else asked.fragments, marks=() if is_told else asked.marks, scope=())
    params: list[str] = []

    def any_of(needles: Sequence[str], *, outside_codes: bool = False) -> str:
        params.extend(needles)
        one = f"{find}(search_entry.text, %s)"
        one += f" BETWEEN 1 AND {find}(search_entry.text, '{grams.CODE}')" if outside_codes else " > 0"
        return f"({' OR '.join([one] * len(needles))})"

    texts = " AND ".join([any_of(fragment.needles, outside_codes=fragment.outside_codes) for fragment in asked.fragments])
    marks = any_of([_framed(mark) for mark in asked.marks]) if asked.marks else ""
    scope = [any_of([_framed(token)]) for token in asked.scope]
    hit = f"({texts} OR {marks})" if texts and marks else texts or marks
    return " AND ".join([*([hit] if hit else []), *scope]) or "1 = 1", params


def is_exact(asked: Asked, *, find: str) -> tuple[str, list[str]]:
    """The condition that a name or code is the query, and its parameters."""
    if asked.whole is None:
        return "1 = 0", []
    return f"({' OR '.join([f'{find}(search_entry.text, %s) > 0'] * len(asked.whole.needles))})", list(asked.whole.needles)


def _framed(token: str) -> str:
    return f"{grams.TOKEN}{token}{grams.TOKEN}"
