"""Every way of fetching the rows, over a few rows: what decides between the ways is made small."""

import random

import pytest

from cqo.foundation.search import operations, queries
from cqo.foundation.search.engines import postgresql, sqlite
from cqo.foundation.search.operations import Document
from cqo.foundation.search.tests.builders import Firm, firm_table, index, key, numbers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def table():
    with firm_table():
        yield


@pytest.fixture(params=["named", "walked", "sorted"])
def way(request, monkeypatch):
    near, dense, listed = {"named": (1000, 1000, 1000), "walked": (1000, 1, 3), "sorted": (1, 2, 3)}[request.param]
    monkeypatch.setattr(postgresql, "NEAR", near)
    monkeypatch.setattr(postgresql, "DENSE", dense)
    monkeypatch.setattr(postgresql, "LISTED", listed)
    monkeypatch.setattr(sqlite, "LISTED", listed)
    monkeypatch.setattr(sqlite, "COMMON", listed + 1 if request.param == "walked" else 1000)


def firms(*visible: bool) -> None:
    Firm.objects.bulk_create([Firm(id=key(number), parent_id=key(100 + number), visible=shown) for number, shown in enumerate(visible, 1)])


def test_the_callers_filters_slices_and_counts_hold(way):
    for number in range(1, 9):
        index(number, "城固机械有限公司" if number % 2 else "洋县机械有限公司")
    firms(True, True, False, True, True, True, True, True)
    found = queries.narrow(Firm.objects.filter(visible=True), kind="enterprise", query="机械")
    assert numbers(found.values_list("pk", flat=True)) == [8, 7, 6, 5, 4, 2, 1]
    assert numbers(firm.pk for firm in found[2:5]) == [6, 5, 4]
    assert numbers(found.exclude(pk=key(7)).values_list("pk", flat=True)[:2]) == [8, 6]
    assert numbers(found.order_by("pk").values_list("pk", flat=True)[:2]) == [1, 2]
    assert [found.count(), found.exists(), found.filter(visible=False).exists()] == [7, True, False]


def test_whole_names_come_first_in_every_way(way):
    for number, name in enumerate(["机械", "城固机械厂", "洋县机械厂", "机械", "西乡机械厂", "勉县机械厂"], 1):
        index(number, name)
    firms(*[True] * 6)
    found = queries.narrow(Firm.objects.all(), kind="enterprise", query="机械")
    assert numbers(found.values_list("pk", flat=True)) == [4, 1, 6, 5, 3, 2]


def test_the_key_may_be_held_in_another_column(way):
    for number in range(101, 106):
        index(number, "城固机械厂")
    firms(*[True] * 5)
    found = queries.narrow(Firm.objects.all(), kind="enterprise", query="机械", on="parent_id")
    assert numbers(found.values_list("pk", flat=True)) == [5, 4, 3, 2, 1]


def test_nothing_found_is_an_empty_queryset(way):
    index(1, "城固机械厂")
    firms(True)
    assert list(queries.narrow(Firm.objects.all(), kind="enterprise", query="轴承")) == []


def test_every_way_finds_what_a_look_through_all_texts_finds(way):
    rng = random.Random(3)  # noqa: S311  (names, not secrets)
    names = {number: "".join(rng.choices("汉中城固公司", k=rng.randint(1, 6))) for number in range(1, 61)}
    counties = {number: rng.choice(["d:610722", "d:610723"]) for number in names}
    operations.put(
        [Document(kind="enterprise", key=key(number), names=[name], tokens=[counties[number]]) for number, name in names.items()]
    )
    firms(*[number % 5 != 0 for number in names])
    for query in {name[:length] for name in names.values() for length in (1, 2, 3)}:
        for scope in ((), ("d:610722",)):
            found = queries.narrow(Firm.objects.filter(visible=True), kind="enterprise", query=query, scope=scope)
            hits = [n for n, name in names.items() if query in name and n % 5 != 0 and (not scope or counties[n] in scope)]
            assert numbers(found.values_list("pk", flat=True)) == sorted(hits, key=lambda n: (names[n] == query, n), reverse=True)


def test_a_queryset_that_has_an_order_keeps_it(way):
    for number in range(1, 9):
        index(number, "机械" if number == 4 else "城固机械厂" if number % 2 else "洋县机械厂")
    firms(*[True] * 8)
    found = queries.narrow(Firm.objects.order_by("pk"), kind="enterprise", query="机械")
    assert numbers(found.values_list("pk", flat=True)) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [queries.order_of(found), found.count(), numbers(firm.pk for firm in found[3:5])] == [(), 8, [4, 5]]


def test_the_fields_of_the_order_can_be_compared_with(way):
    for number, name in enumerate(["机械", "城固机械厂", "洋县机械厂", "机械", "西乡机械厂", "勉县机械厂"], 1):
        index(number, name)
    firms(*[True] * 6)
    found = queries.narrow(Firm.objects.all(), kind="enterprise", query="机械")
    assert queries.order_of(found) == ("-search_exact", "-search_rank")
    fifth = found[3]
    assert (fifth.pk, bool(fifth.search_exact)) == (key(5), False)
    assert numbers(firm.pk for firm in found.filter(search_exact=False, search_rank__lt=fifth.search_rank)) == [3, 2]
    assert numbers(firm.pk for firm in found.filter(search_exact=True)) == [4, 1]


def test_without_whole_names_only_the_rank_orders(way):
    for number in range(1, 6):
        index(number, "城固机械厂")
    firms(*[True] * 5)
    found = queries.narrow(Firm.objects.all(), kind="enterprise", query="机械")
    assert [queries.order_of(found), queries.capped_count(found, 2)] == [("-search_rank",), 3]


def test_few_hits_take_two_statements(django_assert_num_queries):
    index(1, "城固机械厂")
    firms(True)
    with django_assert_num_queries(2):
        list(queries.narrow(Firm.objects.all(), kind="enterprise", query="机械", scope=()))


def test_counting_stops_one_above_the_most():
    firms(*[True] * 5)
    assert [queries.capped_count(Firm.objects.all(), most) for most in (3, 4, 5, 1000)] == [4, 5, 5, 5]


def test_the_place_of_a_thing_in_the_order_is_known(way):
    for number, name in enumerate(["机械", "城固机械厂", "洋县机械厂", "西乡机械厂"], 1):
        index(number, name)
    firms(*[True] * 4)
    found = queries.narrow(Firm.objects.all(), kind="enterprise", query="机械")
    places = [queries.place(found, firm.pk) for firm in found]
    assert places == [{"search_exact": bool(firm.search_exact), "search_rank": firm.search_rank} for firm in found]
    assert queries.place(found, key(9)) == {}
