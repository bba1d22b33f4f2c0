"""What waits for somebody, one module a subject: each has `waiting(actor, at)`, groups of tasks for a fixed number of queries."""

from datetime import datetime

from cqo.foundation.access.actor import Actor
from cqo.portal.desk.tasks import Group
from cqo.portal.desk.waiting import (
    accounts,
    applicant,
    attendance,
    calendar,
    certificates,
    changes,
    claims,
    designated,
    exams,
    files,
    firm,
    issuing,
    person,
    record,
    requests,
    rosters,
    security,
    training,
)

SOURCES = (
    claims,
    requests,
    changes,
    training,
    issuing,
    attendance,
    exams,
    certificates,
    rosters,
    files,
    designated,
    firm,
    person,
    applicant,
    accounts,
    calendar,
    security,
    record,
)


def groups(actor: Actor, *, at: datetime) -> list[Group]:
    """Everything that waits for an actor, by subject; a subject that asks for a power the actor lacks costs nothing."""
    return [group for source in SOURCES for group in source.waiting(actor, at)]
