"""Finding things: a queryset narrowed to what a search asks for, in search order."""

import uuid
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connections, router
from django.db.models import BigIntegerField, BooleanField, Model, QuerySet
from django.db.models.expressions import RawSQL

from cqo.foundation.search import engines, grams
from cqo.foundation.search.models import Entry

Thing = TypeVar("Thing", bound=Model)

EXACT, RANK = ORDER_FIELDS = ("search_exact", "search_rank")
"""What `narrow` orders by: whether a whole name or code was typed, where there are such; then the number, newest first."""


class _OrderField(RawSQL):
    """A field of the search order, which remembers the search it belongs to."""

    def __init__(self, sql: str, params: Sequence[Any], output_field: Any, *, kind: str, exact: Sequence[int]) -> None:
        super().__init__(sql, params, output_field)
        self.kind = kind
        self.exact = exact


def narrow(
    queryset: QuerySet[Thing], *, kind: str, query: str, scope: Sequence[str] = (), marks: Sequence[str] = (), on: str = "pk"
) -> QuerySet[Thing]:
    """The rows of `queryset` that `query` finds: whole names and codes first, then the newest; a total order, whose fields `order_of` names.

    A queryset that has an order already keeps it. Further filters and slices may follow. `on` names the field that holds the key the thing
    was indexed by. A query of several words must find each of them; one without letters or digits finds everything. `scope` leaves only what
    has all of these tokens, the widest first; it is there for speed, what a person may see is for the queryset to say. With one of the
    `marks` a thing is found whatever was typed.

    Looks at the index at once (one to three statements) to choose how the rows are fetched; the rows are fetched when they are needed.
    """
    connection = connections[queryset.db]
    keeps_order = bool(queryset.query.order_by)
    plan = engines.of(connection).plan(_asked(kind, query, scope, marks, keeps_order=keeps_order))
    columns = [_column(queryset, on), "search_entry.key"]
    if connection.vendor == "sqlite":  # + : SQLite fetches this side first and looks the other up by it
        columns[0 if plan.tests_rows else 1] = f"+{columns[0 if plan.tests_rows else 1]}"
    # extra() alone can join a table that no foreign key leads to; every part of it is this app's own, and what was typed is a parameter.
    narrowed = queryset.extra(  # noqa: S610
        tables=list(plan.tables), where=[*plan.conditions, " = ".join(columns)], params=list(plan.params)
    )
    if keeps_order:
        return narrowed
    ordered = {name: _OrderField(sql, params, output, kind=kind, exact=plan.exact) for name, sql, params, output in _order(plan)}
    found: QuerySet[Thing] = narrowed.annotate(**ordered).order_by(*[f"-{name}" for name in ordered])
    return found


def order_of(queryset: QuerySet[Any]) -> tuple[str, ...]:
    """The fields of the search order of a queryset that `narrow` ordered; they have a value in every row, and the last is unique."""
    return tuple(f"-{name}" for name in ORDER_FIELDS if name in queryset.query.annotations)


def place(queryset: QuerySet[Any], key: uuid.UUID) -> dict[str, Any]:
    """Where a thing stands in the search order of a queryset that `narrow` ordered: field → value; empty where the index does not know it."""
    field = queryset.query.annotations[RANK]
    assert isinstance(field, _OrderField)
    number = Entry.objects.using(queryset.db).filter(kind=field.kind, key=key).values_list("number", flat=True).first()
    return {} if number is None else {EXACT: number in field.exact, RANK: number}


def first(kind: str, query: str, *, scope: Sequence[str] = (), marks: Sequence[str] = (), limit: int = 20) -> list[uuid.UUID]:
    """The keys of the first things that `query` finds, in the order of `narrow`."""
    connection = connections[router.db_for_read(Entry)]
    plan = engines.of(connection).plan(_asked(kind, query, scope, marks))
    order = _order(plan)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT search_entry.key FROM {', '.join(plan.tables)} WHERE {' AND '.join(plan.conditions)}"  # noqa: S608
            f" ORDER BY {', '.join([f'{sql} DESC' for _, sql, _, _ in order])} LIMIT %s",
            [*plan.params, *[number for _, _, params, _ in order for number in params], limit],
        )
        return [key if isinstance(key, uuid.UUID) else uuid.UUID(key) for (key,) in cursor.fetchall()]


def capped_count(queryset: QuerySet[Any], most: int = 1_000) -> int:
    """How many rows there are; at `most` + 1 counting stops ("1,000+")."""
    return queryset[: most + 1].count()


def _asked(kind: str, query: str, scope: Sequence[str], marks: Sequence[str], *, keeps_order: bool = False) -> engines.Asked:
    fragments = grams.fragments(query)
    return engines.Asked(
        kind=kind,
        fragments=fragments,
        whole=grams.whole(query) if fragments else None,
        scope=tuple(scope),
        marks=tuple(marks) if fragments else (),
        keeps_order=keeps_order,
    )


def _order(plan: engines.Plan) -> list[tuple[str, str, tuple[int, ...], BigIntegerField | BooleanField]]:
    """What the rows are ordered by, each falling: name, SQL, parameters and type."""
    exact = f"search_entry.number IN ({', '.join(['%s'] * len(plan.exact))})"
    by_rank = (RANK, plan.rank, (), BigIntegerField())
    return [(EXACT, exact, plan.exact, BooleanField()), by_rank] if plan.exact else [by_rank]


def _column(queryset: QuerySet[Any], name: str) -> str:
    options, quoted = queryset.model._meta, connections[queryset.db].ops.quote_name
    field = options.pk if name == "pk" else options.get_field(name)
    return f"{quoted(options.db_table)}.{quoted(field.column)}"  # type: ignore[union-attr, arg-type]
