import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cqo.foundation.accounts.models import Assignment
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as record
from cqo.foundation.intake.models import Batch
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.tests import builders
from cqo.registry.people.models import Employment, Person

pytestmark = pytest.mark.django_db
BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"


def test_each_capacity_reaches_its_own_place():
    own, other, far = builders.enterprise(1), builders.enterprise(2, county=builders.YANGXIAN), builders.enterprise(3, county="320681")
    reached = {
        "county": set(files.within(builders.county_officer())),
        "city": set(files.within(builders.city_officer())),
        "province": set(files.within(builders.actor(builders.official("sheng", role=Role.PROVINCE_READER, division="610000")))),
    }
    assert reached == {"county": {own}, "city": {own, other}, "province": {own, other}}
    assert far not in reached["province"]


def test_a_file_out_of_reach_is_not_there(client):
    other = builders.enterprise(2, county=builders.YANGXIAN)
    client.force_login(builders.official("clerk"), backend=BACKEND)
    addresses = [
        reverse("dossier:enterprise", args=[other.pk]),
        *[reverse(f"enterprises:{name}", args=[other.pk]) for name in ("amend", "rename", "status", "move")],
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 5


def test_what_a_roster_has_not_published_yet_is_nowhere(client):
    batch = Batch.objects.create(
        kind="enterprises", city_code=builders.CITY, state="publishing", file_path="x", file_digest="x", created_at=builders.AT
    )
    hidden = builders.enterprise(4, name="城固县尚未发布有限公司", batch=batch)
    client.force_login(builders.official("clerk"), backend=BACKEND)
    listed = client.get(reverse("enterprises:list"), {"q": "尚未发布"}).content.decode()
    assert ("城固县尚未发布有限公司" in listed, client.get(reverse("dossier:enterprise", args=[hidden.pk])).status_code) == (False, 404)
    Batch.objects.filter(pk=batch.pk).update(visible=True, state="published")
    listed = client.get(reverse("enterprises:list"), {"q": "尚未发布"}).content.decode()
    assert "城固县尚未发布有限公司" in listed


def test_the_list_and_the_file_cost_a_fixed_number_of_queries(client):
    client.force_login(builders.official("clerk"), backend=BACKEND)
    firms = [builders.enterprise(number, name=f"城固县第{number}有限公司", phone="13900001234") for number in range(1, 16)]
    client.get(reverse("enterprises:list"))
    counts = []
    for address in (reverse("enterprises:list"), reverse("dossier:enterprise", args=[firms[0].pk])):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts == [10, 16]


def test_whoever_merely_works_for_a_firm_does_not_read_its_papers():
    firm, worker = builders.enterprise(), builders.user("worker")
    person = Person.objects.create(name="赵晓燕", name_key="赵晓燕", id_type="resident_id", user=worker, recorded_at=builders.AT)
    Employment.objects.create(person=person, enterprise=firm, recorded_at=builders.AT)
    Assignment.objects.create(user=worker, role=Role.PERSON.value, starts=builders.TODAY, recorded_at=builders.AT)
    actors = builders.actor(worker), builders.county_officer(), builders.county_officer(builders.YANGXIAN)
    assert [files.may_read_papers(actor, firm.pk) for actor in actors] == [False, True, False]


def test_a_full_phone_is_shown_to_those_who_may_and_recorded(client):
    firm = builders.enterprise(phone="13912345678")
    client.force_login(builders.official("clerk"), backend=BACKEND)
    plain = client.get(reverse("dossier:enterprise", args=[firm.pk])).content.decode()
    shown = client.post(reverse("dossier:reveal_enterprise", args=[firm.pk])).content.decode()
    assert ("13912345678" in plain, "13912345678" in shown) == (False, True)
    assert record.timeline("enterprise", firm.pk).last().event == "enterprise.revealed"
