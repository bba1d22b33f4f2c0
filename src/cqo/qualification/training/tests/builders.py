"""Syllabuses, classes and people who want to learn, for tests of training."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.models import Organisation
from cqo.foundation.accounts.states import OrganisationKind
from cqo.foundation.documents import operations as uploads
from cqo.foundation.documents.tests import builders as documents
from cqo.qualification.certificates.states import Tier
from cqo.qualification.training.models import Enrolment, Syllabus, SyllabusUnit, TrainingClass
from cqo.qualification.training.operations import enrolments
from cqo.qualification.training.operations.classes import Plan
from cqo.qualification.training.operations.enrolments import Signing
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, CITY, TODAY
from cqo.registry.people.models import Person
from cqo.registry.people.tests import builders as people

__all__ = ["AT", "CHENGGU", "CITY", "TODAY"]
STARTS, ENDS = date(2026, 4, 13), date(2026, 4, 15)
OPENS, SHUTS = datetime(2026, 3, 1, 0, 0, tzinfo=UTC), datetime(2026, 3, 31, 10, 0, tzinfo=UTC)


def syllabus(tier: Tier = Tier.BASIC, *, edition: int = 1, city: str = CITY) -> Syllabus:
    """The syllabus of that edition, of 16 hours in two units."""
    made, new = Syllabus.objects.get_or_create(
        city_code=city, tier=tier.value, edition=edition, defaults={"title": f"第{edition}版大纲", "recorded_at": AT}
    )
    for place, (code, title) in enumerate((("ZL", "质量管理基础"), ("FL", "质量法律法规")), start=1):
        if new:
            SyllabusUnit.objects.create(syllabus=made, place=place, code=code, title=title, hours_tenths=80)
    return made


def plan(of: Syllabus | None = None, **changes: Any) -> Plan:
    """What is planned of a basic class in April with sign-up in March."""
    known = {
        "tier": Tier.BASIC,
        "title": "城固县首席质量官基础培训班",
        "syllabus_id": (of or syllabus()).pk,
        "starts_date": STARTS,
        "ends_date": ENDS,
        "place": "城固县党校",
        "seats": 30,
        "sign_up_from": OPENS,
        "sign_up_until": SHUTS,
        "contact_name": "王科长",
        "contact_phone": "0916-7212345",
        "notice_title": "关于举办首席质量官基础培训班的通知",
        "notice_number": "示例〔2026〕1号",
    }
    return Plan(**{**known, **changes})


def office(division: str) -> Organisation:
    """The bureau of a place."""
    made, _new = Organisation.objects.get_or_create(
        kind=OrganisationKind.BUREAU.value, name=f"{division} 市场监督管理局", division_id=division, city_code=division[:4] + "00"
    )
    return made


def training_class(number: int = 1, *, state: str = "announced", county: str | None = CHENGGU, **columns: Any) -> TrainingClass:
    """A county's basic class that takes sign-ups in March and teaches in April."""
    organiser = office(county or CITY)
    tier = columns.pop("tier", Tier.BASIC.value)
    given = columns.pop("syllabus", None) or syllabus(Tier(tier))
    known = {
        "number": f"PX-610700-2026-{number:05d}-A",
        "city_code": CITY,
        "county_id": county,
        "level": "county" if county else "city",
        "organiser": organiser,
        "tier": tier,
        "title": f"第{number}期首席质量官培训班",
        "syllabus": given,
        "starts_date": STARTS,
        "ends_date": ENDS,
        "place": "城固县党校",
        "seats": 30,
        "sign_up_from": OPENS,
        "sign_up_until": SHUTS,
        "contact_name": "王科长",
        "contact_phone": "0916-7212345",
        "notice_title": "关于举办首席质量官培训班的通知",
        "notice_number": "示例〔2026〕1号",
        "state": state,
        "recorded_at": AT,
    }
    return TrainingClass.objects.create(**{**known, **columns})


def worker(number: int, firm: Enterprise, name: str = "") -> Person:
    """Somebody with a document who works for a firm."""
    made = people.person(number, name=name or f"学员{number}", county=firm.county_id, phone="")
    people.employment(made, firm)
    return made


def enrolled(of: TrainingClass, person: Person, *, firm: Enterprise | None = None, by: Actor, at: datetime = AT) -> Enrolment:
    """A sign-up made as people make it."""
    return enrolments.sign_up(training_class=of, signing=Signing(person), enterprise=firm, by=by, at=at)


def scan() -> uploads.Upload:
    """The scan of a stamped notice, received."""
    return uploads.receive(BytesIO(documents.pdf()), name="通知.pdf")
