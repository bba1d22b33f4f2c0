"""Import the calendar of a year. Who may do so (Can.KEEP_CALENDAR) is asked where the capability is known, in `portal/office`."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.signature import Signatory
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.sealing import digest
from cqo.foundation.workdays import queries, rules
from cqo.foundation.workdays.models import Day, Year
from cqo.foundation.workdays.rules import MarkedDay, Problem


class CalendarRefused(NotPossible):
    """The days are not the calendar of the year; `problems` says everything that is wrong, for `wording.sentences`."""

    def __init__(self, year: int, problems: Sequence[Problem]) -> None:
        super().__init__("workdays.calendar_refused", year=year, count=len(problems))
        self.problems = tuple(problems)


def read_calendar(text: str, *, year: int) -> list[MarkedDay]:
    """The days of a calendar file (see `rules.read`). Raises CalendarRefused for lines that cannot be read."""
    days, problems = rules.read(text)
    if problems:
        raise CalendarRefused(year, problems)
    return days


@transaction.atomic
def import_year(*, year: int, days: Sequence[MarkedDay], source: str, by: Signatory, at: datetime) -> Year:
    """Take in the State Council's notice for a year, in place of an earlier import of the same year; deadlines already set do not move.

    source: the notice's document number (国办发明电〔2025〕7号).
    Raises CalendarRefused with everything that is wrong, NotPossible("workdays.source_missing"); then nothing is written.
    """
    if not source.strip():
        raise NotPossible("workdays.source_missing")
    problems = rules.problems_of(year, days)
    if problems:
        raise CalendarRefused(year, problems)
    replaced, _ = Day.objects.filter(Q(year=year) | Q(date__in=[each.day for each in days])).delete()
    imported, _ = Year.objects.update_or_create(year=year, defaults={"source": source.strip(), "imported_at": at})
    Day.objects.bulk_create([Day(date=each.day, kind=each.kind.value, name=each.name, year=imported) for each in days])
    audit.record(
        "workdays.year_imported",
        by=by,
        at=at,
        city="",
        kind="workdays",
        key=str(year),
        facts={"replaced_days": replaced, "source": digest(source.strip().encode())},
        members=[f"{each.day.isoformat()} {each.kind.value}" for each in days],
    )
    queries.forget()
    transaction.on_commit(queries.forget)
    return imported
