"""Other dates for an announced class (改期): with a reason, everybody admitted told, those who would be in two places named first."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import operations as audit
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.models import Rescheduling, Session, TrainingClass
from cqo.qualification.training.operations import telling
from cqo.qualification.training.operations.classes import require_hold
from cqo.qualification.training.queries import overlaps
from cqo.qualification.training.queries.overlaps import Clash
from cqo.qualification.training.states import ClassState


@transaction.atomic
def reschedule(
    *, training_class: TrainingClass, version: int, starts_date: date, ends_date: date, reason: str, by: Actor, at: datetime
) -> list[Clash]:
    """Move a class and its planned sessions to other days; everybody admitted is told. Returns who is now in another class at the same hour.

    Raises NotPossible: "class.not_yours", "lifecycle.not_from_here", "class.ends_before_start", "class.same_dates", "class.reason_missing",
    "class.taught_already" (an attendance list is confirmed), "class.sessions_outside", "lifecycle.changed_meanwhile".
    """
    require_hold(training_class, by)
    if training_class.state not in (ClassState.ANNOUNCED, ClassState.ADMITTED):
        raise NotPossible("lifecycle.not_from_here")
    if not reason:
        raise NotPossible("class.reason_missing")
    before = (training_class.starts_date, training_class.ends_date)
    if (starts_date, ends_date) == before:
        raise NotPossible("class.same_dates")
    if ends_date < starts_date:
        raise NotPossible("class.ends_before_start")
    found = overlaps.clashing(training_class, starts_date=starts_date, ends_date=ends_date)
    _move_sessions(training_class, starts_date - training_class.starts_date, ends_date)
    kept = TrainingClass.objects.filter(pk=training_class.pk, version=version, state=training_class.state)
    if not kept.update(starts_date=starts_date, ends_date=ends_date, version=F("version") + 1):
        raise NotPossible("lifecycle.changed_meanwhile")
    training_class.refresh_from_db()
    Rescheduling.objects.create(
        training_class=training_class,
        from_starts_date=before[0],
        from_ends_date=before[1],
        starts_date=starts_date,
        ends_date=ends_date,
        reason=reason,
        recorded_at=at,
    )
    facts = {"from_starts": before[0], "from_ends": before[1], "starts": starts_date, "ends": ends_date, "clashes": len(found)}
    audit.record("class.rescheduled", by=by, at=at, city=training_class.city_code, kind="class", key=training_class.pk, facts=facts)
    telling.everybody_admitted(training_class, "class.rescheduled", by=by, at=at)
    return found


def _move_sessions(training_class: TrainingClass, shift: timedelta, ends_date: date) -> None:
    """Planned sessions move with their class, all of them within its days; one whose list is confirmed was taught and stays, and so does the class."""
    sessions = Session.objects.filter(training_class=training_class)
    if sessions.filter(confirmed_at__isnull=False).exists():
        raise NotPossible("class.taught_already")
    last = max((timezone.localdate(session.ends_at + shift) for session in sessions), default=ends_date)
    if last > ends_date:
        raise NotPossible("class.sessions_outside", last=day(last))
    rows = sorted(sessions, key=lambda session: session.starts_at, reverse=shift > timedelta())
    for session in rows if shift else ():
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at + shift, ends_at=session.ends_at + shift, version=F("version") + 1
        )
