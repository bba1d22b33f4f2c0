"""The way to a certificate in the sample cities: classes at every stage, from sign-up to certificates that were suspended, revoked or replaced."""

from collections.abc import Mapping, Sequence
from itertools import islice
from uuid import UUID

from cqo.config.demo import certifying, courses, examining, lessons
from cqo.config.demo.cities import data
from cqo.config.demo.courses import Course
from cqo.config.demo.town import Town
from cqo.foundation.access.reach import Scale
from cqo.qualification.training.models import TrainingClass

CERTIFIED = ("finished", "old")


def load(town: Town, *, city: str, official: str, days: int, first: Mapping[str, Sequence[UUID]]) -> dict[str, TrainingClass]:
    """Every class of a city's data; `first`: people who are to be in a class, by its key. Returns the classes by key."""
    courses.record_syllabuses(town, official=official, days=days)
    examining.fill_bank(town, official=official, days=days)
    held, taken = {}, [person for people in first.values() for person in people]
    for told in data("training")[city]:
        reach = town.actor(told["official"]).reach
        county = reach.key if reach.scale == Scale.COUNTY else ""
        wanted = list(first.get(told["key"], ()))
        on = town.days.before(told["begins"] + courses.SIGNED)
        jobs = [next(job for job in courses.employed(town, on=on) if job.person_id == person) for person in wanted]
        jobs += islice(courses.employed(town, on=on, county=county, skipping=taken), told["people"] - len(jobs))
        taken += [job.person_id for job in jobs]
        course = Course(told, jobs)
        held[told["key"]] = courses.hold(town, course)
        _go_on(town, held[told["key"]], course)
    return held


def _go_on(town: Town, planned: TrainingClass, course: Course) -> None:
    """Teach what has begun, certify what is over."""
    if course.begins < 0:
        return
    lessons.teach(town, planned, course)
    if course.told["key"] == "exam":
        examining.set_exam(town, planned, course)
    if course.told["key"] in CERTIFIED:
        lessons.score(town, planned, course)
        issued = certifying.issue(town, planned, course)
        certifying.close(town, planned, course, issued)
        if course.told["key"] == "finished":
            certifying.change_some(town, course, issued, days=course.ends - certifying.ISSUED - 2)
