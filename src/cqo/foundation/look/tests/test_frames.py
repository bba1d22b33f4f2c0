"""The frames, drawn without a database: pytest-django refuses every query of these tests, so a frame that asked one would fail."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.http import HttpResponse
from django.template.loader import get_template

from cqo.foundation.look import care, navigation
from cqo.foundation.look.casepage import Deed, Event, Fact, Group, Missing, Paper, Station
from cqo.foundation.look.context import Page
from cqo.foundation.look.navigation import Capacity, Item, Standing, Unread
from cqo.foundation.look.tests.pages import page, request

NOT_SECRET = "本平台为非涉密平台，严禁存储、处理、传输国家秘密和工作秘密"


@pytest.fixture(autouse=True)
def registered(monkeypatch, settings):
    settings.ROOT_URLCONF = "cqo.foundation.look.tests.addresses"
    monkeypatch.setattr(navigation, "_registry", navigation.Registry())
    navigation.register(
        lambda request: [Item("工作台", "/desk/", "home", active=True), Item("企业", "/enterprises/")],
        public_items_for=lambda request: [Item("公示公告", "/notices/")],
        unread_for=lambda request: Unread(5, "/inbox/"),
        capacities_for=lambda request: [Capacity("a", "城固县局 · 受理岗", active=True), Capacity("b", "市局 · 质量科")],
        standing_for=lambda request: Standing("李敏", "城固县局 · 受理岗"),
        place=lambda: "汉中市",
    )


def listing(**changes: object) -> SimpleNamespace:
    name = SimpleNamespace(key="name", label="企业名称", sortable=True, sort_url="?sort=-name", sorted="asc", chosen=True, css="")
    hidden = SimpleNamespace(key="legal", label="法定代表人", sortable=False, sort_url="", sorted="", chosen=False, css="")
    row = SimpleNamespace(url="/enterprises/1/", cells=[SimpleNamespace(value="恒泰<食品>", label="企业名称", html_class="", url="")])
    parts = {
        "title": "企业", "says": "", "count": 1000, "count_is_capped": True, "columns": [name, hidden], "rows": [row], "filters": None,
        "query": "恒泰", "search_hint": "", "pages": SimpleNamespace(previous_url="", next_url="?after=1", number=1), "views": [],
        "actions": [SimpleNamespace(label="登记企业", url="/new/", icon="plus", primary=True)], "export_url": "?export=xlsx",
        "print_url": "?print=1", "save_view_url": "", "columns_url": "", "empty_title": "没有企业", "empty_hint": "换几个字再查。",
        "empty_action": SimpleNamespace(label="导入名单", url="/imports/"), "hidden_parameters": [("sort", "name")],
    }  # fmt: skip
    return SimpleNamespace(**(parts | changes))


def case_page() -> SimpleNamespace:
    return SimpleNamespace(
        number="CG-2021-0033",
        number_label="备案号",
        title="恒泰食品 聘任 赵晓燕",
        state="待县局核对",
        kind="wait",
        stations=[Station("提交", "done"), Station("核对", "now")],
        deeds=[
            Deed("核对完毕", "/check/", "市局会在待办里看到。", fields=(("version", "3"),), primary=True),
            Deed("退回补正", "/return/", "企业会收到消息。"),
        ],
        missing=[Missing("质量工作年限 2 年，需满 3 年", "办法第六条", "/mend/")],
        groups=[Group("聘任信息", [Fact("企业", "恒泰食品", "/e/"), Fact("状态", "有效", kind="ok")])],
        papers=[Paper("聘任书.pdf", "/p/", "0.4 MB")],
        events=[Event("企业提交备案", datetime(2021, 9, 24, 8, 20, tzinfo=UTC), "孙丽")],
    )


class Reason(forms.Form):
    reason = forms.CharField(label="理由")


FRAMES = {
    "base.html": {"title": "首页"},
    "page.html": {"title": "待办事项", "trail": [("工作台", "/desk/"), ("待办", "")]},
    "list.html": {"listing": listing()},
    "case.html": {"case_page": case_page()},
    "form.html": {"title": "退回补正", "form": Reason({}), "submit_label": "退回"},
    "confirm.html": {
        "title": "合并",
        "writes": ["甲并入乙。"],
        "shown_to": ["两家企业。"],
        "rule": "办法第二十一条",
        "confirm_label": "合并",
        "cancel_url": "/",
    },
    "print.html": {"listing": listing(), "printed_at": datetime(2026, 11, 22, 8, 20, tzinfo=UTC)},
    "400.html": {},
    "403.html": {},
    "404.html": {},
    "500.html": {},
}


@pytest.mark.parametrize("template", FRAMES)
def test_a_frame_has_one_heading_one_body_and_its_language(template):
    drawn = page(template, FRAMES[template])
    headings = 0 if template == "base.html" else 1
    assert (drawn.count("<h1"), drawn.count("<main"), drawn.count('<html lang="zh-hans"')) == (headings, 1, 1)
    assert re.findall(r'\sid="([^"]+)"', drawn) == list(dict.fromkeys(re.findall(r'\sid="([^"]+)"', drawn)))


@pytest.mark.parametrize("template", ["page.html", "list.html", "case.html", "form.html", "confirm.html"])
def test_every_signed_in_page_says_that_no_secrets_may_be_kept_here(template):
    assert page(template, FRAMES[template]).count(NOT_SECRET) == 1


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_an_error_page_is_drawn_without_request_and_context(template):
    assert "<h1>" in get_template(template).render()


def test_the_signed_in_frame_shows_where_one_is_and_who_is_acting():
    drawn = page("page.html", FRAMES["page.html"])
    assert drawn.count('<a href="/desk/" aria-current="page">') == 2, "once for a desk, once for a phone"
    assert '<span class="standing-name">李敏</span>' in drawn
    assert '<span class="count num">5<span class="visually-hidden">条未读</span></span>' in drawn


def test_the_public_frame_shows_neither_name_nor_messages():
    drawn = page("base.html")
    assert (drawn.count("李敏"), drawn.count("/inbox/"), drawn.count("公示公告")) == (0, 0, 2)


def test_a_list_links_its_rows_escapes_them_and_names_each_cell_for_phones():
    drawn = page("list.html", {"listing": listing()})
    assert '<th scope="row" class="" data-label="企业名称"><a href="/enterprises/1/">恒泰&lt;食品&gt;</a></th>' in drawn
    assert '<b class="num">1,000+</b>' in drawn
    assert drawn.count('<th scope="col"') == 1, "a column that is not chosen has no heading"


def test_a_list_carries_the_columns_of_the_address_through_a_search():
    drawn = page("list.html", {"listing": listing()}, asked=request("/enterprises/?columns=name&columns=county&q=a"))
    form = drawn[drawn.index('id="listing-form"') : drawn.index('id="listing"')]
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [("sort", "name"), ("columns", "name"), ("columns", "county")]


def test_an_empty_list_says_what_to_do_next():
    drawn = page("list.html", {"listing": listing(rows=[], count=0, count_is_capped=False)})
    assert '<a class="btn btn-primary" href="/imports/">导入名单</a>' in drawn
    assert drawn.count("<table") == 0


def test_wechat_gets_a_hint_in_place_of_a_download():
    drawn = page("list.html", {"listing": listing()}, asked=request("/", **{"User-Agent": "Mozilla/5.0 MicroMessenger/8.0"}))
    assert (drawn.count("在浏览器打开"), drawn.count("?export=xlsx")) == (1, 0)


def test_a_list_in_the_public_frame_says_nothing_of_secrets():
    drawn = page("list.html", {"listing": listing(), "frame": "base.html"})
    assert (drawn.count("<h1>企业</h1>"), drawn.count(NOT_SECRET)) == (1, 0)


def test_a_deed_says_what_happens_and_posts_the_version_that_was_seen():
    drawn = page("case.html", {"case_page": case_page()})
    assert '<input type="hidden" name="version" value="3">' in drawn
    assert '<button class="btn btn-primary" aria-describedby="deed-1">核对完毕</button>' in drawn
    assert '<span id="deed-1" class="muted">市局会在待办里看到。</span>' in drawn
    assert '<a class="btn btn-outline-primary" href="/return/" aria-describedby="deed-2">退回补正…</a>' in drawn


def test_a_form_with_errors_says_so_in_the_title():
    assert "<title>有误：退回补正 · 首质通</title>" in page("form.html", FRAMES["form.html"])


def test_care_makes_the_pages_large_and_is_remembered_and_forgotten():
    asked = request()
    asked.COOKIES[care.COOKIE] = "1"
    assert '<html lang="zh-hans" class="care">' in page("base.html", asked=asked)
    remembered, forgotten = HttpResponse(), HttpResponse()
    care.switch(remembered, on=True)
    care.switch(forgotten, on=False)
    assert (remembered.cookies[care.COOKIE].value, remembered.cookies[care.COOKIE]["httponly"]) == ("1", True)
    assert forgotten.cookies[care.COOKIE]["max-age"] == 0


def test_the_demo_is_marked_on_every_page(settings):
    settings.DEMO = True
    assert page("base.html").count("示例数据，人物与企业均为虚构") == 1
    settings.DEMO = False
    assert page("base.html").count("示例数据，人物与企业均为虚构") == 0


def test_the_page_knows_wechat_and_a_session_without_asking():
    asked = request(**{"User-Agent": "Mozilla/5.0 MicroMessenger/8.0"})
    asked.COOKIES["sessionid"] = "x"
    assert (Page(asked).in_wechat, Page(asked).has_session) == (True, True)
    assert (Page(request()).in_wechat, Page(request()).has_session) == (False, False)
