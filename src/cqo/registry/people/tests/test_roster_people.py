"""A roster of people: files, places, employments and certificates of the 2017 class, all at once, and taken back."""

import pytest

from cqo.foundation.accounts.states import Role
from cqo.foundation.divisions.models import Zone
from cqo.foundation.intake import recipes
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.operations import publishing, undoing
from cqo.foundation.refusal import NotPossible
from cqo.foundation.search import queries as search
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, actor, city_officer, county_officer, official
from cqo.registry.enterprises.tests.rosters import Interruption, breaking_off, checked, codes, published, table, undone, verdicts
from cqo.registry.people import indexing
from cqo.registry.people.models import Employment, ExternalCertificate, Person, PersonInCity
from cqo.registry.people.operations import employments
from cqo.registry.people.queries import files
from cqo.registry.people.tests.builders import id_number, person

pytestmark = pytest.mark.django_db
HEADER = ("姓名", "身份证号", "工作单位", "所属县区", "职务", "手机号码", "证书编号", "发证日期")
CLASS = {"issuer": "汉中市质量技术监督局", "certificate_title": "首席质量官任职培训合格证"}
FIRM = "城固县恒泰柑橘食品有限公司"


def officer(number: int, **cells: str) -> dict[str, str]:
    """A row of a roster."""
    row = {
        "姓名": f"赵晓{number}燕",
        "身份证号": id_number(number),
        "工作单位": FIRM,
        "所属县区": "城固县",
        "职务": "质量总监",
        "手机号码": f"139{number:08d}",
        "证书编号": f"HZCQO2017{number:04d}",
        "发证日期": "2017-05-20",
    }
    return row | cells


def roster(*rows: dict[str, str]) -> bytes:
    return table(*rows, header=HEADER)


def found(text: str) -> list[str]:
    return sorted(search.narrow(files.visible(), kind=indexing.KIND, query=text).values_list("name", flat=True))


def registry() -> dict[str, object]:
    """Everything a roster of people could touch, hidden rows too."""
    return {
        "people": sorted(Person.objects.values_list("name", "id_masked", "phone_masked")),
        "places": sorted(PersonInCity.objects.values_list("person__name", "county_code")),
        "employments": sorted(Employment.objects.values_list("person__name", "enterprise__name", "position")),
        "certificates": sorted(ExternalCertificate.objects.values_list("person__name", "number", "issuer", "title")),
        "found": (found("赵晓"), found("HZCQO20170001")),
    }


def test_people_come_with_place_employment_and_certificate_all_at_once():
    by = city_officer()
    enterprises.enterprise(1, name=FIRM)
    batch = checked(roster(officer(1), officer(2)), by=by, kind="people", **CLASS)
    publishing.start(batch=batch, version=batch.version, by=by, at=AT)
    publishing._stage_chunk(batch, at=AT)
    assert (Person.objects.count(), files.visible().count(), files.within(by).count(), found("赵晓")) == (2, 0, 0, [])
    publishing.run(batch_key=batch.pk, at=AT)
    assert registry() == {
        "people": [
            ("赵晓1燕", f"61*************{id_number(1)[-3:]}", "139****0001"),
            ("赵晓2燕", f"61*************{id_number(2)[-3:]}", "139****0002"),
        ],
        "places": [("赵晓1燕", CHENGGU), ("赵晓2燕", CHENGGU)],
        "employments": [("赵晓1燕", FIRM, "质量总监"), ("赵晓2燕", FIRM, "质量总监")],
        "certificates": [
            ("赵晓1燕", "HZCQO20170001", CLASS["issuer"], CLASS["certificate_title"]),
            ("赵晓2燕", "HZCQO20170002", CLASS["issuer"], CLASS["certificate_title"]),
        ],
        "found": (["赵晓1燕", "赵晓2燕"], ["赵晓1燕"]),
    }


def test_the_same_roster_again_changes_nothing():
    by = city_officer()
    enterprises.enterprise(1, name=FIRM)
    published(roster(officer(1)), by=by, kind="people", **CLASS)
    before = registry()
    again = checked(roster(officer(1)), by=by, kind="people", **CLASS)
    assert (verdicts(again), again.tallies["change"], registry()) == (["same"], 0, before)


def test_a_known_person_only_gets_what_is_missing():
    by = city_officer()
    enterprises.enterprise(1, name=FIRM)
    known = person(1, name="赵晓1燕", county="610723")
    before = Person.objects.values().get()
    batch = published(roster(officer(1, 手机号码="13800000000")), by=by, kind="people", **CLASS)
    assert (verdicts(batch), Person.objects.values().get()) == (["change"], before)
    assert sorted(known.places.values_list("county_code", flat=True)) == [CHENGGU, "610723"]
    assert (Employment.objects.count(), ExternalCertificate.objects.get().number) == (1, "HZCQO20170001")


