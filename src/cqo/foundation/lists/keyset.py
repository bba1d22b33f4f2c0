"""Pages and chunks of a queryset that cost the same at its end as at its beginning.

They begin where the last row stood; rows are never counted off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy

from cqo.foundation.search import queries as search


@dataclass(frozen=True)
class Key:
    """One field of an order. Rows without a value come last both ways, on every database."""

    path: str
    descending: bool
    nullable: bool

    def ordering(self, *, backwards: bool) -> OrderBy:
        """The term of ORDER BY; backwards, rows without a value come first."""
        descending = self.descending != backwards
        column = F(self.path)
        empty = ({"nulls_first": True} if backwards else {"nulls_last": True}) if self.nullable else {}
        return column.desc(**empty) if descending else column.asc(**empty)

    def same(self, value: Any) -> Q:
        """Rows that have this value."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def beyond(self, value: Any, *, backwards: bool) -> Q | None:
        """Rows that come after this value, or before it backwards; None where there can be none."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if backwards else None
        further = Q(**{f"{self.path}__{'lt' if self.descending != backwards else 'gt'}": value})
        return further | Q(**{f"{self.path}__isnull": True}) if self.nullable and not backwards else further

    def not_short_of(self, value: Any, *, backwards: bool) -> Q:
        """What `beyond` or `same` implies, in one comparison that an index can start from."""
        if self.nullable:
            return Q()
        return Q(**{f"{self.path}__{'lte' if self.descending != backwards else 'gte'}": value})


@dataclass(frozen=True)
class Page:
    """Some rows, and whether there are more on either side."""

    rows: list[Any]
    has_previous: bool
    has_next: bool


def keys(queryset: QuerySet[Any], fields: Sequence[str]) -> list[Key]:
    """The order of a queryset made complete: the primary key at the end, so that no two rows stand at the same place.

    The search order is complete as it is; more fields would keep the database from walking the index in it.
    """
    found = [Key(field.removeprefix("-"), field.startswith("-"), _nullable(queryset, field.removeprefix("-"))) for field in fields]
    names = {"pk", queryset.model._meta.pk.name, search.RANK}  # type: ignore[union-attr]
    return found if any(key.path in names for key in found) else [*found, Key("pk", descending=False, nullable=False)]


def page(
    queryset: QuerySet[Any], fields: Sequence[str], *, size: int, after: str = "", before: str = "", among: QuerySet[Any] | None = None
) -> Page:
    """The page after or before the row of a primary key (as text); the first page where there is none, or no such row any more.

    among: where that row is looked for, when it may have left the queryset meanwhile (it was dealt with, and the filter hides it now).
    Costs one query, and one more to find the row's place.
    """
    order = keys(queryset, fields)
    place = _place(queryset, queryset if among is None else among, order, before or after)
    if place is None:
        rows = _taken(queryset, order, size + 1)
        return Page(rows[:size], has_previous=False, has_next=len(rows) > size)
    if not before:
        rows = _taken(_from(queryset, order, place), order, size + 1)
        return Page(rows[:size], has_previous=True, has_next=len(rows) > size)
    rows = _taken(_from(queryset, order, place, backwards=True), order, size + 1, backwards=True)
    if len(rows) < size:
        return page(queryset, fields, size=size)
    return Page(rows[:size][::-1], has_previous=len(rows) > size, has_next=True)


def chunks(queryset: QuerySet[Any], fields: Sequence[str], *, size: int) -> Iterator[list[Any]]:
    """Every row, some at a time, without holding a cursor or a transaction open (connections may be pooled by transaction)."""
    order = keys(queryset, fields)
    rows = _taken(queryset, order, size)
    while rows:
        yield rows
        if len(rows) < size:
            return
        rows = _taken(_from(queryset, order, [_value(rows[-1], key.path) for key in order]), order, size)


def _taken(queryset: QuerySet[Any], order: Sequence[Key], size: int, *, backwards: bool = False) -> list[Any]:
    return list(queryset.order_by(*(key.ordering(backwards=backwards) for key in order))[:size])


def _place(queryset: QuerySet[Any], among: QuerySet[Any], order: Sequence[Key], primary_key: str) -> Sequence[Any] | None:
    """The values by which a row is placed, read where it stands now, so that no address has to carry them."""
    if not primary_key:
        return None
    try:
        value = queryset.model._meta.pk.to_python(primary_key.replace("\x00", ""))  # type: ignore[union-attr]
    except ValidationError:
        return None
    if order[-1].path == search.RANK:
        found = search.place(queryset, value)
        return [found[key.path] for key in order] if found else None
    return among.order_by().filter(pk=value).values_list(*(key.path for key in order)).first()


def _from(queryset: QuerySet[Any], order: Sequence[Key], place: Sequence[Any], *, backwards: bool = False) -> QuerySet[Any]:
    """The rows beyond a place: beyond it in the first field, or the same there and beyond it in the second, and so on."""
    beyond = Q(pk__in=[])
    same = Q()
    for key, value in zip(order, place, strict=True):
        further = key.beyond(value, backwards=backwards)
        if further is not None:
            beyond |= same & further
        same &= key.same(value)
    return queryset.filter(order[0].not_short_of(place[0], backwards=backwards), beyond)


def _nullable(queryset: QuerySet[Any], path: str) -> bool:
    """Whether a path may lead to nothing: a column or a relation on the way that may be empty, or something computed."""
    if path == "pk" or path in search.ORDER_FIELDS:
        return False
    model: type[Model] | None = queryset.model
    for name in path.split(LOOKUP_SEP):
        if model is None:
            return True
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        if getattr(field, "null", True):
            return True
        model = field.related_model if isinstance(field.related_model, type) else None
    return False


def _value(row: Any, path: str) -> Any:
    for name in path.split(LOOKUP_SEP) if not hasattr(row, path) else [path]:
        row = getattr(row, name, None)
    return row
