"""The sessions (课次) of a class: planned by hand or spread from the syllabus, changed and removed until their list is confirmed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import operations as audit
from cqo.foundation.look.templatetags.look import day, moment
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.models import Attendance, Session, TrainingClass
from cqo.qualification.training.operations import seats
from cqo.qualification.training.operations.classes import require_hold
from cqo.qualification.training.rules import spreading
from cqo.qualification.training.rules.spreading import Taught
from cqo.qualification.training.states import ClassState

OVER = (ClassState.CLOSED, ClassState.CANCELLED)


@dataclass(frozen=True)
class Lesson:
    """What is planned of a session."""

    starts_at: datetime
    ends_at: datetime
    title: str
    hours_tenths: int
    teacher: str = ""
    place: str = ""


@transaction.atomic
def plan(*, training_class: TrainingClass, lesson: Lesson, by: Actor, at: datetime) -> Session:
    """Plan a session.

    Raises NotPossible: "class.not_yours", "session.class_over", "session.outside_class", "session.ends_before_start", "session.no_hours",
    "session.clashes".
    """
    held = _held(training_class, by)
    _check(held, lesson, None)
    made = Session.objects.create(training_class=held, **asdict(lesson))
    _record("session.planned", made, by=by, at=at, hours_tenths=lesson.hours_tenths)
    return made


@transaction.atomic
def spread(*, training_class: TrainingClass, by: Actor, at: datetime) -> Sequence[Session]:
    """Plan every session at once: the units of the syllabus over the half days of the class.

    Raises NotPossible("session.planned_already", "session.no_units", "session.too_few_days") beside those of `plan`.
    """
    held = _held(training_class, by)
    if Session.objects.filter(training_class=held).exists():
        raise NotPossible("session.planned_already")
    units = [Taught(unit.title, unit.hours_tenths) for unit in held.syllabus.units.order_by("place")]
    if not units:
        raise NotPossible("session.no_units")
    halves = spreading.spread(units, starts=held.starts_date, ends=held.ends_date)
    if halves is None:
        hours = sum(unit.hours_tenths for unit in units)
        raise NotPossible("session.too_few_days", hours=f"{hours / 10:g}", days=(held.ends_date - held.starts_date).days + 1)
    made = Session.objects.bulk_create(
        Session(
            training_class=held,
            starts_at=timezone.make_aware(half.starts),
            ends_at=timezone.make_aware(half.ends),
            title=half.title,
            hours_tenths=half.hours_tenths,
        )
        for half in halves
    )
    facts = {"sessions": len(made), "hours_tenths": sum(each.hours_tenths for each in made)}
    audit.record("session.spread", by=by, at=at, city=held.city_code, kind="class", key=held.pk, facts=facts)
    return made


@transaction.atomic
def amend(*, session: Session, version: int, lesson: Lesson, by: Actor, at: datetime) -> None:
    """Change a session whose list is not confirmed.

    Raises as `plan` does, and NotPossible("session.confirmed_already", "lifecycle.changed_meanwhile").
    """
    held = _held(session.training_class, by)
    _require_open(session)
    _check(held, lesson, session)
    kept = Session.objects.filter(pk=session.pk, version=version, confirmed_at__isnull=True)
    if not kept.update(**asdict(lesson), version=F("version") + 1):
        raise NotPossible("lifecycle.changed_meanwhile")
    session.refresh_from_db()
    _record("session.amended", session, by=by, at=at, hours_tenths=lesson.hours_tenths)


@transaction.atomic
def remove(*, session: Session, version: int, by: Actor, at: datetime) -> None:
    """Take a session out of the plan, before anything was entered for it.

    Raises NotPossible("session.confirmed_already", "session.has_attendance", "lifecycle.changed_meanwhile").
    """
    _held(session.training_class, by)
    _require_open(session)
    if Attendance.objects.filter(session=session).exists():
        raise NotPossible("session.has_attendance")
    key, hours = session.pk, session.hours_tenths
    gone, _rows = Session.objects.filter(pk=key, version=version, confirmed_at__isnull=True).delete()
    if not gone:
        raise NotPossible("lifecycle.changed_meanwhile")
    session.pk = key
    _record("session.removed", session, by=by, at=at, hours_tenths=hours)


def _held(training_class: TrainingClass, by: Actor) -> TrainingClass:
    """The class, its row held, so that two clerks do not plan the same hour."""
    require_hold(training_class, by)
    held = seats.lock(training_class)
    if held.state in OVER:
        raise NotPossible("session.class_over")
    return held


def _require_open(session: Session) -> None:
    if session.confirmed_at is not None:
        raise NotPossible("session.confirmed_already")


def _check(training_class: TrainingClass, lesson: Lesson, session: Session | None) -> None:
    if lesson.ends_at <= lesson.starts_at:
        raise NotPossible("session.ends_before_start")
    if lesson.hours_tenths <= 0:
        raise NotPossible("session.no_hours")
    first, last = timezone.localdate(lesson.starts_at), timezone.localdate(lesson.ends_at)
    if first < training_class.starts_date or last > training_class.ends_date:
        raise NotPossible("session.outside_class", starts=day(training_class.starts_date), ends=day(training_class.ends_date))
    others = Session.objects.filter(training_class=training_class, starts_at__lt=lesson.ends_at, ends_at__gt=lesson.starts_at)
    if session is not None:
        others = others.exclude(pk=session.pk)
    clash = others.order_by("starts_at").first()
    if clash is not None:
        raise NotPossible("session.clashes", title=clash.title, starts=moment(clash.starts_at))


def _record(event: str, session: Session, *, by: Actor, at: datetime, hours_tenths: int) -> None:
    facts = {"session": session.pk, "hours_tenths": hours_tenths, "starts_at": session.starts_at}
    city, key = session.training_class.city_code, session.training_class_id
    audit.record(event, by=by, at=at, city=city, kind="class", key=key, facts=facts)
