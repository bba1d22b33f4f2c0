"""Finding things: a queryset narrowed to what a search asks for, in search order."""

import uuid
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connections, router
from django.db.models import Model, QuerySet
from django.db.models.expressions import OrderBy, RawSQL

from cqo.foundation.search import engines, grams
from cqo.foundation.search.models import Entry

Thing = TypeVar("Thing", bound=Model)


def narrow(
    queryset: QuerySet[Thing], *, kind: str, query: str, scope: Sequence[str] = (), marks: Sequence[str] = (), on: str = "pk"
) -> QuerySet[Thing]:
    """The rows of `queryset` that `query` finds: whole names and codes first, then the newest; a total order.

    Further filters, slices and another order may follow. `on` names the field that holds the key the thing was indexed by. A query of
    several words must find each of them; one without letters or digits finds everything. `scope` leaves only what has all of these tokens,
    the widest first; it is there for speed, what a person may see is for the queryset to say. With one of the `marks` a thing is found
    whatever was typed.

    Looks at the index at once (one to three statements) to choose how the rows are fetched; the rows are fetched when they are needed.
    """
    connection = connections[queryset.db]
    plan = engines.of(connection).plan(_asked(kind, query, scope, marks))
    # + keeps SQLite from walking the caller's table and looking every row up in the index.
    key = "+search_entry.key" if connection.vendor == "sqlite" else "search_entry.key"
    joined = f"{_column(queryset, on)} = {key}"
    # extra() alone can join a table that no foreign key leads to; every part of it is this app's own, and what was typed is a parameter.
    narrowed = queryset.extra(tables=list(plan.tables), where=[*plan.conditions, joined], params=list(plan.params))  # noqa: S610
    return narrowed.order_by(*[OrderBy(RawSQL(sql, params), descending=True) for sql, params in _order(plan)])  # noqa: S611


def first(kind: str, query: str, *, scope: Sequence[str] = (), marks: Sequence[str] = (), limit: int = 20) -> list[uuid.UUID]:
    """The keys of the first things that `query` finds, in the order of `narrow`."""
    connection = connections[router.db_for_read(Entry)]
    plan = engines.of(connection).plan(_asked(kind, query, scope, marks))
    order = _order(plan)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT search_entry.key FROM {', '.join(plan.tables)} WHERE {' AND '.join(plan.conditions)}"  # noqa: S608
            f" ORDER BY {', '.join([f'{sql} DESC' for sql, _ in order])} LIMIT %s",
            [*plan.params, *[number for _, params in order for number in params], limit],
        )
        return [key if isinstance(key, uuid.UUID) else uuid.UUID(key) for (key,) in cursor.fetchall()]


def capped_count(queryset: QuerySet[Any], most: int = 1_000) -> int:
    """How many rows there are; at `most` + 1 counting stops ("1,000+")."""
    return queryset[: most + 1].count()


def _asked(kind: str, query: str, scope: Sequence[str], marks: Sequence[str]) -> engines.Asked:
    fragments = grams.fragments(query)
    return engines.Asked(kind, fragments, grams.whole(query) if fragments else None, tuple(scope), tuple(marks) if fragments else ())


def _order(plan: engines.Plan) -> list[tuple[str, tuple[int, ...]]]:
    """What the rows are ordered by, each falling, with its parameters."""
    rank: tuple[str, tuple[int, ...]] = (plan.rank, ())
    if not plan.exact:
        return [rank]
    return [(f"search_entry.number IN ({', '.join(['%s'] * len(plan.exact))})", plan.exact), rank]


def _column(queryset: QuerySet[Any], name: str) -> str:
    options, quoted = queryset.model._meta, connections[queryset.db].ops.quote_name
    field = options.pk if name == "pk" else options.get_field(name)
    return f"{quoted(options.db_table)}.{quoted(field.column)}"  # type: ignore[union-attr, arg-type]
