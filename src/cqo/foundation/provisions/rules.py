"""How rule sets follow one another and which one holds: values in, verdicts out. No database, no clock, no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

NATION = "000000"


@dataclass(frozen=True)
class Span:
    """The days on which an edition holds, both included; no last day: until a successor takes over."""

    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the edition holds on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def chain(division_code: str) -> list[str]:
    """A division and the ones above it, nearest first (GB/T 2260: two digits for the province, two for the city, two for the county).

    >>> chain("610722")
    ['610722', '610700', '610000']
    """
    ancestors = [division_code, division_code[:4] + "00", division_code[:2] + "0000"]
    return list(dict.fromkeys(ancestors))


def refused_start(valid_from: date, *, today: date, reason: str, earlier: Iterable[Span]) -> str | None:
    """Why an edition cannot begin on a day: it would reach into the past without a reason, or into another edition's days. None: it can."""
    if any(valid_from <= span.valid_from for span in earlier):
        return "provisions.overlaps"
    if valid_from < today and not reason:
        return "provisions.starts_in_past"
    return None


def last_day(span: Span, *, successor: date) -> date:
    """The last day of an edition once a successor begins: the day before, or the day on which it ends anyhow."""
    eve = successor - timedelta(days=1)
    return eve if span.valid_to is None else min(span.valid_to, eve)
