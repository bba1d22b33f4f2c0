"""The record on screen: the acts of one's city in words, exported, printed; the heads of its chains."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest

from cqo.foundation.access.actor import system
from cqo.foundation.audit import operations as audit
from cqo.foundation.audit import queries
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db
RECORD = "/office/record/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path
    settings.SPOOL = tmp_path


@pytest.fixture
def city():
    return builders.hanzhong()


@pytest.fixture
def auditor(client, city):
    return builders.signed_in(client, city, "审计管理岗", name="陈静")


@pytest.fixture
def clerk(city):
    user = builders.user("何平")
    city.put(user, "城固受理岗")
    return builders.acting(user)


def act(by, event="account.opened", *, day=2, city="610700", kind="user", key=None):
    return audit.record(
        event, by=by, at=datetime(2026, 3, day, 1, tzinfo=UTC), city=city, kind=kind, key=key or by.user, facts={"role": "county_officer"}
    )


def shown(page) -> list[list[str]]:
    """The cells of the list."""
    return [[cell.value for cell in row.cells] for row in page.context["listing"].rows]


def test_acts_are_told_in_words_newest_first(client, city, auditor, clerk):
    act(clerk, day=2)
    act(clerk, "post.assigned", day=4, kind="post", key=city.posts["城固受理岗"].pk)
    act(system("trial.tick"), "workdays.year_imported", day=3, kind="workdays", key="2027")

    assert shown(client.get(RECORD)) == [
        ["2026年3月4日 09:00", "任职", "岗位 城固受理岗", "何平 · 县区局"],
        ["2026年3月3日 09:00", "导入工作日历", "工作日历 2027", "系统自动"],
        ["2026年3月2日 09:00", "建立账号", "账号 何平", "何平 · 县区局"],
    ]


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("event=post.assigned", [4]),
        ("kind=user", [2, 1]),
        ("since=2026-03-02", [4, 2]),
        ("until=2026-03-02", [2, 1]),
        ("since=2026-03-02&until=2026-03-02", [2]),
        ("q=何平", [4, 2]),
        ("q=没有的人", []),
    ],
)
def test_filters_narrow_the_list(client, city, auditor, clerk, query, days):
    other = builders.acting(city.put(builders.user("郑浩"), "佛坪受理岗").user)
    act(other, day=1)
    act(clerk, day=2)
    act(clerk, "post.assigned", day=4, kind="post", key=city.posts["城固受理岗"].pk)

    assert [row[0] for row in shown(client.get(f"{RECORD}?{query}"))] == [f"2026年3月{day}日 09:00" for day in days]


def test_the_list_costs_the_same_with_more_acts_of_the_same_kinds(client, city, auditor, clerk, django_assert_num_queries):
    act(clerk)
    client.get(RECORD)
    with django_assert_num_queries(11):
        client.get(RECORD)
    for day in range(3, 20):
        other = builders.acting(city.put(builders.user(), "佛坪受理岗").user)
        act(other, day=day)
    with django_assert_num_queries(11):
        client.get(RECORD)


def test_an_entry_shows_everything_it_holds_and_its_place_in_the_chain(client, city, auditor, clerk):
    key = act(clerk)
    waiting = client.get(f"{RECORD}entries/{key}/").context["case_page"]
    audit.seal(at=builders.AT)

    page = client.get(f"{RECORD}entries/{key}/")

    assert (waiting.state, page.context["case_page"].state) == ("等待加封", "已加封，第 1 号")
    body = page.content.decode()
    assert ("county_officer" in body, str(clerk.capacity) in body, queries.seal_of(key).hash in body) == (True, True, True)


def test_the_installations_own_acts_are_a_list_of_their_own(client, auditor, clerk):
    own = act(system("trial.tick"), "workdays.year_imported", city="", kind="workdays", key="2027")
    act(clerk)

    assert [row[1] for row in shown(client.get(f"{RECORD}?of=installation"))] == ["导入工作日历"]
    assert client.get(f"{RECORD}entries/{own}/").status_code == 200


def test_another_citys_acts_do_not_exist(client, auditor, clerk):
    foreign = act(clerk, city="320600")

    assert shown(client.get(RECORD)) == []
    assert client.get(f"{RECORD}entries/{foreign}/").status_code == 404


def test_the_export_has_the_same_words_and_is_itself_on_the_record(client, city, auditor, clerk):
    act(clerk)

    answer = client.get(f"{RECORD}?export=xlsx")

    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == ["时间", "办理事项", "对象", "经办人"]
    assert rows[1][1:] == ["建立账号", "账号 何平", "何平 · 县区局"]
    assert queries.recent("610700").first().event == "list.exported"


def test_heads_are_shown_printed_and_held_against_a_printed_one(client, auditor, clerk):
    act(clerk)
    audit.seal(at=builders.AT)
    head = queries.head("610700")

    printed = client.get(f"{RECORD}heads/?print=1").content.decode()
    in_groups = f"{head.hash[:8].upper()} {head.hash[8:16]} {head.hash[16:24]}"
    right = client.post(f"{RECORD}heads/", {"seq": "1", "hash": in_groups})
    wrong = client.post(f"{RECORD}heads/", {"seq": "1", "hash": "0" * 16})
    unreadable = client.post(f"{RECORD}heads/", {"seq": "1", "hash": "好"})

    assert (in_groups.lower() in printed, "data-print" in printed) == (True, True)
    assert (right.context["holds"], wrong.context["holds"]) == (True, False)
    assert list(unreadable.context["form"].errors) == ["hash"]


@pytest.mark.parametrize("title", ["质量科经办岗", "系统管理岗", "安全管理岗", "城固受理岗"])
def test_nobody_else_reads_the_record(client, city, clerk, title):
    key = act(clerk)
    builders.signed_in(client, city, title)
    pages = ["", f"entries/{key}/", "heads/", "verifications/"]

    assert [client.get(f"{RECORD}{page}").status_code for page in pages] == [403] * 4
    assert client.post(f"{RECORD}verifications/").status_code == 403
