"""Counting in working days, and reading and checking a year's calendar. No Django, no database, no clock."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from cqo.foundation.workdays.states import Kind

# The seven festivals every notice since 2008 names (全国年节及纪念日放假办法), with the words by which notices call them.
FESTIVALS = {
    "元旦": ("元旦",), "春节": ("春节",), "清明节": ("清明",), "劳动节": ("劳动节", "五一"), "端午节": ("端午",), "中秋节": ("中秋",),
    "国庆节": ("国庆", "十一"),
}  # fmt: skip
FESTIVALS_BEFORE_2008 = ("元旦", "春节", "劳动节", "国庆节")
# New Year takes days from December; no notice since 2007 has reached back further than the 29th, so from that day on the next one counts.
REACHES_BACK_TO = (12, 29)

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_HEADERS = {"date": "date", "日期": "date", "kind": "kind", "类型": "kind", "name": "name", "名称": "name"}
_KINDS = {"off": Kind.OFF, "放假": Kind.OFF, "休": Kind.OFF, "work": Kind.WORK, "上班": Kind.WORK, "班": Kind.WORK}


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """A day that a notice names."""

    day: date
    kind: Kind
    name: str


@dataclass(frozen=True)
class Problem:
    """Why a calendar cannot be taken: a code of `wording.PROBLEMS` and the facts its sentence needs."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def is_workday(day: date, marked: Mapping[date, Kind]) -> bool:
    """Whether a day is worked: as its notice says, else Monday to Friday."""
    kind = marked.get(day)
    return day.weekday() < 5 if kind is None else kind == Kind.WORK


def years_needed(day: date) -> tuple[int, ...]:
    """The years whose notices settle a day: its own, and in the last days of December the next one too."""
    return (day.year, day.year + 1) if (day.month, day.day) >= REACHES_BACK_TO else (day.year,)


def add_workdays(start: date, days: int, is_workday: Callable[[date], bool]) -> date:
    """The day on which a period of working days ends; day one is the first working day after the start. No days: the start itself.

    Raises ValueError for a negative period, and whatever `is_workday` raises.
    """
    if days < 0:
        raise ValueError("a period of working days is counted forwards")
    day = start
    while days:
        day += timedelta(days=1)
        if is_workday(day):
            days -= 1
    return day


def workdays_between(start: date, end: date, is_workday: Callable[[date], bool]) -> int:
    """How many working days lie after the start, the end included; 0 if the end is not after the start."""
    return sum(is_workday(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))


def read(text: str) -> tuple[list[MarkedDay], list[Problem]]:
    """The days of a CSV with the columns date, kind and name (日期、类型、名称), and what could not be read, by line.

    Days may be written 2027-01-01 or 2027/1/1, kinds off and work or 放假 and 上班.
    """
    rows = list(csv.reader(text.removeprefix("\ufeff").splitlines()))
    columns = [_HEADERS.get(cell.strip().lower(), "") for cell in rows[0]] if rows else []
    if not {"date", "kind", "name"} <= set(columns):
        return [], [Problem("calendar.no_header")]
    days, problems = [], []
    for line, row in enumerate(rows[1:], start=2):
        cells = {column: cell.strip() for column, cell in zip(columns, row, strict=False)}
        if not any(cells.values()):
            continue
        day, kind = _day(cells.get("date", "")), _KINDS.get(cells.get("kind", "").lower())
        if day is None:
            problems.append(Problem("calendar.date_unreadable", {"line": line}))
        elif kind is None:
            problems.append(Problem("calendar.kind_unknown", {"line": line}))
        else:
            days.append(MarkedDay(day, kind, cells.get("name", "")))
    return days, problems


def problems_of(year: int, days: Collection[MarkedDay]) -> list[Problem]:
    """What keeps some days from being the calendar of a year; empty if nothing does.

    Every day is in the year or in the December before it, none stands twice, and every festival has a day off.
    """
    problems = [
        Problem("calendar.other_year", {"day": each.day.isoformat(), "year": year})
        for each in sorted(days, key=lambda each: each.day)
        if each.day.year != year and (each.day.year, each.day.month) != (year - 1, 12)
    ]
    counted = Counter(each.day for each in days)
    problems += [Problem("calendar.day_twice", {"day": day.isoformat()}) for day, times in sorted(counted.items()) if times > 1]
    named_off = [each.name for each in days if each.kind == Kind.OFF]
    problems += [
        Problem("calendar.festival_missing", {"festival": festival}) for festival in _festivals(year) if not _is_named(festival, named_off)
    ]
    return problems


def _festivals(year: int) -> Iterable[str]:
    return FESTIVALS if year >= 2008 else FESTIVALS_BEFORE_2008


def _is_named(festival: str, names: Iterable[str]) -> bool:
    return any(word in name for name in names for word in FESTIVALS[festival])


def _day(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
