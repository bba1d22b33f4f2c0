"""Reads of sessions and their attendance lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from cqo.foundation.access.actor import Actor
from cqo.qualification.training.models import Attendance, AttendanceCorrection, Enrolment, Session, TrainingClass
from cqo.qualification.training.queries import classes, enrolments
from cqo.qualification.training.queries.overlaps import TAKING_PLACE
from cqo.qualification.training.states import ClassState, EnrolmentState, Presence


@dataclass(frozen=True)
class Mark:
    """One person on the list of a session; presence "" where nothing was entered."""

    enrolment: Enrolment
    presence: str


def of_class(training_class: TrainingClass) -> QuerySet[Session]:
    """The sessions of a class in their order, each with `entered` and `attended`: how many are on its list, and how many of them came."""
    came = [Presence.PRESENT.value, Presence.LATE.value]
    counted = {"entered": Count("attendances"), "attended": Count("attendances", Q(attendances__presence__in=came))}
    return Session.objects.filter(training_class=training_class).annotate(**counted).order_by("starts_at")


def hours(training_class: TrainingClass) -> tuple[int, int]:
    """The hours planned in sessions, and those of the syllabus, in tenths. Two queries."""
    planned = Session.objects.filter(training_class=training_class).aggregate(sum=Sum("hours_tenths"))["sum"] or 0
    asked = training_class.syllabus.units.aggregate(sum=Sum("hours_tenths"))["sum"] or 0
    return planned, asked


def held_by(actor: Actor) -> QuerySet[Session]:
    """The sessions of classes that are an actor's to hold."""
    held = classes.held_by(actor).order_by().values("pk")
    return Session.objects.filter(training_class__in=held).select_related("training_class", "training_class__county")


def marks(session: Session) -> list[Mark]:
    """Everybody admitted, by name, and what the list says of each. Two queries."""
    known: Mapping[UUID, str] = dict(Attendance.objects.filter(session=session).values_list("enrolment", "presence"))
    return [Mark(member, known.get(member.pk, "")) for member in enrolments.admitted(session.training_class)]


def corrections(session: Session) -> QuerySet[AttendanceCorrection]:
    """What was corrected after the list was confirmed, the latest first."""
    rows = AttendanceCorrection.objects.filter(session=session).select_related("enrolment", "enrolment__person", "corrected_by")
    return rows.order_by("-recorded_at", "-pk")


def to_confirm(actor: Actor, at: datetime) -> QuerySet[Session]:
    """Sessions that have ended and whose list is not confirmed, in classes of the actor's own, the oldest first."""
    rows = held_by(actor).filter(confirmed_at__isnull=True, ends_at__lte=at, training_class__state=ClassState.ADMITTED.value)
    return rows.order_by("starts_at", "pk")


def coming(actor: Actor, at: datetime) -> QuerySet[Session]:
    """The sessions to come of classes that an actor is admitted to, the next first."""
    own = enrolments.within(actor).filter(state=EnrolmentState.ADMITTED.value).order_by().values("training_class")
    rows = Session.objects.filter(training_class__in=own, ends_at__gt=at, training_class__state__in=TAKING_PLACE)
    return rows.select_related("training_class").order_by("starts_at", "pk")


def attended_meanwhile(session: Session, people: Sequence[UUID]) -> QuerySet[Attendance]:
    """Confirmed lists of other classes' sessions at the same time, on which some people (kept files) stand."""
    rows = Attendance.objects.filter(
        Q(enrolment__person__in=people) | Q(enrolment__person__merged_into__in=people),
        session__confirmed_at__isnull=False,
        session__starts_at__lt=session.ends_at,
        session__ends_at__gt=session.starts_at,
    ).exclude(session=session)
    return rows.select_related("session", "session__training_class", "enrolment", "enrolment__person")


def may_read_papers(actor: Actor, key: UUID) -> bool:
    """Whether an actor may read the scans of a session's sheet: whoever holds the class."""
    return held_by(actor).filter(pk=key).exists()
