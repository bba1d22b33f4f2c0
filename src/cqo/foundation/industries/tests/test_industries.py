import pytest
from django.apps import apps
from django.utils import translation

from cqo.foundation.industries import loading, queries, rules
from cqo.foundation.industries.models import Industry
from cqo.foundation.industries.states import DIVISIONS, Section

pytestmark = pytest.mark.django_db


def test_the_list_has_20_sections_and_97_divisions_numbered_through():
    assert [section.code for section in queries.sections()] == [section.value for section in Section]
    numbers = [code[1:] for code in Industry.objects.filter(section__isnull=False).order_by("code").values_list("code", flat=True)]
    assert numbers == [f"{number:02d}" for number in range(1, 98)]


@pytest.mark.parametrize(
    ("section", "first", "last"),
    [
        ("A", "01", "05"), ("B", "06", "12"), ("C", "13", "43"), ("D", "44", "46"), ("E", "47", "50"), ("F", "51", "52"), ("G", "53", "60"),
        ("H", "61", "62"), ("I", "63", "65"), ("J", "66", "69"), ("K", "70", "70"), ("L", "71", "72"), ("M", "73", "75"), ("N", "76", "79"),
        ("O", "80", "82"), ("P", "83", "83"), ("Q", "84", "85"), ("R", "86", "90"), ("S", "91", "96"), ("T", "97", "97"),
    ],
)  # fmt: skip
def test_each_section_has_the_divisions_of_the_standard(section, first, last):
    codes = list(Industry.objects.filter(section=section).order_by("code").values_list("code", flat=True))
    assert (codes[0], codes[-1]) == (section + first, section + last)
    assert codes == [section + division for division in DIVISIONS[Section(section)]]


def test_every_industry_has_a_chinese_and_an_english_name():
    assert Industry.objects.filter(name="").count() + Industry.objects.filter(name_en="").count() == 0
    with translation.override("en"):
        assert queries.name_of("C37") == "Manufacture of railway, ship, aerospace and other transport equipment"
    with translation.override("zh-hans"):
        assert queries.name_of("C37") == "铁路、船舶、航空航天和其他运输设备制造业"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("C37", "C37"),
        ("c37", "C37"),
        ("37", "C37"),
        ("371", "C37"),
        ("3714", "C37"),
        ("C3714", "C37"),
        ("Ｃ３７１４", "C37"),
        (" C37 ", "C37"),
        ("C3714 高铁车组制造", "C37"),
        ("C3714高铁车组制造", "C37"),
        ("3714-高铁车组制造", "C37"),
        ("37、运输设备", "C37"),
        ("C", "C"),
        ("C 制造业", "C"),
        ("01", "A01"),
        ("0111", "A01"),
        ("97", "T97"),
    ],
)
def test_a_code_of_any_depth_gives_its_division(written, code):
    assert queries.named(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("铁路、船舶、航空航天和其他运输设备制造业", "C37"),
        ("铁路船舶航空航天和其他运输设备制造业", "C37"),
        ("铁路、船舶、航空航天和其他运输设备制造", "C37"),
        ("食品制造业", "C14"),
        ("食品制造", "C14"),
        ("食品制造行业", "C14"),
        ("农副食品加工", "C13"),
        ("制造业", "C"),
        ("采矿业", "B"),
        ("农业", "A01"),
        ("房地产业", "K70"),
        ("教育", "P83"),
        ("医药", "C27"),
        ("医药行业", "C27"),
        ("医药制造", "C27"),
        ("化工", "C26"),
        ("纺织", "C17"),
        ("建材", "C30"),
        ("酒、饮料和精制茶制造业", "C15"),
        ("C制造业", "C"),
        ("37铁路、船舶、航空航天和其他运输设备制造业", "C37"),
        ("批发和零售业", "F"),
        ("软件", "I65"),
    ],
)
def test_a_name_or_its_usual_short_form_gives_its_code(written, code):
    assert queries.named(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "食品",
        "机械",
        "精密机床",
        "C01",
        "A37",
        "98",
        "00",
        "2024年新设",
        "12个",
        "10.5",
        "3D打印",
        "CNC数控",
        "A类",
        "业",
        "行业",
        "36食品制造业",
    ],
)
def test_what_names_no_industry_or_several_gives_none(written):
    assert queries.named(written) is None


def test_every_name_of_the_list_leads_back_to_its_code():
    by_itself = {industry.code: queries.named(industry.name) for industry in Industry.objects.all()}
    same_name = {"K": "K70", "P": "P83", "T": "T97"}
    assert by_itself == {code: same_name.get(code, code) for code in by_itself}


def test_every_alias_means_an_industry_of_the_list():
    codes = set(Industry.objects.values_list("code", flat=True))
    assert [row for row in loading.rows_of("aliases.csv") if row["code"] not in codes] == []


def test_the_choices_are_all_divisions_under_their_sections():
    with translation.override("zh-hans"):
        groups = queries.choices()
    assert (len(groups), sum(len(divisions) for _, divisions in groups)) == (20, 97)
    assert groups[1][0] == "B 采矿业"
    assert groups[1][1][0] == ("B06", "B06 煤炭开采和洗选业")


def test_a_section_is_read_with_its_divisions():
    assert list(queries.within("F").values_list("code", flat=True)) == ["F", "F51", "F52"]
    assert list(queries.within("F51").values_list("code", flat=True)) == ["F51"]


def test_names_cost_no_query_once_read(django_assert_num_queries):
    queries.named("医药")
    with django_assert_num_queries(0):
        assert [queries.named("C27"), queries.name_of("C27"), len(queries.choices())] == ["C27", "医药制造业", 20]


def test_a_letter_that_does_not_fit_its_number_is_no_code():
    assert rules.by_code("A37") is None


def test_loading_again_changes_nothing_and_unloading_empties_the_table():
    before = list(Industry.objects.order_by("code").values_list())
    loading.load_industries(apps)
    assert list(Industry.objects.order_by("code").values_list()) == before
    loading.unload_industries(apps)
    assert Industry.objects.count() == 0
