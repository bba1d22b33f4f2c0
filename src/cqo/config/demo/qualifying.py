"""The way to a certificate in the sample cities: classes at every stage, from sign-up to certificates that were suspended, revoked or replaced."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from cqo.config.demo import certifying, courses, examining, lessons
from cqo.config.demo.cities import data
from cqo.config.demo.courses import Course
from cqo.config.demo.stories import Story
from cqo.config.demo.town import Town
from cqo.foundation.access.reach import Scale

CERTIFIED = ("finished", "old")

First = Mapping[str, Callable[[], Sequence[UUID]]]
"""By the key of a class, who of the people known by then is to be in it."""


def stories(town: Town, *, city: str, official: str, days: int, first: First) -> Iterator[Story]:
    """The city's preparations, so many days ago, and each of its classes."""
    taken: list[UUID] = []
    yield _preparations(town, official=official, days=days)
    for told in data("training")[city]:
        yield _class(town, told, first, taken)


def _preparations(town: Town, *, official: str, days: int) -> Story:
    yield days
    courses.record_syllabuses(town, official=official, days=days)
    examining.fill_bank(town, official=official, days=days)


def _class(town: Town, told: Mapping[str, Any], first: First, taken: list[UUID]) -> Story:
    """A class from its notice to as far as the loading lets it come."""
    begins = int(told["begins"])
    yield begins + courses.ANNOUNCED
    course = Course(told, _chosen(town, told, first, taken))
    planned = courses.announce(town, course)
    yield begins + courses.SIGNED
    made = courses.sign_up(town, planned, course)
    if begins < 0:
        return
    yield begins + courses.CHECKED
    courses.check(town, made, course)
    yield begins + courses.ADMITTED
    courses.admit(town, planned, course)
    yield from lessons.teach(town, planned, course)
    if told["key"] == "exam":
        yield examining.PREPARED
        examining.set_exam(town, planned, course)
    if told["key"] in CERTIFIED:
        yield from lessons.score(town, planned, course)
        issued = yield from certifying.certify(town, planned, course)
        if told["key"] == "finished":
            yield from certifying.change_some(town, course, issued)


def _chosen(town: Town, told: Mapping[str, Any], first: First, taken: list[UUID]) -> list[courses.Employment]:
    """Who signs up: those named first, then others with a job in the place who are in no other class."""
    reach, on = town.actor(told["official"]).reach, town.days.before(told["begins"] + courses.SIGNED)
    county = reach.key if reach.scale == Scale.COUNTY else ""
    named = {key: list(people()) for key, people in first.items()}
    elsewhere = [person for people in named.values() for person in people]
    jobs = [next(job for job in courses.employed(town, on=on) if job.person_id == person) for person in named.get(told["key"], ())]
    jobs += islice(courses.employed(town, on=on, county=county, skipping=[*taken, *elsewhere]), told["people"] - len(jobs))
    taken += [job.person_id for job in jobs]
    return jobs
