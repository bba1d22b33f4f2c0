import pytest

from cqo.foundation.search import queries
from cqo.foundation.search.tests.builders import index, key, numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return index(
        1,
        "汉中（城固）䶮昌机械有限公司",
        "城固县农机修造厂",
        codes=["91610722MA6YW1234X", "汉质官〔2017〕第003号"],
        tokens=["c:610700", "d:610722", "p:1f0c"],
    )


@pytest.mark.parametrize(
    "query",
    [
        "䶮",
        "城固",
        "汉中城固",
        "固䶮",
        "有限公司",
        "公",
        "修造",
        "城固 修造 公司",
        "ＭＡ６ＹＷ",
        "91610722MA6YW1234X",
        "1234x",
        "2017第003",
        "hzcg",
        "cgx",
        "njx",
        "h",
    ],
)
def test_any_part_of_a_name_former_name_reading_or_code_finds(firm, query):
    assert queries.first("enterprise", query) == [firm]


@pytest.mark.parametrize(
    "query", ["䶮固", "机械厂", "城固 轴承", "916", "4x", "g", "hzgc", "91610722MA6YW1234Y", "第003号2017", "p1f0c", "610700 d"]
)
def test_what_the_texts_do_not_contain_does_not_find(firm, query):
    assert queries.first("enterprise", query) == []


def test_terms_without_their_text_do_not_find():
    index(1, "中汉固城汉中固")
    assert [queries.first("enterprise", query) for query in ("中汉中", "汉中汉", "城汉中固")] == [[], [], [key(1)]]


@pytest.mark.parametrize("query", ["'", '"', "%", "_", "*", "汉%", "公_", '" OR "', "公' --", "a\x00b", "\\"])
def test_marks_mean_nothing_to_the_database(firm, query):
    queries.first("enterprise", query)


def test_a_long_query_is_cut():
    firm = index(1, "汉" * 80)
    assert queries.first("enterprise", "汉" * 70) == [firm]


def test_nothing_asked_for_finds_everything_of_the_kind_and_scope():
    index(1, "甲", tokens=["d:610722"])
    index(2, "乙")
    index(3, "丙", tokens=["d:610722"])
    index(4, "丁", kind="person", tokens=["d:610722"])
    assert [numbers(queries.first("enterprise", "（）", scope=scope)) for scope in ((), ("d:610722",))] == [[3, 2, 1], [3, 1]]


def test_every_token_of_the_scope_is_needed(firm):
    scopes = [["c:610700"], ["c:610700", "d:610722"], ["c:610700", "d:610723"], ["c:6107"]]
    assert [queries.first("enterprise", "城固", scope=scope) for scope in scopes] == [[firm], [firm], [], []]


def test_a_mark_finds_only_for_a_search_that_passes_it(firm):
    assert [queries.first("enterprise", "5678", marks=marks) for marks in ((), ("p:1f0c",), ("p:9999",))] == [[], [firm], []]


def test_a_mark_does_not_reach_out_of_the_scope(firm):
    assert queries.first("enterprise", "5678", marks=["p:1f0c"], scope=["d:610723"]) == []


def test_whole_names_and_codes_come_first_then_the_newest():
    index(1, "王伟", kind="person", is_person=True)
    index(2, "王伟明", kind="person", is_person=True)
    index(3, "李王伟", "王·伟", kind="person", is_person=True)
    index(4, "王伟强", kind="person", is_person=True)
    index(5, "赵四", kind="person", codes=["王伟"], is_person=True)
    assert numbers(queries.first("person", "王伟")) == [5, 3, 1, 4, 2]


def test_a_whole_code_comes_before_longer_ones():
    for number, code in enumerate(["20240011", "2024001", "12024001"], 1):
        index(number, "甲", kind="certificate", codes=[code])
    assert numbers(queries.first("certificate", "2024001")) == [2, 3, 1]


def test_initials_alone_are_no_whole_name():
    index(1, "王伟", kind="person", is_person=True)
    index(2, "WW", kind="person", is_person=True)
    index(3, "武威", kind="person", is_person=True)
    assert numbers(queries.first("person", "ww")) == [2, 3, 1]


def test_no_more_than_the_limit_is_found():
    for number in range(1, 6):
        index(number, "城固机械厂")
    assert numbers(queries.first("enterprise", "城固", limit=2)) == [5, 4]
