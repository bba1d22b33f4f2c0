import re

import pytest
from django.test import RequestFactory

from cqo.foundation.access import queries as access
from cqo.foundation.accounts.models import User
from cqo.foundation.lists import operations, pages, rules
from cqo.foundation.lists.tests.builders import AT, USERS, person, within

pytestmark = [pytest.mark.django_db, pytest.mark.urls("cqo.foundation.lists.tests.addresses")]


def listing(client, address="/people/"):
    return client.get(address).context["listing"]


def shown(client, address="/people/", column=0):
    return [line.cells[column].value for line in listing(client, address).rows]


def people(*names):
    return [person(f"u{number}", name=name) for number, name in enumerate(names)]


def test_the_page_shows_the_first_rows_in_the_lists_own_order(clerk):
    people("丁", "丙", "乙", "甲")
    found = listing(clerk)
    assert [line.cells[0].value for line in found.rows] == sorted(["丁", "丙", "乙", "甲"])[:3]
    assert (found.count, found.count_is_capped, found.pages.previous_url, found.pages.number) == (4, False, "", 1)


def test_the_page_is_drawn(clerk):
    (one,) = people("赵钱孙")
    page = clerk.get("/people/").content.decode()
    assert (f'href="/people/{one.pk}/"' in page, "赵钱孙" in page, "新建用户" in page, "手机" in page, "建立日期" in page) == (True,) * 5


