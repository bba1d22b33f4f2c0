"""What a stage above hands in so that its rosters can be staged: how a row is judged, written hidden, changed, and taken back."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import Promise

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.states import ACCEPTED, Verdict
from cqo.foundation.sheets.columns import Column
from cqo.foundation.sheets.tables import Row

Text = str | Promise


@dataclass(frozen=True)
class Words:
    """What people read of a kind of roster.

    labels: column key → its name, and so for what a change may name besides. shown: the cells that tell one row from another.
    masked: column key → how its personal data is shown. example: a row of the template. shown_to, rule: for the page before publication.
    """

    title: Text
    says: Text
    labels: Mapping[str, Text]
    shown: Sequence[str]
    masked: Mapping[str, Callable[[str], str]]
    example: Mapping[str, str]
    shown_to: Sequence[Text]
    rule: Text

    def label(self, column: str) -> str:
        """The name of a column."""
        return str(self.labels.get(column, column))

    def shown_cell(self, column: str, text: str) -> str:
        """A cell as a page may show it."""
        return self.masked[column](text) if text and column in self.masked else text


@dataclass(frozen=True)
class Option:
    """Something a recipe asks for besides the file: a text, or one of some choices (value and label)."""

    key: str
    label: Text
    hint: Text = ""
    required: bool = False
    choices: Sequence[tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a recipe says of one row.

    refused, warned: what is wrong in the row and keeps it out, and what is doubtful and does not. remarks: what the registry adds to it (the firm has no file yet).
    row_key: what makes the row unique in its file ("" for none).
    target, target_version: the existing file it is about. changes: label of a column → (before, after) in masked form, for the preview.
    before: the old column values of `target`, for undoing a change. facts: what staging a new row needs of it in one line of text, so that it
    need not be judged twice; kept sealed.
    """

    verdict: Verdict
    refused: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    row_key: str = ""
    target: UUID | None = None
    target_version: int | None = None
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    before: Mapping[str, Any] | None = None
    facts: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the row will be in the registry after publication."""
        return self.verdict in ACCEPTED


@dataclass(frozen=True, slots=True)
class StagedRow:
    """An accepted row on its way in: its key, its place and content, and the file it is about."""

    id: UUID
    sheet: str
    number: int
    content: str
    target: UUID | None
    target_version: int | None

    @property
    def row(self) -> Row:
        """The row as it was read or mended."""
        return Row(self.sheet, self.number, json.loads(self.content.partition("\n")[0]), [])

    @property
    def facts(self) -> str:
        """What its finding said of it; "" where that said nothing."""
        return self.content.partition("\n")[2]


class Checker(Protocol):
    """Judges the rows of one file, in their order; it remembers what it has seen."""

    def judge(self, rows: Sequence[Row]) -> list[Finding]:
        """One finding for each row. Reads the registry in one query for the whole chunk."""

    def take(self, keys: Iterable[str]) -> None:
        """Take note of the keys of rows accepted before an interruption."""


class Recipe(Protocol):
    """One kind of roster."""

    @property
    def kind(self) -> str:
        """Its key."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns it asks for."""

    @property
    def power(self) -> Can:
        """Who may bring one."""

    @property
    def words(self) -> Words:
        """What it is called, and which columns stand in a line."""

    def options(self, by: Actor) -> Sequence[Option]:
        """What an uploader is asked for besides the file."""

    def checker(self, *, city: str, county: str, zone: UUID | None, options: Mapping[str, Any]) -> Checker:
        """A fresh judge for a file of a city, uploaded by somebody who reaches the county or zone ("" and None: the whole city)."""

    def stage(self, batch: Batch, rows: Sequence[StagedRow], *, at: datetime) -> Set[UUID]:
        """Write new rows, hidden; the keys of the rows that were written. The others' files were registered by somebody else meanwhile."""

    def plan_changes(self, batch: Batch, rows: Iterable[StagedRow], *, at: datetime) -> Any:
        """Work out the changes of existing files, before the transaction that publishes."""

    def apply_changes(self, plan: Any, *, at: datetime) -> list[UUID]:
        """Write what was planned, in few statements, in the transaction that publishes; rows whose file has changed meanwhile are returned."""

    def finish(self, targets: Sequence[UUID], *, at: datetime) -> None:
        """What follows for some changed files when the batch has become visible (the index); repeatable."""

    def hindrance(self, batch: Batch) -> str | None:
        """The code of a reason why the batch cannot be undone as a whole, or nothing."""

    def revert(self, batch: Batch, rows: Iterable[tuple[UUID, Mapping[str, Any]]], *, at: datetime) -> None:
        """Put changed files back as `before` says."""

    def unstage(self, batch: Batch, *, limit: int) -> int:
        """Delete at most `limit` hidden rows of a batch; how many went (0: nothing is left)."""


_recipes: dict[str, Recipe] = {}


def register(recipe: Recipe) -> None:
    """Hand in a recipe, once at start-up."""
    _recipes[recipe.kind] = recipe


def of(kind: str) -> Recipe:
    """The recipe of a kind. Raises KeyError for one nobody handed in."""
    return _recipes[kind]


def everything() -> list[Recipe]:
    """All recipes, in the order they were handed in."""
    return list(_recipes.values())
