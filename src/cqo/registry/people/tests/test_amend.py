from datetime import date

import pytest
from django.urls import reverse

from cqo.foundation.audit import queries as record
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, YANGXIAN
from cqo.registry.people.operations import files
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db


def test_an_official_amends_and_the_record_names_fields_not_contents():
    person = builders.person(1)

    files.amend(
        person=person,
        version=1,
        changes={"title": "高级工程师", "quality_since": date(2019, 1, 1), "phone": "13900001111", "name": "钱多"},
        by=enterprises.county_officer(),
        at=AT,
    )

    person.refresh_from_db()
    assert (person.title, person.quality_since, person.phone_masked, person.name, person.version) == (
        "高级工程师",
        date(2019, 1, 1),
        "139****1111",
        "赵晓燕",
        2,
    )
    assert record.timeline("person", person.pk).get().stated == {"fields": ["phone", "quality_since", "title"]}


def test_the_person_changes_how_they_are_reached_and_nothing_else():
    person = builders.person(1, education="college")

    files.amend(person=person, version=1, changes={"email": "zhao@example.cn", "education": "doctor"}, by=builders.owner(person), at=AT)

    person.refresh_from_db()
    assert (person.email, person.education) == ("zhao@example.cn", "college")
    assert record.timeline("person", person.pk).get().city == "610700"


def test_what_was_changed_meanwhile_is_not_overwritten():
    person, county = builders.person(1), enterprises.county_officer()
    files.amend(person=person, version=1, changes={"title": "工程师"}, by=county, at=AT)

    with pytest.raises(NotPossible) as refused:
        files.amend(person=person, version=1, changes={"title": "技术员"}, by=county, at=AT)

    person.refresh_from_db()
    assert (refused.value.code, person.title) == ("lifecycle.changed_meanwhile", "工程师")


def test_the_page_saves_and_an_empty_phone_keeps_the_known_one(as_actor):
    person = builders.person(1)
    client = as_actor(enterprises.county_officer())
    address = reverse("people:amend", args=[person.pk])

    page = client.get(address).content.decode()
    done = client.post(address, {"version": 1, "title": "工程师", "education": "bachelor"})

    person.refresh_from_db()
    assert (builders.PHONE in page, "139****2231" in page) == (False, True)
    assert (done.url, person.title, person.phone.reveal()) == (person.get_absolute_url(), "工程师", builders.PHONE)


def test_an_old_page_is_told_and_keeps_what_was_typed(as_actor):
    person = builders.person(1, version=2)

    page = as_actor(enterprises.county_officer()).post(reverse("people:amend", args=[person.pk]), {"version": 1, "title": "新职称"})

    person.refresh_from_db()
    assert (person.title, "已被他人改动" in page.content.decode(), 'value="新职称"' in page.content.decode()) == ("", True, True)


def test_the_persons_own_page_offers_contact_only(as_actor):
    person = builders.person(1)
    client = as_actor(builders.owner(person))
    address = reverse("people:amend", args=[person.pk])

    assert sorted(client.get(address).context["form"].fields) == ["email", "phone", "version"]
    done = client.post(address, {"version": 1, "phone": "13900001111", "education": "doctor"})

    person.refresh_from_db()
    assert (done.url, person.phone.reveal(), person.education) == (reverse("dossier:own_file"), "13900001111", "")


def test_out_of_reach_is_not_there(as_actor):
    here, there = builders.person(1), builders.person(2, name="钱多", county=YANGXIAN)

    assert as_actor(enterprises.county_officer()).get(reverse("people:amend", args=[there.pk])).status_code == 404
    assert as_actor(builders.owner(here)).get(reverse("people:amend", args=[there.pk])).status_code == 404
    assert as_actor(builders.firm_actor(enterprises.enterprise(1))).get(reverse("people:amend", args=[here.pk])).status_code == 403
