"""The registry as a list."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from cqo.foundation.accounts.states import Role
from cqo.foundation.divisions import queries as divisions
from cqo.qualification.certificates.states import Tier
from cqo.qualification.talents.tests import builders
from cqo.registry.enterprises.tests.builders import YANGXIAN
from cqo.registry.people.operations import merges

pytestmark = pytest.mark.django_db
enterprises, people, AT, CITY = builders.enterprises, builders.people, builders.AT, builders.CITY
LIST = "/talents/"


def names(client, **asked):
    return sorted(line.cells[0].value for line in client.get(LIST, asked).context["listing"].rows)


def test_an_entry_shows_who_what_and_where(as_actor):
    talent = builders.talent(firm=enterprises.enterprise(1))
    builders.hours(talent.person, 165)

    (line,) = as_actor(enterprises.city_officer()).get(LIST).context["listing"].rows

    shown = {cell.label: cell.value for cell in line.cells}
    assert shown == {
        "姓名": "赵晓燕",
        "证件号码": "61*************018",
        "层级": "基础",
        "证书状态": "有效",
        "工作单位": "城固县恒泰柑橘食品有限公司",
        "县区": "城固县",
        "本年学时": "16.5",
        "证书编号": talent.certificate.official_number,
        "有效期至": "2031年2月1日",
    }
    assert line.url == talent.person.get_absolute_url()


def test_filters_narrow(as_actor):
    zone, today = divisions.open_zones(CITY).first(), timezone.localdate()
    one = builders.talent(1, firm=enterprises.enterprise(1, industry_id="C13"))
    builders.talent(2, name="钱多", tier=Tier.SENIOR, firm=enterprises.enterprise(2, name="洋县某厂", county=YANGXIAN, zone_id=zone.pk))
    three = builders.talent(3, name="孙丽")
    builders.hours(one.person, 240)
    builders.changed(three.certificate, expires_date=today - timedelta(days=1))
    client = as_actor(enterprises.city_officer())

    found = {
        "county": names(client, county=YANGXIAN),
        "zone": names(client, zone=str(zone.pk)),
        "industry": names(client, industry="C13"),
        "enterprise": names(client, enterprise="恒泰"),
        "tier": names(client, tier="senior"),
        "expired": names(client, status="expired"),
        "valid": names(client, status="valid"),
        "hours": names(client, hours="24"),
        "more hours": names(client, hours="25"),
        "ground": names(client, ground="elsewhere"),
        "nonsense": names(client, hours="lots", county="999999"),
    }
    everybody = ["孙丽", "赵晓燕", "钱多"]
    assert found == {
        "county": ["钱多"],
        "zone": ["钱多"],
        "industry": ["赵晓燕"],
        "enterprise": ["赵晓燕"],
        "tier": ["钱多"],
        "expired": ["孙丽"],
        "valid": ["赵晓燕", "钱多"],
        "hours": ["赵晓燕"],
        "more hours": [],
        "ground": [],
        "nonsense": everybody,
    }


def test_hours_of_merged_files_count_together(as_actor):
    city = enterprises.city_officer()
    kept, merged = builders.talent(1), people.person(2, name="赵晓雁")
    builders.hours(kept.person, 100)
    builders.hours(merged, 60)
    merges.merge(kept=kept.person, merged=merged, kept_version=1, merged_version=1, ground="同一人", by=city, at=AT)
    client = as_actor(city)

    assert (names(client, hours="16"), names(client, hours="17")) == (["赵晓燕"], [])


def test_a_search_finds_names_readings_and_numbers(as_actor):
    talent = builders.talent(1)
    builders.talent(2, name="买买提·艾力")
    people.certificate(talent.person)
    client = as_actor(enterprises.county_officer())
    texts = ["晓燕", "zxy", "艾力", "HZ2017-0031", talent.certificate.number, talent.certificate.official_number, "没有这人"]

    assert [names(client, q=text) for text in texts] == [["赵晓燕"], ["赵晓燕"], ["买买提·艾力"], ["赵晓燕"], ["赵晓燕"], ["赵晓燕"], []]


def test_everybody_sees_their_own_place(as_actor):
    builders.talent(1)
    builders.talent(2, name="钱多", county=YANGXIAN)
    province = enterprises.actor(enterprises.official("province", role=Role.PROVINCE_READER, division="610000"))

    assert [names(as_actor(actor)) for actor in (enterprises.county_officer(YANGXIAN), enterprises.city_officer(), province)] == [
        ["钱多"],
        ["赵晓燕", "钱多"],
        ["赵晓燕", "钱多"],
    ]
    page = as_actor(province).get(LIST).context["listing"]
    assert (page.export_url, as_actor(province).get(LIST, {"export": "xlsx"}).status_code) == ("", 403)
    assert as_actor(people.firm_actor(enterprises.enterprise(9))).get(LIST).status_code == 403


def test_the_workbook_holds_numbers_and_days(as_actor):
    talent = builders.talent(1)
    builders.hours(talent.person, 165)

    answer = as_actor(enterprises.county_officer()).get(LIST, {"export": "xlsx"})

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "姓名" in row)
    told = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert (told["姓名"], told["本年学时"], told["证件号码"]) == ("赵晓燕", 16.5, "61*************018")
    assert getattr(told["有效期至"], "date", lambda: told["有效期至"])() == date(2031, 2, 1)


def test_the_sheet_of_paper_is_masked(as_actor):
    builders.talent(1)

    page = as_actor(enterprises.county_officer()).get(LIST, {"print": "1"}).content.decode()

    assert ("首席质量官人才信息库" in page, "61*************018" in page, people.id_number(1) in page) == (True, True, False)


def test_figures_by_county_and_tier(as_actor):
    zone = divisions.open_zones(CITY).first()
    builders.talent(1, firm=enterprises.enterprise(1, zone_id=zone.pk))
    builders.talent(2, name="钱多", county=YANGXIAN, tier=Tier.SENIOR)
    three = builders.talent(3, name="孙丽", county=YANGXIAN)
    builders.changed(three.certificate, ended_date=date(2026, 3, 1), ending="revoked")
    client = as_actor(enterprises.city_officer())

    table = client.get("/talents/counts/").context["table"]

    assert [(line.name, list(line.tiers), line.total, line.valid) for line in [*table.counties, table.total, *table.zones]] == [
        ("城固县", [1, 0, 0], 1, 1),
        ("洋县", [1, 0, 1], 2, 1),
        ("", [2, 0, 1], 3, 2),
        (zone.name, [1, 0, 0], 1, 1),
    ]
    assert client.get("/talents/counts/?print=1").status_code == 200


def test_the_list_costs_a_fixed_number_of_queries(as_actor, django_assert_num_queries):
    client, firm = as_actor(enterprises.county_officer()), enterprises.enterprise(1)
    builders.talent(1, firm=firm)
    client.get(LIST)  # the places are remembered from now on
    with django_assert_num_queries(12):
        client.get(LIST)

    for number in range(2, 20):
        builders.talent(number, name=f"周{number}", firm=firm)
    with django_assert_num_queries(12):
        client.get(LIST)
