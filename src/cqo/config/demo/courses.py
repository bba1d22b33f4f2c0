"""Classes of the sample cities, brought as far as their day: announced, signed up for, checked, admitted."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from cqo.config.demo import authority
from cqo.config.demo.cities import data
from cqo.config.demo.town import Town
from cqo.foundation.access.actor import Actor, system
from cqo.foundation.documents import operations as papers
from cqo.qualification.certificates.states import Tier
from cqo.qualification.training.models import Enrolment, Syllabus, TrainingClass
from cqo.qualification.training.operations import admission, checking, classes, enrolments, syllabuses
from cqo.qualification.training.operations.classes import Plan
from cqo.qualification.training.operations.enrolments import Signing
from cqo.qualification.training.operations.syllabuses import Unit
from cqo.qualification.training.queries import learners
from cqo.qualification.training.states import EnrolmentState
from cqo.registry.people.models import Employment

ANNOUNCED, OPEN, SIGNED, CHECKED, ADMITTED = 25, 24, 21, 6, 4  # days before a class begins
SHUT = 5


@dataclass(frozen=True)
class Course:
    """A class as the data file tells it, and those who sign up for it."""

    told: Mapping[str, Any]
    jobs: Sequence[Employment]

    @property
    def begins(self) -> int:
        """Days before the loading, negative for a day to come."""
        return int(self.told["begins"])

    @property
    def ends(self) -> int:
        """The last day, counted as `begins`."""
        return self.begins - int(self.told["lasts"]) + 1


def record_syllabuses(town: Town, *, official: str, days: int) -> None:
    """The city records the first edition of each tier's syllabus."""
    for told in data("training")["syllabus"]:
        units = [Unit(unit["code"], unit["title"], unit["hours"]) for unit in told["units"]]
        syllabuses.record(
            tier=Tier(told["tier"]),
            title=told["title"],
            units=units,
            after=0,
            by=town.actor(official, days=days),
            at=town.days.moment(days),
        )


def employed(town: Town, *, on: date, county: str = "", skipping: Sequence[UUID] = ()) -> Iterator[Employment]:
    """People with a job on a day and an identity document, in the city or one of its counties, oldest file first."""
    firms = {"enterprise__county": county} if county else {"enterprise__city_code": town.city.code}
    found = Employment.objects.filter(
        **firms, recorded_until__isnull=True, ends__isnull=True, person__id_hash__isnull=False, enterprise__status="operating"
    )
    found = found.filter(Q(starts__isnull=True) | Q(starts__lte=on))
    return found.exclude(person__in=skipping).select_related("person", "enterprise").order_by("person__pk", "pk").iterator()


def paper(town: Town, words: Mapping[str, Any], **told: str) -> papers.Upload:
    """A stamped sheet, drawn and examined like any upload."""
    page = authority.letter(
        title=words["title"].format(**told),
        lines=[line.format(**told) for line in words["lines"]],
        mark=words["mark"],
        seal=words["seal"],
    )
    return papers.receive(io.BytesIO(page), name=words["file"])


def official(town: Town, course: Course, *, days: int, key: str = "official") -> Actor:
    """Who holds the class, or the second person, on a day."""
    return town.actor(course.told[key], days=max(days, 0))


def announce(town: Town, course: Course) -> TrainingClass:
    """Plan a class with its stamped notice and announce it."""
    told, days = course.told, course.begins + ANNOUNCED
    by, at = official(town, course, days=days), town.days.moment(max(days, 0), hour=9)
    title = f"{at.year}年{town.city.name}{told['title']}" if told["title"].startswith("首席") else told["title"]
    shut = town.days.moment_of(course.begins + SHUT, hour=18)
    plan = Plan(
        tier=Tier(told["tier"]),
        title=title,
        syllabus_id=Syllabus.objects.get(city_code=town.city.code, tier=told["tier"], retired_at__isnull=True).pk,
        starts_date=town.days.before(course.begins),
        ends_date=town.days.before(course.ends),
        place=told["place"],
        seats=told["seats"],
        sign_up_from=min(town.days.moment_of(course.begins + OPEN, hour=9), at),
        sign_up_until=shut,
        contact_name=by.name,
        contact_phone=town.city.area + "-0000000",
        notice_title=data("training")["notice"]["title"].format(title=title),
        notice_number=told["number"],
    )
    notice = paper(
        town,
        data("training")["notice"],
        title=title,
        starts=plan.starts_date.isoformat(),
        ends=plan.ends_date.isoformat(),
        until=shut.date().isoformat(),
        place=plan.place,
        office=by.organisation_name,
    )
    planned = classes.draft(plan=plan, notice=notice, by=by, at=at)
    classes.announce(training_class=planned, version=planned.version, by=by, at=at + timedelta(minutes=20))
    return planned


def sign_up(town: Town, planned: TrainingClass, course: Course) -> list[Enrolment]:
    """Sign everybody up, as from their employers."""
    made, by = [], system("demo", city=town.city.code)
    exemption = next(iter(learners.terms_of(planned).terms.exempt_by), "")  # for whom the rules ask for a certificate
    for place, job in enumerate(course.jobs):
        at = town.days.moment(max(course.begins + SIGNED, 0), hour=9) + timedelta(minutes=7 * place)
        at = min(at, town.days.loaded_at)
        made.append(
            enrolments.sign_up(
                training_class=planned, signing=Signing(job.person, exemption=exemption), enterprise=job.enterprise, by=by, at=at
            )
        )
    return made


def check(town: Town, made: Sequence[Enrolment], course: Course) -> None:
    """Accept every sign-up that waits for its county."""
    by, at = official(town, course, days=course.begins + CHECKED), town.days.moment(max(course.begins + CHECKED, 0), hour=15)
    for enrolment in made:
        enrolment.refresh_from_db()
        if enrolment.state == EnrolmentState.SUBMITTED:
            checking.accept(enrolment=enrolment, version=enrolment.version, by=by, at=at)


def admit(town: Town, planned: TrainingClass, course: Course) -> None:
    """Admit everybody whose sign-up was accepted."""
    days = course.begins + ADMITTED
    planned.refresh_from_db()
    accepted = list(Enrolment.objects.filter(training_class=planned, state=EnrolmentState.ACCEPTED.value).order_by("pk"))
    admission.admit(
        training_class=planned,
        version=planned.version,
        chosen=[(enrolment, enrolment.version) for enrolment in accepted],
        by=official(town, course, days=days),
        at=town.days.moment(max(days, 0), hour=16),
    )
