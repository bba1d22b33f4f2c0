"""What an address asks of a list: which rows, in which order, with which columns. The page, its print, and an export read it alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from cqo.foundation.access.actor import Actor
from cqo.foundation.lists import rules
from cqo.foundation.lists.filters import Filters
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.foundation.search import queries as search

PASSING = ("after", "before", "page", "print", "export")
"""Parameters that say where one is, not what one asked for."""


@dataclass(frozen=True)
class Selection:
    """Rows narrowed, order and columns chosen; nothing has been asked of the database yet."""

    spec: ListSpec
    actor: Actor
    asked: QueryDict
    within: QuerySet[Any]
    rows: QuerySet[Any]
    filters: Filters | None
    text: str
    sorting: rules.Sorting | None
    columns: list[Column]

    @property
    def order(self) -> tuple[str, ...]:
        """The order fields: the chosen column's; else the search's own, where one was made in the index; else the list's."""
        if self.sorting is None:
            return search.order_of(self.rows) or self.spec.order
        column = self.spec.column(self.sorting.column)
        fields = (column.sort if column else None) or ()
        return rules.turned(fields) if self.sorting.descending else tuple(fields)

    def counted(self, up_to: int) -> int:
        """How many rows there are, counted no further than one beyond `up_to`."""
        rows = self.rows if search.order_of(self.rows) else self.rows.order_by()
        return search.capped_count(rows, up_to)


def asked_of(address: QueryDict) -> QueryDict:
    """What an address asks for: without where one is in the list, and without fields left empty."""
    asked = QueryDict(mutable=True)
    for name, values in address.lists():
        if name not in PASSING and any(values):
            asked.setlist(name, [value for value in values if value])
    return asked


def select(spec: ListSpec, *, actor: Actor, address: QueryDict, queryset: QuerySet[Any], remembered: Iterable[str] = ()) -> Selection:
    """Read an address. What it asks for that the list does not have (a column, an order, a filter's value) is passed over.

    remembered: the keys of the columns the user saved for this list.
    """
    asked = asked_of(address)
    text = asked.get("q", "").replace("\x00", "").strip()
    rows = queryset
    filters = spec.filter_form(asked, actor=actor) if spec.filter_form else None
    if filters is not None and spec.apply_filters is not None:
        rows = spec.apply_filters(rows, filters.valid())
    known = {column.key for column in spec.columns}
    keys = rules.chosen(wanted=asked.getlist("columns"), remembered=remembered, default=spec.default_columns, known=known)
    sorting = rules.sorting(asked.get("sort", ""), {column.key for column in spec.columns if column.sort})
    if text and sorting is None:
        rows = spec.search(rows, text, actor)
    elif text:
        rows = spec.search(rows.order_by("pk"), text, actor)  # the search keeps out of the order
    return Selection(
        spec=spec,
        actor=actor,
        asked=asked,
        within=queryset,
        rows=rows,
        filters=filters,
        text=text,
        sorting=sorting,
        columns=[column for column in map(spec.column, keys) if column is not None],
    )
