from io import BytesIO

import pytest
from openpyxl import load_workbook

from cqo.foundation.accounts.states import Role
from cqo.foundation.divisions import queries as divisions
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import CITY, YANGXIAN
from cqo.registry.people.models import PersonInCity
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db
LIST = "/people/"


def names(client, **asked):
    return sorted(line.cells[0].value for line in client.get(LIST, asked).context["listing"].rows)


def test_somebody_in_several_places_and_firms_stands_in_the_list_once(as_actor):
    person = builders.person(1)
    PersonInCity.objects.create(person=person, city_code=CITY, county_code=YANGXIAN)
    builders.employment(person, enterprises.enterprise(1))
    builders.employment(person, enterprises.enterprise(2, name="洋县某厂", county=YANGXIAN), position="顾问")

    (line,) = as_actor(enterprises.city_officer()).get(LIST).context["listing"].rows

    shown = {cell.label: cell.value for cell in line.cells}
    assert (shown["工作单位"], shown["县区"]) == ("洋县某厂、城固县恒泰柑橘食品有限公司", "城固县、洋县")
    assert (shown["证件号码"], shown["手机"]) == ("61*************018", "139****2231")


def test_what_a_merged_file_says_stands_with_the_one_that_was_kept(as_actor):
    kept = builders.person(1)
    merged = builders.person(None, merged_into=kept, county=YANGXIAN)
    builders.employment(merged, enterprises.enterprise(1))
    builders.certificate(merged)

    (line,) = as_actor(enterprises.city_officer()).get(LIST).context["listing"].rows

    shown = {cell.label: cell.value for cell in line.cells}
    assert (shown["工作单位"], shown["外部证书编号"], shown["县区"]) == ("城固县恒泰柑橘食品有限公司", "HZ2017-0031", "城固县、洋县")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("晓燕", ["赵晓燕"]),
        ("zxy", ["赵晓燕"]),
        ("zhaoxiaoyan", ["赵晓燕"]),
        ("买买提.艾力", ["买买提·艾力"]),
        ("艾力", ["买买提·艾力"]),
        ("HZ2017-0031", ["赵晓燕"]),
        ("2231", ["赵晓燕"]),
    ],
)
def test_a_search_finds_names_readings_numbers_and_phone_tails(as_actor, text, found):
    builders.certificate(builders.person(1))
    builders.person(2, name="买买提·艾力", phone="13912345678")

    assert names(as_actor(enterprises.county_officer()), q=text) == found


def test_who_may_not_see_personal_data_finds_nobody_by_phone(as_actor):
    builders.person(1)
    province = enterprises.actor(enterprises.official("province", role=Role.PROVINCE_READER, division="610000"))

    assert (names(as_actor(province), q="2231"), names(as_actor(province), q="晓燕")) == ([], ["赵晓燕"])


def test_filters_narrow(as_actor):
    zone = divisions.open_zones(CITY).first()
    firm = enterprises.enterprise(1)
    one, two = builders.person(1, education="bachelor"), builders.person(2, name="钱多", education="college")
    builders.person(3, name="孙丽", county=YANGXIAN, zone=zone.pk)
    builders.employment(one, firm)
    builders.certificate(two)
    builders.owner(two)
    client = as_actor(enterprises.city_officer())

    found = {
        "county": names(client, county=YANGXIAN),
        "zone": names(client, zone=str(zone.pk)),
        "education": names(client, education="bachelor"),
        "enterprise": names(client, enterprise="恒泰"),
        "certificate": names(client, certificate="yes"),
        "no certificate": names(client, certificate="no"),
        "account": names(client, account="yes"),
        "no account": names(client, account="no"),
    }
    assert found == {
        "county": ["孙丽"],
        "zone": ["孙丽"],
        "education": ["赵晓燕"],
        "enterprise": ["赵晓燕"],
        "certificate": ["钱多"],
        "no certificate": ["孙丽", "赵晓燕"],
        "account": ["钱多"],
        "no account": ["孙丽", "赵晓燕"],
    }


def test_the_list_costs_a_fixed_number_of_queries(as_actor, django_assert_num_queries):
    client = as_actor(enterprises.county_officer())
    firm = enterprises.enterprise(1)
    builders.employment(builders.person(1), firm)
    client.get(LIST)  # the places are remembered from now on
    with django_assert_num_queries(14):
        client.get(LIST)

    for number in range(2, 20):
        builders.certificate(person := builders.person(number, name=f"周{number}"), number=f"N{number:05d}")
        builders.employment(person, firm)
    with django_assert_num_queries(14):
        client.get(LIST)


def test_an_export_reveals_to_officials_what_they_chose_and_masks_the_rest(as_actor):
    builders.person(1)
    client = as_actor(enterprises.county_officer())

    def exported(**asked):
        answer = client.get(LIST, {"export": "xlsx", **asked})
        return [cell.value for row in load_workbook(BytesIO(b"".join(answer.streaming_content))).active.iter_rows() for cell in row]

    shown = exported()
    chosen = exported(columns=["name", "id_number"])
    assert (builders.PHONE in shown, builders.id_number(1) in shown, "61*************018" in shown) == (True, False, True)
    assert builders.id_number(1) in chosen


def test_who_may_not_export_is_told(as_actor):
    builders.person(1)
    province = enterprises.actor(enterprises.official("province", role=Role.PROVINCE_READER, division="610000"))

    assert as_actor(province).get(LIST, {"export": "xlsx"}).status_code == 403


def test_the_print_has_every_row(as_actor):
    builders.person(1)

    page = as_actor(enterprises.county_officer()).get(LIST, {"print": "1"}).content.decode()

    assert ("赵晓燕" in page, builders.PHONE in page) == (True, False)


def test_each_sees_the_people_of_their_place(as_actor):
    builders.person(1)
    builders.person(2, name="钱多", county=YANGXIAN)
    builders.person(3, name="孙丽", county="320682")

    seen = {
        actor.reach.key: names(as_actor(actor))
        for actor in (enterprises.city_officer(), enterprises.county_officer(), enterprises.county_officer(YANGXIAN))
    }

    assert seen == {CITY: ["赵晓燕", "钱多"], "610722": ["赵晓燕"], YANGXIAN: ["钱多"]}
    assert as_actor(builders.firm_actor(enterprises.enterprise(1))).get(LIST).status_code == 403