def test_undoing_takes_back_what_was_new_and_what_was_added():
    by = city_officer()
    enterprises.enterprise(1, name=FIRM)
    person(1, name="赵晓1燕")
    before = registry()
    batch = published(roster(officer(1), officer(2)), by=by, kind="people", **CLASS)
    assert undone(batch, by=by).state == "undone"
    assert registry() == before


@pytest.mark.parametrize("at_call", [1, 2, 3])
def test_an_undoing_killed_half_way_ends_the_same(at_call):
    by = city_officer()
    enterprises.enterprise(1, name=FIRM)
    person(1, name="赵晓1燕")
    before = registry()
    batch = published(roster(officer(1), officer(2)), by=by, kind="people", **CLASS)
    undoing.start(batch=batch, version=batch.version, by=by, at=AT)
    with breaking_off("people", at_call=at_call), pytest.raises(Interruption):
        undoing.run(batch_key=batch.pk, at=AT)
    undoing.run(batch_key=batch.pk, at=AT)
    assert (registry(), Batch.objects.get(pk=batch.pk).state) == (before, "undone")


def test_an_import_stays_once_somebody_of_it_left_the_firm():
    by = city_officer()
    enterprises.enterprise(1, name=FIRM)
    batch = published(roster(officer(1)), by=by, kind="people", **CLASS)
    held = Employment.objects.get()
    employments.correct(employment=held, position="质量部长", starts=held.starts, ends=None, by=by, at=AT)
    with pytest.raises(NotPossible) as refused:
        undone(batch, by=by)
    assert refused.value.code == "intake.people_in_use"


def test_an_import_stays_once_a_second_certificate_came_from_elsewhere():
    by = city_officer()
    batch = published(roster(officer(1)), by=by, kind="people", **CLASS)
    ExternalCertificate.objects.create(
        person=Person.objects.get(), city_code="610700", title="高级", number="S-1", issuer="省局", recorded_at=AT
    )
    with pytest.raises(NotPossible) as refused:
        undone(batch, by=by)
    assert refused.value.code == "intake.people_in_use"


def test_a_county_cannot_bring_people_of_another_county():
    enterprises.enterprise(1, name=FIRM)
    enterprises.enterprise(2, name="洋县谢村黄酒有限公司", county="610723")
    rows = (
        officer(1),
        officer(2, 所属县区="洋县"),
        officer(3, 所属县区="", 工作单位="洋县谢村黄酒有限公司"),
        officer(4, 工作单位="洋县谢村黄酒有限公司"),
        officer(5, 所属县区="", 工作单位=""),
    )
    batch = published(roster(*rows), by=county_officer(), kind="people", **CLASS)
    assert codes(batch) == ["", "division.out_of_reach", "division.out_of_reach", "firm.elsewhere", ""]
    assert sorted(Employment.objects.values_list("person__name", flat=True)) == ["赵晓1燕"]


def test_a_document_of_somebody_with_another_name_is_refused():
    person(1, name="王建国")
    batch = checked(roster(officer(1)), by=city_officer(), kind="people", **CLASS)
    assert codes(batch) == ["person.id_of_another"]


def test_four_byte_hanzi_and_interpuncts_survive_and_match():
    by = city_officer()
    published(roster(officer(1, 姓名="买买提•艾力"), officer(2, 姓名="赵𬭎")), by=by, kind="people", **CLASS)
    again = checked(roster(officer(1, 姓名="买买提·艾力"), officer(2, 姓名="赵𬭎")), by=by, kind="people", **CLASS)
    assert (verdicts(again), sorted(Person.objects.values_list("name", flat=True)), found("𬭎")) == (
        ["same", "same"],
        ["买买提•艾力", "赵𬭎"],
        ["赵𬭎"],
    )


def test_what_the_people_recipe_masks_is_every_column_that_identifies_somebody():
    words = recipes.of("people").words
    assert sorted(words.masked) == ["birth", "email", "id_number", "mobile", "phone"]
    assert words.shown_cell("id_number", id_number(1)) == f"61*************{id_number(1)[-3:]}"


def test_a_zone_office_brings_only_its_own_zone():
    zone = Zone.objects.get(name="汉中经济技术开发区")
    by = actor(official("zone", role=Role.ZONE_OFFICER, division="610700", zone=zone))
    batch = checked(roster(officer(1, 所属县区="经开区"), officer(2)), by=by, kind="people", **CLASS)
    assert codes(batch) == ["firm.unknown", "division.out_of_reach"]
