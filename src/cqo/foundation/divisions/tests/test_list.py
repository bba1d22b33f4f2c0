import csv
import importlib
from datetime import date

import pytest
from django.apps import apps

from cqo.foundation.divisions import loading, queries
from cqo.foundation.divisions.models import Alias, Division, Overlap, Succession, Zone
from cqo.foundation.divisions.states import Level, Sureness

pytestmark = pytest.mark.django_db


def test_every_division_of_the_list_is_there():
    standing = Division.objects.filter(valid_to__isnull=True)
    counted = {level: standing.filter(level=level.value).count() for level in Level}
    assert counted == {Level.PROVINCE: 34, Level.CITY: 342, Level.COUNTY: 2975}


def test_all_34_provinces_are_named():
    names = Division.objects.filter(level="province").order_by("code").values_list("name", flat=True)
    assert " ".join(names) == (
        "北京市 天津市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省 上海市 江苏省 浙江省 安徽省 福建省 江西省 山东省 河南省 "
        "湖北省 湖南省 广东省 广西壮族自治区 海南省 重庆市 四川省 贵州省 云南省 西藏自治区 陕西省 甘肃省 青海省 宁夏回族自治区 "
        "新疆维吾尔自治区 台湾省 香港特别行政区 澳门特别行政区"
    )


def test_the_counties_of_hanzhong_are_the_eleven_of_today():
    assert [place.code for place in queries.counties("610700")] == [
        "610702", "610703", "610722", "610723", "610724", "610725", "610726", "610727", "610728", "610729", "610730",
    ]  # fmt: skip


def test_an_area_of_the_statistics_bureau_is_marked_as_no_division():
    assert [(place.code, place.name) for place in queries.counties("320600") if place.statistical] == [("320671", "南通经济技术开发区")]


@pytest.mark.parametrize("city", ["441900", "442000", "460400"])
def test_a_prefecture_without_counties_stands_as_its_own_county(city):
    assert [place.code for place in queries.counties(city)] == [city]


def test_ancestry_is_repeated_in_every_row():
    rows = Division.objects.filter(code__in=["610000", "610700", "610722"]).order_by("code")
    assert list(rows.values_list("parent", "city_code", "province_code")) == [
        (None, "", "610000"),
        ("610000", "610700", "610000"),
        ("610700", "610700", "610000"),
    ]


def test_a_subtree_is_read_by_the_code_of_its_top():
    assert queries.within("610000").count() == 1 + 10 + queries.within("610000").filter(level="county").count()
    assert queries.within("610700").count() == 1 + 11 + 1
    assert list(queries.within("610722").values_list("code", flat=True)) == ["610722"]


def test_the_list_as_of_a_day_has_the_divisions_of_that_day():
    before = queries.as_of(date(2020, 7, 2)).filter(city_code="320600", level="county").order_by("code").values_list("code", flat=True)
    after = queries.as_of(date(2020, 7, 3)).filter(city_code="320600", level="county").order_by("code").values_list("code", flat=True)
    assert list(before) == ["320602", "320611", "320612", "320623", "320671", "320681", "320682", "320684", "320685"]
    assert list(after) == ["320612", "320613", "320614", "320623", "320671", "320681", "320682", "320685"]


def test_a_merger_is_followed_forwards_and_backwards():
    assert queries.successors("320611") == ("320613",)
    assert queries.successors("610722") == ("610722",)
    assert queries.predecessors("320613") == ("320602", "320611")


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("610703", None, "南郑区"),
        ("610721", None, "南郑县"),
        ("610703", date(2017, 9, 27), "南郑县"),
        ("610721", date(2017, 9, 28), "南郑区"),
        ("320611", date(2020, 7, 3), "崇川区"),
        ("320613", date(2019, 1, 1), "崇川区"),
        ("110100", None, "北京市"),
        ("500200", None, "重庆市"),
    ],
)
def test_a_code_is_named_as_of_a_day(code, day, name):
    assert queries.name_of(code, day) == name


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("610722", "陕西省 / 汉中市 / 城固县"),
        ("610000", "陕西省"),
        ("110101", "北京市 / 东城区"),
        ("429004", "湖北省 / 仙桃市"),
        ("441900", "广东省 / 东莞市"),
    ],
)
def test_a_path_names_the_ancestors_without_placeholders(code, path):
    assert queries.path(code) == path


