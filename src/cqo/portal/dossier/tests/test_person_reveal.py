import pytest
from django.urls import reverse

from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as record
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, YANGXIAN
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db


def address(person):
    return reverse("dossier:reveal_person", args=[person.pk])


def test_shown_on_the_page_that_answers_and_on_no_other_and_on_the_record(as_actor):
    person = builders.person(1)
    client = as_actor(enterprises.county_officer())

    shown = client.post(address(person))
    after = client.get(person.get_absolute_url()).content.decode()

    page = shown.content.decode()
    assert (builders.id_number(1) in page, builders.PHONE in page, "1990年1月1日" in page) == (True, True, True)
    assert (builders.id_number(1) in after, builders.PHONE in after) == (False, False)
    assert "no-store" in shown.headers["Cache-Control"]
    entry = record.timeline("person", person.pk).get()
    assert (entry.event, entry.city, entry.stated) == ("person.revealed", "610700", {"fields": ["birth_date", "id_number", "phone"]})


def test_every_look_is_recorded(as_actor):
    person = builders.person(1)
    client = as_actor(enterprises.county_officer())

    client.post(address(person))
    client.post(address(person))

    assert record.timeline("person", person.pk).count() == 2


def test_the_person_sees_the_own_number_and_who_else_looked(as_actor):
    person = builders.person(1)
    as_actor(enterprises.county_officer()).post(address(person))
    client = as_actor(builders.owner(person))

    shown = client.post(address(person)).content.decode()

    assert (builders.id_number(1) in shown, "查看完整个人信息" in shown, "county610722某" in shown) == (True, True, True)


def test_a_link_reveals_nothing(as_actor):
    person = builders.person(1)

    assert as_actor(enterprises.county_officer()).get(address(person)).status_code == 405
    assert record.timeline("person", person.pk).count() == 0


def test_who_may_not_see_personal_data_is_refused(as_actor):
    person, firm = builders.person(1), enterprises.enterprise(1)
    builders.employment(person, firm)
    province = enterprises.actor(enterprises.official("province", role=Role.PROVINCE_READER, division="610000"))

    answers = [
        as_actor(actor).post(address(person)).status_code
        for actor in (province, builders.firm_actor(firm), enterprises.county_officer(YANGXIAN))
    ]

    assert (answers, record.timeline("person", person.pk).count()) == ([403, 403, 404], 0)


def test_of_an_erased_file_there_is_nothing_to_reveal(as_actor):
    person = builders.person(1, erased_at=AT)

    page = as_actor(enterprises.county_officer()).post(address(person), follow=True).content.decode()

    assert ("已按本人请求删除" in page, record.timeline("person", person.pk).count()) == (True, 0)
