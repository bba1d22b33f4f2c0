"""Queries that pages ask all day, with SQL that Django writes once.

Writing the SQL of a small query takes Django ten times as long as the database takes to answer it, and the frame alone asks five on every page.
A `Statement` has the SQL written on its first call, notes where each value stands in it, and afterwards only puts values there.

    _held = Statement(lambda user: Assignment.objects.filter(user=user).values_list("pk", "role"))
    rows = _held(user=key)
"""

import uuid
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import randrange
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, QuerySet, Value
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators

Adapt = Callable[[Any], Any]
_DAYS = 3_000_000


class NotFixed(Exception):
    """The SQL of a query depends on more than the places of its values, so it cannot be written once."""


class Statement:
    """A query made by `build` from keyword values: keys, texts, bytes, days, moments, numbers, or lists of them.

    `build` gets stand-ins for the values and may only compare columns with them: whatever else it decides by is a choice.
    It returns a queryset of rows, of `values_list` or of a flat one; slices are kept.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._written: dict[Any, _Written] = {}

    def __call__(self, *choices: Hashable, **values: Any) -> list[Any]:
        """The rows. `choices` go to `build` as they are; each has SQL of its own.

        Raises NotFixed on a first call whose values are not found in the SQL.
        """
        shape = (*choices, *[(name, len(value) if isinstance(value, list) else value is None) for name, value in values.items()])
        written = self._written.get(shape)
        if written is None:
            written = self._written[shape] = self._write(choices, values)
        return written.fetch(values)

    def _write(self, choices: Sequence[Hashable], values: dict[str, Any]) -> "_Written":
        stand_ins = {
            name: [_stand_in(each) for each in value] if isinstance(value, list) else _stand_in(value) for name, value in values.items()
        }
        queryset = self._build(*choices, **stand_ins)
        connection = connections[queryset.db]
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        places = [_Place.of(param, stand_ins, connection) for param in params]
        if missing := set(values) - {place.name for place in places} - {name for name, value in values.items() if value in (None, [])}:
            raise NotFixed(f"{sorted(missing)} in {sql}")
        return _Written(queryset.db, sql, places, _maker(queryset, compiler))


def counting(queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """How many rows a queryset has, as a queryset of one number: what `count()` asks, for a statement."""
    rows = queryset.order_by().select_related(None).annotate(all_of_them=Value(1)).values("all_of_them")
    return rows.annotate(count=Count("pk")).values_list("count", flat=True)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands in the SQL, and how the database takes it; without a name, a constant of the query."""

    name: str
    index: int | None
    adapt: Adapt
    constant: Any = None

    @classmethod
    def of(cls, param: Any, stand_ins: dict[str, Any], connection: BaseDatabaseWrapper) -> "_Place":
        """The place of the stand-in that became a parameter."""
        for name, value in stand_ins.items():
            for index, each in enumerate(value) if isinstance(value, list) else [(None, value)]:
                for adapt in _adapting(each, param, connection):
                    if _is_same(adapt(each), param):
                        return cls(name, index, adapt)
        return cls("", None, _as_it_is, param)

    def value(self, values: dict[str, Any]) -> Any:
        """What stands here now."""
        if not self.name:
            return self.constant
        return self.adapt(values[self.name] if self.index is None else values[self.name][self.index])


@dataclass(frozen=True, slots=True)
class _Written:
    """SQL, the places in it, and what makes rows of what it answers."""

    using: str
    sql: str
    places: Sequence[_Place]
    make: Callable[[Iterable[Any]], list[Any]]

    def fetch(self, values: dict[str, Any]) -> list[Any]:
        """Ask the database."""
        with connections[self.using].cursor() as cursor:
            cursor.execute(self.sql, [place.value(values) for place in self.places])
            return self.make(cursor.fetchall())


def _as_it_is(value: Any) -> Any:
    return value


def _is_same(adapted: Any, param: Any) -> bool:
    """Whether two parameters are equal; bytes come wrapped in something that holds them as `obj`."""
    return type(adapted) is type(param) and bool(getattr(adapted, "obj", adapted) == getattr(param, "obj", param))


def _stand_in(value: Any) -> Any:
    """Another value of the same type, which no query holds by chance."""
    match value:
        case None:
            return None
        case bool():
            raise NotFixed("a truth value decides; it is not compared")
        case uuid.UUID():
            return uuid.uuid4()
        case str():
            return uuid.uuid4().hex
        case bytes():
            return uuid.uuid4().bytes
        case datetime():
            return datetime(1, 1, 1, tzinfo=UTC) + timedelta(days=randrange(_DAYS), microseconds=randrange(10**10))  # noqa: S311
        case date():
            return date(1, 1, 1) + timedelta(days=randrange(_DAYS))  # noqa: S311
        case int():
            return randrange(20_000, 32_000)  # noqa: S311  (fits the smallest column)
    raise NotFixed(f"no stand-in for a {type(value).__name__}")


def _adapting(value: Any, param: Any, connection: BaseDatabaseWrapper) -> list[Adapt]:
    """The ways in which a database may take a value of this type, as the parameter perhaps is one."""
    match value:
        case int() if isinstance(param, int):
            return [type(param)]
        case uuid.UUID():
            return [_as_it_is, str, lambda key: key.hex]
        case bytes():
            return [connection.Database.Binary]  # type: ignore[attr-defined]
        case datetime():
            return [_as_it_is, connection.ops.adapt_datetimefield_value]
        case date():
            return [_as_it_is, connection.ops.adapt_datefield_value]
    return [_as_it_is]


def _maker(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[Iterable[Any]], list[Any]]:
    """What makes of the database's rows what the queryset would give."""
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])

    def converted(rows: Iterable[Any]) -> Iterable[Any]:
        return compiler.apply_converters(rows, converters) if converters else rows

    kind = queryset._iterable_class  # type: ignore[attr-defined]
    if kind is FlatValuesListIterable:
        return lambda rows: [row[0] for row in converted(rows)]
    if kind is ValuesListIterable:
        return lambda rows: [tuple(row) for row in converted(rows)]
    if kind is not ModelIterable or compiler.annotation_col_map or queryset._known_related_objects:  # type: ignore[attr-defined]
        raise NotFixed(f"rows of {kind.__name__}")
    return _model_maker(queryset, compiler, converted)


def _model_maker(
    queryset: QuerySet[Any, Any], compiler: Any, converted: Callable[[Iterable[Any]], Iterable[Any]]
) -> Callable[[Iterable[Any]], list[Any]]:
    """As Django's ModelIterable makes instances, those of relatives included."""
    model, fields, using = compiler.klass_info["model"], compiler.klass_info["select_fields"], queryset.db
    start, end = fields[0], fields[-1] + 1
    names = [column.target.attname for column, _sql, _alias in compiler.select[start:end]]
    relatives = get_related_populators(compiler.klass_info, compiler.select, using)  # type: ignore[call-arg]  # the stubs describe a later Django

    def make(rows: Iterable[Any]) -> list[Any]:
        made = []
        for row in converted(rows):
            instance = model.from_db(using, names, row[start:end])
            for relative in relatives:
                relative.populate(row, instance)
            made.append(instance)
        return made

    return make
