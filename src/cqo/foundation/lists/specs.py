"""What an app says about a list of its own, once, and the table where exports in the background find it again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.documents.spreadsheets import Cell
from cqo.foundation.lists.filters import Filters

Row = Any
Words = str | Promise


@dataclass(frozen=True)
class Column:
    """A column: its key in the address, its label, and what stands in it.

    value: what the page shows; for personal data the stored mask. export: what a spreadsheet gets where that differs (a date, a number);
    of a personal column it is what only `Can.REVEAL_PERSONAL` may export, everybody else exports `value`.
    sort: the order fields for ascending order, "-" before one that runs the other way; None where nobody can sort by it.
    default: shown until somebody chooses columns. url: where the cell leads. css: class names of the cell ("num", "end").
    """

    key: str
    label: Words
    value: Callable[[Row], Any]
    export: Callable[[Row], Cell] | None = None
    sort: tuple[str, ...] | None = None
    default: bool = True
    personal: bool = False
    url: Callable[[Row], str] | None = None
    css: str = ""
    width: float | None = None


@dataclass(frozen=True)
class ListSpec:
    """A list: its key (as "enterprises"), title, columns, search, filters and order.

    search: (rows, typed text, actor) → rows. order: the fields of the order nobody chose; the primary key is added.
    filter_form and apply_filters go together; `apply_filters` gets the valid fields only, so it reads them with `.get`.
    rows: (actor, scope) → the rows within the actor's reach, for exports in the background; scope is what the view gave to `respond`.
    export_powers: who holds one of them may export; none means that nobody can. signatures: the lines to sign at the foot of a print.
    """

    key: str
    title: Words
    columns: Sequence[Column]
    search: Callable[[QuerySet[Any], str, Actor], QuerySet[Any]]
    order: tuple[str, ...] = ()
    rows: Callable[[Actor, str], QuerySet[Any]] | None = None
    filter_form: type[Filters] | None = None
    apply_filters: Callable[[QuerySet[Any], Mapping[str, Any]], QuerySet[Any]] | None = None
    row_url: Callable[[Row], str] | None = None
    per_page: int = 20
    export_powers: tuple[Can, ...] = (Can.EXPORT_REGISTRY,)
    signatures: tuple[Words, ...] = ()
    says: Words = ""
    search_hint: Words = ""
    empty_title: Words = ""
    empty_hint: Words = ""
    _by_key: dict[str, Column] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_key.update({column.key: column for column in self.columns})

    def column(self, key: str) -> Column | None:
        """The column of that key."""
        return self._by_key.get(key)

    @property
    def powers_to_export(self) -> tuple[Can | None, ...]:
        """What the gate asks for before an export; where nobody can export, what nobody has."""
        return self.export_powers or (None,)

    @property
    def default_columns(self) -> list[str]:
        """The keys shown until somebody chooses."""
        return [column.key for column in self.columns if column.default]


_registered: dict[str, ListSpec] = {}


def register(spec: ListSpec) -> ListSpec:
    """Make a list known by its key, from the `ready` of its app; returns it."""
    _registered[spec.key] = spec
    return spec


def find(key: str) -> ListSpec | None:
    """The list of a key."""
    return _registered.get(key)
