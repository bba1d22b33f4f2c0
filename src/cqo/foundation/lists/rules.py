"""Decisions of the list page: values in, verdicts out. No database, no clock, no Django."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

COUNTED_UP_TO = 1_000
PRINTED_UP_TO = 1_000
USUAL_WIDTH, UPRIGHT_WIDTH = 12, 100  # in characters: of a column that says none, of a sheet held upright
EXPORTED_AT_ONCE = 5_000
MOST_SAVED_VIEWS = 20
SILENT_AFTER = timedelta(minutes=2)
EXPORT_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Sorting:
    """By which column, and whether downwards."""

    column: str
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.column}" if self.descending else self.column


def sorting(typed: str, sortable: Container[str]) -> Sorting | None:
    """The sorting an address asks for; None where it asks for none or for a column nobody can sort by."""
    column = typed.removeprefix("-")
    return Sorting(column, typed.startswith("-")) if column in sortable else None


def turned(fields: Iterable[str]) -> tuple[str, ...]:
    """The same order fields the other way round.

    >>> turned(("name", "-year"))
    ('-name', 'year')
    """
    return tuple(field[1:] if field.startswith("-") else f"-{field}" for field in fields)


def chosen(*, wanted: Iterable[str], remembered: Iterable[str], default: Sequence[str], known: Container[str]) -> list[str]:
    """The columns to show, in order: those in the address, else those the person saved, else the list's own; unknown ones fall away."""
    for choice in (wanted, remembered):
        kept = list(dict.fromkeys(key for key in choice if key in known))
        if kept:
            return kept
    return list(default)


class ExportStage(StrEnum):
    """Where an export stands."""

    WAITING = "waiting"
    RUNNING = "running"
    SILENT = "silent"
    READY = "ready"
    FAILED = "failed"
    EXPIRED = "expired"


def export_stage(
    *, asked_at: datetime, beat_at: datetime | None, finished_at: datetime | None, failure: str, has_file: bool, at: datetime
) -> ExportStage:
    """Where an export stands; one that has been silent for two minutes was interrupted (the worker was stopped) and can begin again."""
    if failure:
        return ExportStage.FAILED
    if finished_at is not None:
        return ExportStage.READY if has_file else ExportStage.EXPIRED
    if at - (beat_at or asked_at) > SILENT_AFTER:
        return ExportStage.SILENT
    return ExportStage.RUNNING if beat_at is not None else ExportStage.WAITING
