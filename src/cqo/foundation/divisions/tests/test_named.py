from datetime import date
from uuid import UUID

import pytest

from cqo.foundation.divisions import queries
from cqo.foundation.divisions.models import Zone
from cqo.foundation.divisions.queries import Match, Reason

pytestmark = pytest.mark.django_db

HANZHONG, NANTONG = "610700", "320600"
HANZHONG_ZONE = UUID("01a20c7b-4e60-7561-a3d7-5315ee34406f")
NANTONG_ZONE = UUID("01a20c7b-4e60-7561-a3d7-531609109ccd")


@pytest.mark.parametrize(
    "written",
    [
        "城固县",
        "城固",
        "汉中市城固县",
        "汉中城固",
        "陕西省汉中市城固县",
        "陕西汉中城固县",
        "陕西省城固县",
        "　城 固 县 ",
        "陕西省 / 汉中市 / 城固县",
        "610722",
        "６１０７２２",
        "610722000000",
        "城固县(610722)",
    ],
)
def test_a_county_is_known_by_every_way_of_writing_it(written):
    assert queries.named(written, within=HANZHONG) == Match(code="610722")


@pytest.mark.parametrize(
    ("written", "city", "code"),
    [
        ("南郑县", HANZHONG, "610703"),
        ("汉中市南郑县", HANZHONG, "610703"),
        ("南郑", HANZHONG, "610703"),
        ("610721", HANZHONG, "610703"),
        ("港闸区", NANTONG, "320613"),
        ("崇川区", NANTONG, "320613"),
        ("海门市", NANTONG, "320614"),
        ("海门", NANTONG, "320614"),
        ("海安县", NANTONG, "320685"),
        ("通州市", NANTONG, "320612"),
        ("临安县", "330100", "330112"),
        ("昌平县", "110100", "110114"),
    ],
)
def test_a_former_name_gives_the_division_that_stands_in_its_place(written, city, code):
    assert queries.named(written, within=city) == Match(code=code)


@pytest.mark.parametrize(
    ("written", "day", "code"),
    [
        ("南郑县", date(2017, 9, 27), "610721"),
        ("南郑县", date(2017, 9, 28), "610703"),
        ("南郑区", date(2017, 9, 27), "610721"),
    ],
)
def test_with_a_day_the_division_of_that_day_is_given(written, day, code):
    assert queries.named(written, within=HANZHONG, on=day) == Match(code=code)


def test_a_name_borne_by_two_divisions_one_after_the_other_means_the_one_of_the_day():
    assert queries.named("崇川区", within=NANTONG, on=date(2020, 7, 2)) == Match(code="320602")
    assert queries.named("崇川区", within=NANTONG, on=date(2020, 7, 3)) == Match(code="320613")


@pytest.mark.parametrize(
    "written",
    [
        "汉中经济技术开发区",
        "汉中经开区",
        "经开区",
        "汉中市经开区",
        "经济技术开发区",
        "开发区",
        "汉中开发区",
        "汉中经开区管委会",
        "经 开 区",
    ],
)
def test_a_zone_over_two_counties_is_found_with_the_citys_code_and_its_counties_to_choose(written):
    assert queries.named(written, within=HANZHONG) == Match(code=HANZHONG, zone=HANZHONG_ZONE, choices=("610702", "610703"))


@pytest.mark.parametrize("written", ["南通经济技术开发区", "南通开发区", "经开区", "320671"])
def test_a_zone_with_a_statistical_code_is_found_with_that_code(written):
    assert queries.named(written, within=NANTONG) == Match(code="320671", zone=NANTONG_ZONE, choices=("320613",))


def test_a_zone_of_the_statistical_list_without_an_office_here_is_a_division_by_its_habits():
    assert queries.named("工业园区", within="320500") == Match(code="320576")


@pytest.mark.parametrize(
    ("written", "reason", "choices"),
    [
        ("", Reason.EMPTY, ()),
        ("　", Reason.EMPTY, ()),
        ("成固县", Reason.UNKNOWN, ()),
        ("外省", Reason.UNKNOWN, ()),
        ("洋", Reason.UNKNOWN, ()),
        ("高新区", Reason.UNKNOWN, ()),
        ("蜀山区", Reason.ELSEWHERE, ("340104",)),
        ("320613", Reason.ELSEWHERE, ("320613",)),
        ("999999", Reason.UNKNOWN, ()),
    ],
)
def test_what_is_no_place_of_the_city_is_refused_with_the_reason(written, reason, choices):
    assert queries.named(written, within=HANZHONG) == Match(reason=reason, choices=choices)


def test_a_short_name_of_several_places_is_ambiguous_and_the_full_name_is_not():
    assert queries.named("临夏", within="622900") == Match(reason=Reason.AMBIGUOUS, choices=("622900", "622901", "622921"))
    assert queries.named("临夏县", within="622900") == Match(code="622921")


def test_a_prefecture_without_counties_is_its_own_county():
    assert queries.named("东莞", within="441900") == Match(code="441900")


def test_a_municipality_is_named_without_its_placeholder():
    assert queries.named("北京市朝阳区", within="110100") == Match(code="110105")


def test_a_whole_province_can_be_read_and_same_names_in_it_are_ambiguous():
    assert queries.named("城固", within="610000") == Match(code="610722")
    assert queries.named("鼓楼区", within="320000") == Match(reason=Reason.AMBIGUOUS, choices=("320106", "320302"))
    assert queries.named("南京鼓楼区", within="320000") == Match(code="320106")


def test_a_name_borne_under_the_same_code_is_known():
    assert queries.named("襄樊市", within="420600") == Match(code="420600")
    assert queries.named("襄樊市", within="420000") == Match(code="420600")


def test_a_customary_short_name_is_known():
    assert queries.named("科左中旗", within="150500") == Match(code="150521")


def test_a_gazetteer_answers_for_many_rows_without_a_query(django_assert_num_queries):
    gazetteer = queries.gazetteer(HANZHONG)
    with django_assert_num_queries(0):
        found = [gazetteer.find(text) for text in ("城固县", "汉中 城固", "经开区", "成固县") * 100]
    assert [match.code for match in found[:4]] == ["610722", "610722", HANZHONG, ""]


def test_a_gazetteer_in_memory_costs_one_query(django_assert_num_queries):
    queries.gazetteer(HANZHONG)
    with django_assert_num_queries(1):
        assert queries.gazetteer(HANZHONG).find("勉县") == Match(code="610725")


def test_a_zone_renamed_behind_the_memory_is_seen_by_the_next_gazetteer():
    assert queries.named("汉中航空城", within=HANZHONG).found is False
    Zone.objects.filter(pk=HANZHONG_ZONE).update(name="汉中航空城", version=2)
    assert queries.named("汉中航空城", within=HANZHONG).zone == HANZHONG_ZONE
