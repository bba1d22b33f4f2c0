"""Certificates, classes, hours and the talent registry in the life-long file, as each of its readers sees them."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts.models import Organisation
from cqo.qualification.certificates.states import Tier
from cqo.qualification.talents.tests import builders
from cqo.qualification.training.models import Assessment, Enrolment, Result, Syllabus, TrainingClass
from cqo.registry.people.operations import merges

pytestmark = pytest.mark.django_db
enterprises, people, AT, CITY = builders.enterprises, builders.people, builders.AT, builders.CITY


def signed_up(person, *, title="2026 年基础班", firm=None, state="admitted", starts=date(2026, 1, 12)):
    """A sign-up for a class of the city."""
    number = uuid4().hex[:16]
    syllabus, _made = Syllabus.objects.get_or_create(
        city_code=CITY, tier="basic", edition=1, defaults={"title": "基础大纲", "recorded_at": AT}
    )
    training_class = TrainingClass.objects.create(
        number=f"K{number}",
        city_code=CITY,
        level="city",
        organiser=Organisation.objects.filter(kind="bureau").first()
        or Organisation.objects.create(kind="bureau", name="局", division_id=CITY, city_code=CITY),
        tier="basic",
        title=title,
        syllabus=syllabus,
        starts_date=starts,
        ends_date=starts + timedelta(days=3),
        place="市局",
        seats=30,
        sign_up_from=AT,
        sign_up_until=AT + timedelta(days=1),
        contact_name="王",
        contact_phone="0916",
        state="admitted",
        recorded_at=AT,
    )
    return Enrolment.objects.create(
        number=f"B{number}",
        training_class=training_class,
        person=person,
        enterprise=firm,
        city_code=CITY,
        county_code="610722",
        submitted_at=AT,
        state=state,
    )


def scored(enrolment, *, published: datetime | None):
    """A score of 86.5, published or not."""
    assessment = Assessment.objects.create(
        training_class=enrolment.training_class,
        city_code=CITY,
        state="published" if published else "entering",
        published_at=published,
    )
    Result.objects.create(
        assessment=assessment, enrolment=enrolment, exam_tenths=865, total_tenths=865, verdict="passed" if published else "", entered_at=AT
    )


def found(client, person):
    return client.get(person.get_absolute_url()).context["dossier"].qualification


def test_an_official_sees_certificates_classes_hours_and_the_entry(as_actor):
    today = timezone.localdate()
    talent = builders.talent(firm=enterprises.enterprise(1))
    builders.changed(talent.certificate, expires_date=today + timedelta(days=90))
    for year, tenths in ((2025, 240), (2026, 165)):
        builders.hours(talent.person, tenths, year)
    scored(signed_up(talent.person), published=None)

    told = found(as_actor(enterprises.county_officer()), talent.person)

    assert [(held.tier, held.status, held.chip, held.ends_soon) for held in told.certificates] == [("基础", "有效", "ok", True)]
    assert (told.hours, told.total) == ([("2026", "16.5"), ("2025", "24")], "40.5")
    assert [(each.state, each.result) for each in told.classes] == [("已录取", "86.5 分 · 未公布")]
    assert [(entry.city, entry.county, entry.tier, entry.ground) for entry in told.entries] == [("汉中市", "城固县", "基础", "")]


def test_the_person_sees_a_result_when_it_is_published(as_actor):
    person = people.person(1)
    scored(signed_up(person), published=None)
    scored(signed_up(person, title="2025 年基础班", starts=date(2025, 3, 3)), published=AT)

    page = as_actor(people.owner(person)).get(reverse("dossier:own_file"))

    assert [each.result for each in page.context["dossier"].qualification.classes] == ["", "86.5 分 · 合格"]
    assert "公布成绩：2025 年基础班" in [event.what for event in page.context["case_page"].events]


def test_a_firm_sees_its_sign_ups_without_results_and_certificates_while_the_person_works_there(as_actor):
    firm, other = enterprises.enterprise(1), enterprises.enterprise(2, name="别家")
    talent = builders.talent(firm=firm)
    scored(signed_up(talent.person, firm=firm), published=AT)
    signed_up(talent.person, firm=other, title="别家报的班", starts=date(2025, 3, 3))
    builders.hours(talent.person, 240)

    told = found(as_actor(people.firm_actor(firm)), talent.person)

    assert [held.row for held in told.certificates] == [talent.certificate]
    assert [(each.row.training_class.title, each.result) for each in told.classes] == [("2026 年基础班", "")]
    assert (told.hours, told.entries) == ((), ())


def test_the_files_of_one_person_are_read_as_one(as_actor):
    city = enterprises.city_officer()
    kept, merged = builders.talent(1), builders.talent(2, name="赵晓雁", tier=Tier.SENIOR)
    builders.hours(kept.person, 100, 2026)
    builders.hours(merged.person, 60, 2026)
    merges.merge(kept=kept.person, merged=merged.person, kept_version=1, merged_version=1, ground="同一人", by=city, at=AT)

    told = found(as_actor(city), kept.person)

    assert ({held.tier for held in told.certificates}, told.hours, [entry.tier for entry in told.entries]) == (
        {"基础", "高级"},
        [("2026", "16")],
        ["高级"],
    )


def test_one_time_line_of_the_file_the_certificates_and_what_was_done_for_many(as_actor):
    person = people.person(1)
    client = as_actor(enterprises.county_officer())
    client.post(reverse("people:amend", args=[person.pk]), {"version": 1})
    builders.issued(builders.certificate(person))

    events = client.get(person.get_absolute_url()).context["case_page"].events

    assert [event.what for event in events] == ["更新人员信息", "取得证书：首席质量官任职培训合格证书"]


def test_holders_of_old_certificates_are_offered_the_registry(as_actor):
    person = people.person(1)
    people.certificate(person)
    address = reverse("talents:enter", args=[person.pk])

    county = as_actor(enterprises.county_officer()).get(person.get_absolute_url()).content.decode()
    own = as_actor(people.owner(person)).get(reverse("dossier:own_file")).content.decode()

    assert (address in county, address in own) == (True, False)


def test_however_much_there_is_the_file_costs_the_same(as_actor, django_assert_num_queries):
    client = as_actor(enterprises.county_officer())
    talent = builders.talent(firm=enterprises.enterprise(1))
    people.certificate(talent.person)
    client.post(reverse("people:amend", args=[talent.person.pk]), {"version": 1})
    client.get(talent.person.get_absolute_url())
    with django_assert_num_queries(18):
        client.get(talent.person.get_absolute_url())

    for number in range(9):
        builders.issued(builders.certificate(talent.person))
        scored(signed_up(talent.person, starts=date(2025, 1, 1 + number)), published=AT)
        builders.hours(talent.person, 100, 2010 + number)
    with django_assert_num_queries(18):
        client.get(talent.person.get_absolute_url())
