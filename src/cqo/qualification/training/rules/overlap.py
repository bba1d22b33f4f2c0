"""Whether two classes ask for the same person at the same hour. No database, no clock, no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Times:
    """When a class teaches: its first and last day, and its sessions (begin, end) where they are planned already."""

    starts_date: date
    ends_date: date
    sessions: Sequence[tuple[datetime, datetime]] = ()


def clash(left: Times, right: Times) -> bool:
    """Whether nobody can attend both: two sessions overlap where both have sessions, else their days do. One that begins as another ends does not."""
    if left.sessions and right.sessions:
        return any(
            starts < ends_there and starts_there < ends for starts, ends in left.sessions for starts_there, ends_there in right.sessions
        )
    return left.starts_date <= right.ends_date and right.starts_date <= left.ends_date
