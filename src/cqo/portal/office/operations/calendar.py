"""Import a year of the official calendar: the gate for `foundation/workdays`, which stands below `access`."""

from collections.abc import Sequence
from datetime import datetime

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.workdays import operations as workdays
from cqo.foundation.workdays import rules
from cqo.foundation.workdays.models import Year
from cqo.foundation.workdays.operations import CalendarRefused
from cqo.foundation.workdays.rules import MarkedDay


def checked_days(text: str, *, year: int) -> list[MarkedDay]:
    """The days of a calendar file, in order. Raises CalendarRefused with everything that cannot be read or is wrong."""
    days = workdays.read_calendar(text, year=year)
    problems = rules.problems_of(year, days)
    if problems:
        raise CalendarRefused(year, problems)
    return sorted(days, key=lambda each: each.day)


def import_year(*, year: int, days: Sequence[MarkedDay], source: str, by: Actor, at: datetime) -> Year:
    """Take in the notice for a year. Raises gate.PowerMissing, and what `workdays.operations.import_year` raises."""
    gate.require(by, Can.KEEP_CALENDAR)
    return workdays.import_year(year=year, days=days, source=source, by=by, at=at)
