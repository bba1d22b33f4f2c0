"""When a candidate may start, until when they may answer, and where their attempt stands: facts and a moment in, a verdict out.

The rule of the end, as it is told to the candidate before the start: an attempt ends when its minutes are over or when the sitting closes,
whichever comes first, and whatever an official added comes on top of either. Only the server's moments count.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SETTLING = timedelta(seconds=3)  # what was received before the end may still be on its way into the database this long after it


class Standing(StrEnum):
    """Where an attempt stands at a moment."""

    TOO_EARLY = "too_early"
    MAY_START = "may_start"
    MISSED = "missed"
    RUNNING = "running"
    OVER = "over"
    HANDED_IN = "handed_in"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a sitting and of one candidate's attempt."""

    opens_at: datetime
    last_start_at: datetime
    closes_at: datetime
    minutes: int
    extra_minutes: int = 0
    started_at: datetime | None = None
    ends_at: datetime | None = None
    handed_in_at: datetime | None = None
    is_called_off: bool = False


def status(facts: Facts, at: datetime) -> Standing:
    """Where the attempt stands. An answer received at the very moment of the end comes too late; a start at the last moment is in time."""
    if facts.is_called_off:
        return Standing.CALLED_OFF
    if facts.handed_in_at is not None:
        return Standing.HANDED_IN
    if facts.started_at is not None and facts.ends_at is not None:
        return Standing.RUNNING if at < facts.ends_at else Standing.OVER
    if at < facts.opens_at:
        return Standing.TOO_EARLY
    return Standing.MAY_START if at <= facts.last_start_at else Standing.MISSED


def deadline(*, started_at: datetime, minutes: int, extra_minutes: int, closes_at: datetime) -> datetime:
    """The moment from which nothing is taken: the earlier of start + minutes and the close, each with the minutes added."""
    extra = timedelta(minutes=extra_minutes)
    return min(started_at + timedelta(minutes=minutes) + extra, closes_at + extra)


def minutes_if_started(facts: Facts, at: datetime) -> int:
    """How many whole minutes a candidate would have who started at a moment; the close may leave less than the paper's minutes."""
    end = deadline(started_at=at, minutes=facts.minutes, extra_minutes=facts.extra_minutes, closes_at=facts.closes_at)
    return max(0, int((end - at).total_seconds() // 60))


def left(ends_at: datetime, at: datetime) -> float:
    """Seconds until the end, never less than none."""
    return max(0.0, (ends_at - at).total_seconds())


def not_before(at: datetime, *recorded: datetime | None) -> datetime:
    """A moment that never lies before what is recorded already: a clock set back makes nothing happen before what has happened."""
    return max([at, *(moment for moment in recorded if moment is not None)])
