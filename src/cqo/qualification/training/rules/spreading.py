"""The syllabus spread over the half days of a class: values in, sessions out. No database, no clock, no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

BEGINNINGS = (time(8, 30), time(14, 0))
USUAL, MOST = 40, 50  # tenths of an hour of teaching in a half day
LESSON, BREAK = timedelta(minutes=45), timedelta(minutes=10)
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Taught:
    """A unit to be taught: its title, its hours in tenths."""

    title: str
    hours_tenths: int


@dataclass(frozen=True)
class Half:
    """A session of half a day, in the clock of the place: begin, end, what is taught, its hours in tenths."""

    starts: datetime
    ends: datetime
    title: str
    hours_tenths: int


def spread(units: Sequence[Taught], *, starts: date, ends: date) -> list[Half] | None:
    """Fill half day after half day with the units in their order, four hours each, five where four do not suffice; None where the days do not.

    An hour of teaching (学时) is 45 minutes, with ten minutes between two.
    """
    days = [starts + timedelta(days=number) for number in range((ends - starts).days + 1)]
    slots = [datetime.combine(day, beginning) for day in days for beginning in BEGINNINGS]
    total = sum(unit.hours_tenths for unit in units)
    most = USUAL if total <= USUAL * len(slots) else MOST
    if total > most * len(slots):
        return None
    halves: list[Half] = []
    titles: list[str] = []
    filled = 0
    for unit in units:
        left = unit.hours_tenths
        while left:
            part = min(left, most - filled)
            titles.append(unit.title)
            filled, left = filled + part, left - part
            if filled == most:
                halves.append(_half(slots[len(halves)], titles, filled))
                titles, filled = [], 0
    if filled:
        halves.append(_half(slots[len(halves)], titles, filled))
    return halves


def _half(starts: datetime, titles: Sequence[str], hours_tenths: int) -> Half:
    breaks = max(-(-hours_tenths // 10) - 1, 0)
    ends = starts + LESSON * hours_tenths / 10 + BREAK * breaks
    title = "、".join(dict.fromkeys(titles))
    return Half(
        starts,
        ends.replace(second=0, microsecond=0),
        title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…",
        hours_tenths,
    )
