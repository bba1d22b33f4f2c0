"""A class with people admitted, sessions taught and lists confirmed, for tests of attendance and assessment."""

from datetime import UTC, datetime

from cqo.foundation.access.actor import Actor, system
from cqo.qualification.training.models import Assessment, Enrolment, Session, TrainingClass
from cqo.qualification.training.operations import assessments, attendance, results
from cqo.qualification.training.operations.results import Entry
from cqo.qualification.training.states import Presence
from cqo.qualification.training.tests import builders
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.people.models import Person

AFTER = datetime(2026, 4, 16, 2, 0, tzinfo=UTC)
DONE = datetime(2026, 4, 13, 8, 0, tzinfo=UTC)
BY = system("test", city=builders.CITY)


def session(of: TrainingClass, *, hour: int = 1, day: int = 13, tenths: int = 40, title: str = "质量管理基础") -> Session:
    """A session of three hours that begins at an hour of the clock in UTC."""
    starts = datetime(2026, 4, day, hour, 0, tzinfo=UTC)
    return Session.objects.create(
        training_class=of, starts_at=starts, ends_at=starts.replace(hour=hour + 3), title=title, hours_tenths=tenths
    )


def admitted(of: TrainingClass, person: Person, firm: Enterprise | None = None) -> Enrolment:
    """Somebody admitted to a class."""
    return Enrolment.objects.create(
        number=f"BM-{of.number[-7:]}-{str(person.pk)[-8:]}",
        training_class=of,
        person=person,
        enterprise=firm,
        city_code=builders.CITY,
        county_code=builders.CHENGGU,
        submitted_at=builders.AT,
        state="admitted",
    )


def people(of: TrainingClass, count: int, firm: Enterprise, *, first: int = 1) -> list[Enrolment]:
    """So many admitted people of a firm."""
    return [admitted(of, builders.worker(number, firm, name=f"学员{number:02d}"), firm) for number in range(first, first + count)]


def confirmed(of: Session, members: list[Enrolment], *, by: Actor = BY, **presences: Presence) -> Session:
    """A session with its list confirmed: everybody was there but those named (by p and their place)."""
    given = {member.pk: presences.get(f"p{place}", Presence.PRESENT) for place, member in enumerate(members)}
    attendance.confirm(session=of, version=of.version, presences=given, by=by, at=max(AFTER, of.ends_at))
    return of


def sheet(of: TrainingClass, exams: dict[Enrolment, int | None], *, by: Actor = BY) -> Assessment:
    """A sheet with exam scores; None: absent."""
    made = assessments.open_for(of, by=by, at=AFTER)
    entries = {member.pk: Entry(exam=score, absent=score is None) for member, score in exams.items()}
    results.enter(assessment=made, version=made.version, entries=entries, by=by, at=AFTER)
    return made
