"""Rows written and looked up by the thousand, past the ORM's objects: those cost more than the database does. The models stay the one truth of columns.

SQLite takes a prepared statement many times over; PostgreSQL takes a COPY, and changes by way of a table that lives as long as its transaction.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.expressions import RawSQL

from cqo.foundation.sealing.fields import Sealed, SealedField

Values = Sequence[Any]
Adapt = Callable[[Any], Any]


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Insert rows given as the values of some columns (attribute names: "batch_id"); every other column gets its default.

    Inside the caller's transaction. Raises IntegrityError as the ORM does.
    """
    fields = _fields(model, columns)
    rest = [field for field in model._meta.local_concrete_fields if field.attname not in columns]
    defaults = [_adapted(field)(field.get_default()) for field in rest]
    adapted = (*_adapting(fields, rows, defaults),)
    if adapted:
        _insert(model._meta.db_table, [str(field.column) for field in (*fields, *rest)], adapted)


def update(model: type[models.Model], columns: Sequence[str], rows: Sequence[Values]) -> list[UUID]:
    """Change rows that are still of the version somebody saw, and raise their version; the keys of those that were not.

    rows: key, version seen, then the values of `columns`. Inside the caller's transaction.
    """
    fields = _fields(model, columns)
    keys = _fields(model, ("id", "version"))
    adapted = list(_adapting([*keys, *fields], rows, ()))
    if not adapted:
        return []
    write = _update_by_table if connection.vendor == "postgresql" else _update_by_row
    if write(model._meta.db_table, [str(field.column) for field in fields], adapted) == len(rows):
        return []
    now = _versions(model, [row[0] for row in rows])
    return [key for key, version, *_ in rows if now.get(key) != version + 1]


def among(values: Iterable[str]) -> RawSQL:
    """The right side of `…__in` for many codes as one parameter: five hundred cost more to hand over than to look up."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(string_to_array(%s, chr(10)))", ["\n".join(values)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(values))])


def _versions(model: type[models.Model], keys: Sequence[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for start in range(0, len(keys), 500):
        found.update(model._default_manager.filter(pk__in=keys[start : start + 500]).values_list("pk", "version"))
    return found


def _insert(table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)  # noqa: S608  (names of our own models)


def _update_by_row(table: str, columns: Sequence[str], rows: Sequence[Values]) -> int:
    settings = ", ".join(f"{connection.ops.quote_name(column)} = %s" for column in columns)
    sql = f'UPDATE "{table}" SET {settings}, version = version + 1 WHERE id = %s AND version = %s'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*row[2:], row[0], row[1]) for row in rows])
        return int(cursor.rowcount)


def _update_by_table(table: str, columns: Sequence[str], rows: Sequence[Values]) -> int:
    names = ", ".join(map(connection.ops.quote_name, ("id", "version", *columns)))
    settings = ", ".join(f"{name} = changed.{name}" for name in map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE changed ON COMMIT DROP AS SELECT {names} FROM "{table}" WHERE false')  # noqa: S608
        with cursor.copy(f"COPY changed ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            f'UPDATE "{table}" SET {settings}, version = "{table}".version + 1 FROM changed'  # noqa: S608
            f' WHERE "{table}".id = changed.id AND "{table}".version = changed.version'
        )
        moved = int(cursor.rowcount)
        cursor.execute("DROP TABLE changed")
        return moved


def _adapting(fields: Sequence[models.Field[Any, Any]], rows: Iterable[Values], constant: Values) -> Iterator[tuple[Any, ...]]:
    """The rows as the database takes them, with constant values behind."""
    special = [(place, adapt) for place, field in enumerate(fields) if (adapt := _adapted(field)) is not _as_it_is]
    for row in rows:
        values = [*row, *constant]
        for place, adapt in special:
            values[place] = adapt(values[place])
        yield tuple(values)


def _fields(model: type[models.Model], columns: Sequence[str]) -> list[models.Field[Any, Any]]:
    by_name = {field.attname: field for field in model._meta.local_concrete_fields}
    return [by_name[column] for column in columns]


def _adapted(field: models.Field[Any, Any]) -> Adapt:
    return _adapter(field.target_field if isinstance(field, models.ForeignKey) else field, connection.vendor)


@lru_cache(maxsize=256)
def _adapter(field: models.Field[Any, Any], vendor: str) -> Adapt:
    """How a column's values are written."""
    match field:
        case SealedField():
            return _content
        case models.JSONField():
            return _written
        case _ if vendor == "postgresql":
            return _as_it_is
        case models.UUIDField():
            return _hexadecimal
        case models.DateTimeField():
            return _moment
        case models.DateField():
            return _day
        case _:
            return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _content(value: Sealed | None) -> bytes | None:
    return None if value is None else value.content


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _hexadecimal(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _moment(value: datetime | None) -> str | None:
    return None if value is None else str(connection.ops.adapt_datetimefield_value(value))


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
