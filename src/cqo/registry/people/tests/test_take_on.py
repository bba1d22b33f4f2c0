import pytest
from django.urls import reverse

from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as record
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import CHENGGU, YANGXIAN
from cqo.registry.people.models import Employment, Person
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db
ADDRESS = "/people/firm/new/"


def typed(number=1, **changed):
    return builders.identity(number, phone=builders.PHONE, position="质量部长", starts="2026-03-01") | changed


def test_a_firm_adds_somebody_new(as_actor):
    firm = enterprises.enterprise(1)

    done = as_actor(builders.firm_actor(firm)).post(ADDRESS, typed())

    employment = Employment.objects.select_related("person").get()
    assert (done.url, employment.enterprise_id, employment.filer, employment.person.name) == (
        reverse("people:firm"),
        firm.pk,
        "firm",
        "赵晓燕",
    )
    assert list(employment.person.places.values_list("county_code", flat=True)) == [CHENGGU]
    assert [entry.event for entry in record.timeline("person", employment.person_id)] == ["person.registered", "employment.begun"]


def test_somebody_known_elsewhere_is_found_and_nothing_known_of_them_is_changed(as_actor):
    known = builders.person(1, county=YANGXIAN, education="master")

    as_actor(builders.firm_actor(enterprises.enterprise(1))).post(ADDRESS, typed(phone="13900001111"))

    known.refresh_from_db()
    assert (Person.objects.count(), Employment.objects.get().person_id, known.phone.reveal()) == (1, known.pk, builders.PHONE)


def test_a_number_of_somebody_else_is_refused_and_the_page_does_not_say_whose(as_actor):
    builders.person(1, name="钱多")

    page = as_actor(builders.firm_actor(enterprises.enterprise(1))).post(ADDRESS, typed())

    assert list(page.context["form"].errors) == ["id_number"]
    assert ("钱多" in page.content.decode(), Employment.objects.count(), Person.objects.count()) == (False, 0, 1)


def test_pressed_twice_there_is_one_employment(as_actor):
    client = as_actor(builders.firm_actor(enterprises.enterprise(1)))
    client.post(ADDRESS, typed())

    again = client.post(ADDRESS, typed())

    assert (Employment.objects.count(), "已有在职记录" in again.content.decode()) == (1, True)


def test_the_page_of_ones_people_shows_them_once_and_whoever_left_apart(as_actor):
    firm, other = enterprises.enterprise(1), enterprises.enterprise(2, name="城固县金晖电缆有限公司")
    here, left, elsewhere = builders.person(1), builders.person(2, name="钱多"), builders.person(3, name="孙丽")
    builders.employment(here, firm)
    builders.employment(left, firm, ends=builders.date(2025, 6, 30))
    builders.employment(elsewhere, other)

    context = as_actor(builders.firm_actor(firm)).get(reverse("people:firm")).context

    assert [person.pk for _job, person, _filer in context["staff"]] == [here.pk]
    assert [job.person_id for job in context["leavers"]] == [left.pk]


def test_the_page_costs_a_fixed_number_of_queries(as_actor, django_assert_num_queries):
    firm = enterprises.enterprise(1)
    client = as_actor(builders.firm_actor(firm))
    builders.employment(builders.person(1), firm)
    with django_assert_num_queries(9):
        client.get(reverse("people:firm"))

    for number in range(2, 8):
        builders.employment(builders.person(number, name=f"周{number}"), firm)
    with django_assert_num_queries(9):
        client.get(reverse("people:firm"))


def test_staff_of_a_firm_add_nobody(as_actor):
    client = as_actor(builders.firm_actor(enterprises.enterprise(1), role=Role.ENTERPRISE_STAFF))

    assert (client.get(reverse("people:firm")).status_code, client.post(ADDRESS, typed()).status_code) == (403, 403)
