import pytest
from django.urls import reverse

from cqo.foundation.audit import queries as record
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.states import State
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, YANGXIAN
from cqo.registry.people.models import Employment, Person, PersonInCity
from cqo.registry.people.operations import files
from cqo.registry.people.operations.files import Particulars
from cqo.registry.people.queries import files as queries
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db
RUGAO = "320682"


def register(by, number=1, *, name="赵晓燕", county=CHENGGU, **more):
    facts = Particulars(name=name, id_number=builders.id_number(number), **more)
    return files.register(facts=facts, county=county, zone=None, by=by, at=AT)


def test_a_new_person_is_registered_findable_and_on_the_record():
    county = enterprises.county_officer()

    person = register(county, phone=builders.PHONE)

    assert (person.name, person.id_masked, person.phone_masked, person.sex) == ("赵晓燕", "61*************018", "139****2231", "m")
    assert (person.id_number.reveal(), person.birth_date.reveal()) == (builders.id_number(1), "1990-01-01")
    assert [each.pk for each in queries.within(county)] == [person.pk]
    entry = record.timeline("person", person.pk).get()
    assert (entry.event, entry.stated) == ("person.registered", {"county": CHENGGU, "id_type": "resident_id", "with_id": True})


def test_somebody_known_in_another_city_is_the_same_person_and_counted_once():
    here, there = enterprises.county_officer(), enterprises.actor(enterprises.official("rugao", division=RUGAO))
    first = register(there, county=RUGAO, phone=builders.PHONE)
    assert list(queries.within(here)) == []

    again = register(here, phone="13900001111")

    assert (again.pk, Person.objects.count()) == (first.pk, 1)
    assert again.phone_masked == "139****2231"
    assert [each.pk for each in queries.within(here)] == [each.pk for each in queries.within(there)] == [first.pk]
    assert sorted(PersonInCity.objects.values_list("county_code", flat=True)) == [RUGAO, CHENGGU]
    assert [entry.event for entry in record.timeline("person", first.pk)] == ["person.registered", "person.placed"]


def test_registered_twice_in_one_county_adds_nothing():
    county = enterprises.county_officer()

    register(county)
    register(county)

    assert (Person.objects.count(), PersonInCity.objects.count(), record.timeline("person", Person.objects.get().pk).count()) == (1, 1, 1)


def test_an_interpunct_written_differently_is_the_same_name():
    county = enterprises.county_officer()
    first = register(county, name="买买提·艾力")

    assert register(county, name="买买提•艾力").pk == first.pk


@pytest.mark.parametrize(
    ("name", "number", "code"),
    [("钱多", builders.id_number(1), "person.id_of_another"), ("赵晓燕", "610722199001010011", "person.id_wrong")],
)
def test_a_document_of_another_or_a_wrong_one_is_refused(name, number, code):
    county = enterprises.county_officer()
    builders.person(1)

    with pytest.raises(NotPossible) as refused:
        files.register(facts=Particulars(name=name, id_number=number), county=CHENGGU, zone=None, by=county, at=AT)

    assert (refused.value.code, Person.objects.count()) == (code, 1)


def test_a_person_in_a_roster_that_is_still_hidden_is_refused():
    batch = Batch.objects.create(
        kind="people", city_code="610700", state=State.PUBLISHING.value, file_path="x", file_digest="0", created_at=AT
    )
    builders.person(1, batch=batch)

    with pytest.raises(NotPossible) as refused:
        register(enterprises.county_officer())

    assert refused.value.code == "person.in_roster"


def test_a_county_registers_nobody_in_another_county():
    with pytest.raises(NotPossible) as refused:
        register(enterprises.county_officer(), county=YANGXIAN)

    assert (refused.value.code, Person.objects.count()) == ("enterprise.out_of_reach", 0)


def typed(**changed):
    return builders.identity(1, county=CHENGGU, phone="139 1234 2231", education="college", title="工程师") | changed


def test_the_page_registers_and_leads_to_the_file(as_actor):
    client = as_actor(enterprises.county_officer())

    done = client.post(reverse("people:new"), typed())

    person = Person.objects.get()
    assert (done.status_code, done.url) == (302, person.get_absolute_url())
    assert (person.phone.reveal(), person.education, person.title) == ("13912342231", "college", "工程师")


def test_pressed_twice_there_is_one_person_and_the_second_time_says_so(as_actor):
    client = as_actor(enterprises.county_officer())
    client.post(reverse("people:new"), typed())

    page = client.post(reverse("people:new"), typed(), follow=True)

    assert (Person.objects.count(), "已有档案，未重复登记" in page.content.decode()) == (1, True)


def test_together_with_an_employment_the_firm_says_where(as_actor):
    client = as_actor(enterprises.city_officer())
    firm = enterprises.enterprise(1, county=YANGXIAN)

    client.post(reverse("people:new"), typed(county="", enterprise=firm.credit_code, position="质量部长", starts="2026年3月1日"))

    employment = Employment.objects.select_related("person").get()
    assert (employment.enterprise_id, employment.position, str(employment.starts), employment.filer) == (
        firm.pk,
        "质量部长",
        "2026-03-01",
        "bureau",
    )
    assert list(employment.person.places.values_list("county_code", flat=True)) == [YANGXIAN]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id_number": "610722199001010011"}, "id_number"),
        ({"phone": "0916-2626000"}, "phone"),
        ({"county": YANGXIAN}, "county"),
        ({"county": ""}, "county"),
        ({"position": "质量部长"}, "enterprise"),
        ({"enterprise": "没有这家企业"}, "enterprise"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_right_is_told_beside_its_field_and_what_was_typed_stays(as_actor, changed, field):
    client = as_actor(enterprises.county_officer())

    page = client.post(reverse("people:new"), typed(**changed))

    assert (list(page.context["form"].errors), Person.objects.count()) == ([field], 0)
    shown = page.content.decode()
    assert ('value="工程师"' in shown, f'value="{(typed() | changed)["id_number"]}"' in shown) == (True, True)


def test_the_number_is_kept_out_of_the_browsers_drafts(as_actor):
    page = as_actor(enterprises.county_officer()).get(reverse("people:new")).content.decode()

    field = page[page.index('name="id_number"') :].split(">")[0]
    assert ("data-keep-out" in field, 'autocomplete="off"' in field) == (True, True)


def test_a_firm_and_a_person_do_not_register(as_actor):
    person = builders.person(1)
    for actor in (builders.firm_actor(enterprises.enterprise(1)), builders.owner(person)):
        assert as_actor(actor).get(reverse("people:new")).status_code == 403
