"""The calendar in memory, and the years it knows."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from cqo.foundation.refusal import NotPossible
from cqo.foundation.workdays import rules
from cqo.foundation.workdays.models import Day, Year
from cqo.foundation.workdays.states import Kind

# How long a process may go on with its calendar before it looks whether another one has imported a year.
LOOK_EVERY_SECONDS = 3.0


class YearMissing(NotPossible):
    """A day was asked for whose year's notice is not imported. Nothing is guessed; the administrator has to import it."""

    def __init__(self, year: int) -> None:
        super().__init__("workdays.year_missing", year=year)
        self.year = year


@dataclass(frozen=True)
class Calendar:
    """The official calendar as it was at one moment. Every answer raises YearMissing for a day whose notice is not imported."""

    marked: Mapping[date, Kind]
    years: frozenset[int]

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked."""
        for year in rules.years_needed(day):
            if year not in self.years:
                raise YearMissing(year)
        return rules.is_workday(day, self.marked)

    def add(self, start: date, *, days: int) -> date:
        """The day on which a period of working days ends; day one is the first working day after the start."""
        return rules.add_workdays(start, days, self.is_workday)

    def between(self, start: date, end: date) -> int:
        """How many working days lie after the start, the end included."""
        return rules.workdays_between(start, end, self.is_workday)


@dataclass(frozen=True)
class _Held:
    calendar: Calendar
    version: tuple[tuple[int, datetime], ...]
    look_again: float


_held: _Held | None = None


def calendar() -> Calendar:
    """The calendar, read once per process and again after an import. Its answers cost no query."""
    global _held
    held, now = _held, time.monotonic()
    if held is not None and now < held.look_again:
        return held.calendar
    version = tuple(Year.objects.order_by("year").values_list("year", "imported_at"))
    fresh = held.calendar if held is not None and held.version == version else _read(version)
    _held = _Held(fresh, version, now + LOOK_EVERY_SECONDS)
    return fresh


def forget() -> None:
    """Let the process read the calendar anew on the next question; `operations` calls it after an import."""
    global _held
    _held = None


def years() -> QuerySet[Year]:
    """The years whose notices are imported, latest first."""
    return Year.objects.order_by("-year")


def days_of(year: int) -> QuerySet[Day]:
    """The days a year's notice names, in order."""
    return Day.objects.filter(year=year).order_by("date")


def _read(version: tuple[tuple[int, datetime], ...]) -> Calendar:
    marked = {day: Kind(kind) for day, kind in Day.objects.values_list("date", "kind")}
    return Calendar(marked=marked, years=frozenset(year for year, _ in version))
