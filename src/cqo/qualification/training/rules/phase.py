"""Where a class stands between what somebody did with it and what the clock says. No database, no clock, no Django."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cqo.qualification.training.states import ClassState


class Phase(StrEnum):
    """What a reader wants to know of a class: 草稿, 即将报名, 报名中, 报名截止待录取, 待开班, 进行中, 待结班, 已结班, 已取消."""

    DRAFT = "draft"
    COMING = "coming"
    OPEN = "open"
    SHUT = "shut"
    ADMITTED = "admitted"
    RUNNING = "running"
    TAUGHT = "taught"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Facts:
    """What decides: the state, the sign-up window (its end no longer belongs to it), the first and the last day of teaching."""

    state: ClassState
    sign_up_from: datetime
    sign_up_until: datetime
    starts_date: date
    ends_date: date


def phase(facts: Facts, *, at: datetime, today: date) -> Phase:
    """The phase at a moment; `today` is its day in Shanghai."""
    match facts.state:
        case ClassState.ANNOUNCED:
            if at < facts.sign_up_from:
                return Phase.COMING
            return Phase.OPEN if at < facts.sign_up_until else Phase.SHUT
        case ClassState.ADMITTED:
            if today < facts.starts_date:
                return Phase.ADMITTED
            return Phase.RUNNING if today <= facts.ends_date else Phase.TAUGHT
        case _:
            return Phase(facts.state.value)


def shut(facts: Facts, *, at: datetime) -> str:
    """Why nobody can sign up at a moment, as a code; "" where they can."""
    if facts.state != ClassState.ANNOUNCED:
        return "enrolment.class_not_open"
    if at < facts.sign_up_from:
        return "enrolment.window_not_open"
    return "" if at < facts.sign_up_until else "enrolment.window_closed"
