"""A draft of a class and a sign-up for an announced one, in a place of the table of access."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from cqo.foundation.accounts.models import Organisation
from cqo.qualification.training.models import Assessment, Enrolment, Session, Syllabus, TrainingClass

_numbers = count(1)


def training_class(it: Any, *, state: str) -> TrainingClass:
    """A basic class of the place's county, sign-up begun yesterday, teaching in a month."""
    syllabus, _new = Syllabus.objects.get_or_create(
        city_code=it.place.city, tier="basic", edition=1, defaults={"title": "示例大纲", "recorded_at": it.at}
    )
    today = timezone.localdate(it.at)
    return TrainingClass.objects.create(
        number=f"PX-示例-{next(_numbers)}",
        city_code=it.place.city,
        county_id=it.place.county,
        level="county",
        organiser=Organisation.objects.get(pk=it.office_key),
        tier="basic",
        title="示例班",
        syllabus=syllabus,
        starts_date=today + timedelta(days=30),
        ends_date=today + timedelta(days=31),
        place="党校",
        seats=30,
        taken=1,
        sign_up_from=it.at - timedelta(days=1),
        sign_up_until=it.at + timedelta(days=5),
        contact_name="王",
        contact_phone="0916-7210000",
        state=state,
        recorded_at=it.at,
    )


def enrolment(it: Any, *, state: str = "submitted") -> Enrolment:
    """The place's person is signed up by the place's firm."""
    return Enrolment.objects.create(
        number=f"BM-示例-{next(_numbers)}",
        training_class=training_class(it, state="announced"),
        person_id=it.person,
        enterprise_id=it.firm,
        city_code=it.place.city,
        county_code=it.place.county,
        zone=it.place.zone,
        submitted_at=it.at,
        state=state,
    )


def taught(it: Any) -> tuple[TrainingClass, Session, Assessment]:
    """A class with admission done, a session and an assessment."""
    of = training_class(it, state="admitted")
    starts = it.at + timedelta(days=30)
    session = Session.objects.create(
        training_class=of, starts_at=starts, ends_at=starts + timedelta(hours=3), title="示例课", hours_tenths=40
    )
    return of, session, Assessment.objects.create(training_class=of, city_code=it.place.city)
