"""What happened in the classes of the sample cities: sessions with their lists, scores, publication by a second person."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from cqo.config.demo import courses, names
from cqo.config.demo.courses import Course
from cqo.config.demo.stories import Story
from cqo.config.demo.town import Town
from cqo.qualification.training.models import Session, TrainingClass
from cqo.qualification.training.operations import assessments, attendance, results, sessions
from cqo.qualification.training.operations.results import Entry
from cqo.qualification.training.queries import enrolments
from cqo.qualification.training.states import Presence

FAILED, ABSENT = 3, 7  # places in the class
LATE, EXCUSED = {(0, 6), (3, 10)}, {(1, 9)}  # session and place in the class
SCORED, PUBLISHED = 1, 3  # days after the class


def teach(town: Town, planned: TrainingClass, course: Course) -> Story:
    """Spread the syllabus over the days, and confirm the list of every session that is over."""
    yield course.begins + 1
    by = courses.official(town, course, days=course.begins + 1)
    sessions.spread(training_class=planned, by=by, at=town.days.moment(course.begins + 1, hour=17))
    people = [enrolment.pk for enrolment in enrolments.admitted(planned)]
    past = Session.objects.filter(training_class=planned, ends_at__lt=town.days.loaded_at).order_by("starts_at")
    for place, session in enumerate(past):
        at = min(session.ends_at + timedelta(minutes=30), town.days.loaded_at)
        yield (town.days.today - timezone.localdate(at)).days
        presences = {key: _presence(place, number) for number, key in enumerate(people)}
        attendance.confirm(session=session, version=session.version, presences=presences, by=by, at=at)


def score(town: Town, planned: TrainingClass, course: Course) -> Story:
    """Enter the scores of an exam on paper and the homework; one fails, one was absent. Another person publishes."""
    dice, days = names.dice(town.city.seed + course.begins), course.ends - SCORED
    yield days
    by, at = courses.official(town, course, days=days), town.days.moment(days, hour=10)
    assessment = assessments.open_for(planned, by=by, at=at)
    entries: dict[UUID, Entry] = {}
    for place, enrolment in enumerate(enrolments.admitted(planned)):
        exam = dice.randrange(420, 580) if place == FAILED else dice.randrange(640, 985)
        entries[enrolment.pk] = Entry(absent=True) if place == ABSENT else Entry(exam=exam, homework=dice.randrange(75, 98) * 10)
    results.enter(assessment=assessment, version=assessment.version, entries=entries, by=by, at=at)
    assessment.refresh_from_db()
    assessments.submit(assessment=assessment, version=assessment.version, by=by, at=at + timedelta(hours=1))
    yield course.ends - PUBLISHED
    second, at = (
        courses.official(town, course, days=course.ends - PUBLISHED, key="second"),
        town.days.moment(course.ends - PUBLISHED, hour=9),
    )
    assessments.publish(assessment=assessment, version=assessment.version, by=second, at=at)


def _presence(session: int, person: int) -> Presence:
    """Nearly everybody comes; one or two are late or excused."""
    if (session, person) in LATE:
        return Presence.LATE
    return Presence.EXCUSED if (session, person) in EXCUSED else Presence.PRESENT