def test_what_somebody_typed_is_not_run(clerk):
    page = clerk.get("/people/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert ("<script>alert(1)" in page, "没有这样的用户" in page) == (False, True)


def test_search_and_filters_narrow_together_and_stay_in_the_address(clerk):
    person("a1", name="王一")
    person("a2", name="李二")
    person("b1", name="王三")
    found = listing(clerk, "/people/?q=王&letter=a&sort=-login&columns=name&columns=login&tab=1&page=1")
    assert ([line.cells[1].value for line in found.rows], found.query, found.filters["letter"].value()) == (["a1"], "王", "a")
    assert found.print_url == "/people/?q=%E7%8E%8B&letter=a&sort=-login&columns=name&columns=login&tab=1&print=1"
    assert found.hidden_parameters == [("sort", "-login"), ("tab", "1")]


def test_a_filter_that_makes_no_sense_narrows_nothing_and_says_so(clerk):
    people("甲", "乙")
    found = listing(clerk, "/people/?year=19xx&letter=u")
    assert (found.count, list(found.filters.errors)) == (2, ["year"])


def test_sorting_turns_round_when_asked_again(clerk):
    person("a", name="一", days=3)
    person("b", name="二", days=1)
    person("c", name="三")
    seen = {heading.key: heading for heading in listing(clerk, "/people/?sort=seen").columns}["seen"]
    assert (shown(clerk, "/people/?sort=seen", 1), seen.sorted, seen.sort_url) == (["a", "b", "c"], "asc", "/people/?sort=-seen")
    seen = {heading.key: heading for heading in listing(clerk, "/people/?sort=-seen").columns}["seen"]
    assert (shown(clerk, "/people/?sort=-seen", 1), seen.sorted, seen.sort_url) == (["b", "a", "c"], "desc", "/people/?sort=seen")


@pytest.mark.parametrize("typed", ["phone", "-phone", "password", "--name", ""])
def test_nobody_sorts_by_what_cannot_be_sorted_by(clerk, typed):
    people("甲", "乙")
    assert [heading.sorted for heading in listing(clerk, f"/people/?sort={typed}").columns if heading.sorted] == []


def test_pages_lead_on_and_back(clerk):
    for number in range(8):
        person(f"u{number}")
    first = listing(clerk, "/people/?sort=login")
    second = listing(clerk, first.pages.next_url)
    third = listing(clerk, second.pages.next_url)
    assert [[line.cells[1].value for line in each.rows] for each in (first, second, third)] == [
        ["u0", "u1", "u2"],
        ["u3", "u4", "u5"],
        ["u6", "u7"],
    ]
    assert ([each.pages.number for each in (first, second, third)], third.pages.next_url) == ([1, 2, 3], "")
    back = listing(clerk, third.pages.previous_url)
    assert ([line.cells[1].value for line in back.rows], back.pages.number) == (["u3", "u4", "u5"], 2)
    start = listing(clerk, back.pages.previous_url)
    assert ([line.cells[1].value for line in start.rows], start.pages.previous_url) == (["u0", "u1", "u2"], "")


def test_counting_stops(clerk, monkeypatch):
    monkeypatch.setattr(rules, "COUNTED_UP_TO", 4)
    people("一", "二", "三", "四", "五")
    found = listing(clerk)
    assert (found.count, found.count_is_capped) == (4, True)


def test_a_page_does_a_fixed_number_of_queries(clerk, django_assert_num_queries):
    def built(address):
        request = RequestFactory().get(address)
        (request.actor,) = access.capacities(user=clerk.user, on=AT.date())
        return lambda: pages.build(request, USERS, within(request.actor))

    for number in range(4):
        person(f"u{number}")
    for already in range(2):
        place = User.objects.get(login_name="u2")
        for address, queries in [
            ("/people/", 4),
            ("/people/?columns=name", 3),
            (f"/people/?after={place.pk}", 5),
            ("/people/?q=u&letter=u", 4),
        ]:
            run = built(address)
            with django_assert_num_queries(queries):
                run()
        if not already:
            User.objects.bulk_create(User(login_name=f"v{number}", name=f"v{number}", created_at=AT) for number in range(200))
            operations.save_view(user=clerk.user.pk, list_key=USERS.key, name="常用", query="q=u", at=AT)


def test_personal_data_is_masked_on_the_page_for_everybody(clerk):
    person("u1", phone="13912342231")
    page = clerk.get("/people/").content.decode()
    assert ("139****2231" in page, "13912342231" in page) == (True, False)


def test_columns_come_in_the_order_of_the_address(clerk):
    people("甲")
    found = listing(clerk, "/people/?columns=active&columns=name&columns=nothing&columns=active")
    assert [(cell.label, cell.value) for cell in found.rows[0].cells] == [("在用", "是"), ("姓名", "甲")]
    assert [(heading.key, heading.chosen) for heading in found.columns] == [
        ("active", True),
        ("name", True),
        ("login", False),
        ("phone", False),
        ("seen", False),
        ("made", False),
    ]


def test_remembered_columns_are_shown_unless_the_address_names_others(clerk):
    people("甲")
    operations.choose_columns(user=clerk.user.pk, list_key=USERS.key, columns=["made", "login"])
    assert [cell.value for cell in listing(clerk).rows[0].cells] == ["2026年3月2日", "u0"]
    assert [cell.value for cell in listing(clerk, "/people/?columns=name").rows[0].cells] == ["甲"]


def test_an_empty_list_says_what_to_do(clerk):
    found = listing(clerk)
    assert (found.empty_title, found.empty_hint, found.export_url, found.print_url) == ("没有这样的用户", "换一个条件试试。", "", "")


def test_only_who_may_export_is_offered_it(reader):
    people("甲")
    assert listing(reader).export_url == ""


def test_paper_shows_all_rows_and_the_chosen_columns(clerk):
    for number in range(5):
        person(f"u{number}", phone=f"1391234223{number}")
    page = clerk.get("/people/?print=1&columns=login&columns=phone").content.decode()
    assert re.findall(r"u\d|139\*+\d+", page) == [each for number in range(5) for each in (f"u{number}", f"139****223{number}")]
    assert "只打印前" not in page


def test_paper_says_where_it_ends(clerk, monkeypatch):
    monkeypatch.setattr(rules, "PRINTED_UP_TO", 2)
    people("一", "二", "三")
    page = clerk.get("/people/?print=1").content.decode()
    assert ("只打印前 2 行" in page, len(re.findall(r"<td", page))) == (True, 8)


def test_a_row_that_cannot_be_named_in_the_address_harms_nothing(clerk):
    people("甲", "乙")
    assert clerk.get("/people/?after=x&before=%00&page=99999999999&columns=%00&sort=%00&year=%00").status_code == 200