def test_city_and_province_follow_from_the_list():
    assert (queries.city_of("610722"), queries.city_of("610700"), queries.city_of("441900"), queries.province_of("610722")) == (
        "610700", "610700", "441900", "610000",
    )  # fmt: skip


def test_a_code_that_is_not_in_the_list_is_an_error():
    with pytest.raises(KeyError):
        queries.name_of("619999")


def test_names_and_paths_of_a_whole_page_cost_no_query(django_assert_num_queries):
    queries.name_of("610722")
    with django_assert_num_queries(0):
        assert [queries.path(code) for code in ("610722", "320613")] == ["陕西省 / 汉中市 / 城固县", "江苏省 / 南通市 / 崇川区"]


def test_how_sure_a_change_is_stands_beside_it():
    here = Succession.objects.filter(new__city_code__in=["610700", "320600"])
    assert list(here.order_by("old").values_list("old", "new", "sureness", "precision")) == [
        ("320602", "320613", "documented", "day"),
        ("320611", "320613", "documented", "day"),
        ("320621", "320685", "listed", "year"),
        ("320683", "320612", "listed", "year"),
        ("320684", "320614", "documented", "day"),
        ("610721", "610703", "documented", "day"),
    ]


def test_a_change_that_only_lists_show_says_how_exactly_its_day_is_known():
    rows = Succession.objects.filter(old__in=["130527", "330124"]).order_by("old").values_list("old", "new", "effective_date", "precision")
    assert list(rows) == [("130527", "130506", date(2019, 5, 1), "from"), ("330124", "330185", date(1996, 1, 1), "year")]


def test_a_division_that_was_replaced_twice_is_followed_to_the_end():
    assert (queries.successors("330124"), queries.name_of("330124", date(2000, 1, 1))) == (("330112",), "临安市")
    assert queries.name_of("330112", date(1995, 1, 1)) == "临安县"


def test_a_county_that_went_into_an_older_district_leaves_its_age_alone():
    assert (queries.successors("130721"), queries.place("130705").valid_from) == (("130705",), None)


def test_every_former_division_ends_and_is_followed_by_one_of_today():
    former = Division.objects.filter(valid_to__isnull=False)
    assert former.count() == Succession.objects.count() == 244
    standing = set(Division.objects.filter(valid_to__isnull=True).values_list("code", flat=True))
    assert [code for code in former.values_list("code", flat=True) if not standing.issuperset(queries.successors(code) or ("",))] == []


def test_the_zone_whose_bounds_nobody_confirmed_says_so():
    zone = Zone.objects.get(name="汉中经济技术开发区")
    assert (zone.sureness, sorted(zone.counties.values_list("code", flat=True))) == (Sureness.UNVERIFIED.value, ["610702", "610703"])


def test_loading_again_changes_nothing():
    before = _everything()
    loading.load(apps)
    assert _everything() == before


def test_the_lists_can_be_taken_out_and_put_in_again():
    before = _everything()
    for unload in (loading.unload_zones, loading.unload_aliases, loading.unload_changes, loading.unload_divisions):
        unload(apps)
    assert [model.objects.count() for model in (Division, Succession, Alias, Zone, Overlap)] == [0, 0, 0, 0, 0]
    loading.load(apps)
    assert _everything() == before


def test_every_file_of_the_list_has_each_key_once():
    with (loading.DATA / "divisions.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert (len(codes), len(set(codes))) == (3351, 3351)


@pytest.mark.parametrize("name", ["0002_divisions_of_2023", "0003_former_divisions", "0004_short_names", "0005_known_zones"])
def test_every_data_migration_can_be_reversed(name):
    migration = importlib.import_module(f"cqo.foundation.divisions.migrations.{name}").Migration
    assert [operation.reversible for operation in migration.operations] == [True]


def _everything():
    return (
        list(Division.objects.order_by("code").values_list()),
        list(Succession.objects.order_by("old", "new").values_list("old", "new", "effective_date", "precision", "sureness", "source")),
        list(Alias.objects.order_by("division", "name").values_list("division", "name", "kind")),
        list(Zone.objects.order_by("pk").values_list()),
        list(Overlap.objects.order_by("zone", "county").values_list("zone", "county")),
    )
