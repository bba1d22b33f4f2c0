"""The pages that everybody may open."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cqo.portal.entrance import notice
from cqo.portal.entrance.tests import builders

pytestmark = pytest.mark.django_db
OPEN = [
    reverse(name)
    for name in (
        "public:home",
        "public:privacy",
        "public:check",
        "public:signature",
        "public:keys",
        "entrance:sign_in",
        "entrance:recover",
        "entrance:join",
        "entrance:join_firm",
        "entrance:firm_by_slip",
        "entrance:firm_by_letter",
        "entrance:join_person",
    )
]


def links(page: str) -> set[str]:
    """Every address a page leads to, files included."""
    return {link.split("#")[0] for link in re.findall(r'(?:href|src)="(/[^"]*)"', page)}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", OPEN)
def test_a_page_opens_in_both_languages_and_none_of_its_links_is_dead(client: Client, address: str, language: str):
    client.cookies["django_language"] = language
    page = client.get(address)
    assert (page.status_code, f'<html lang="{language}"' in page.content.decode()) == (200, True)
    pages = {link for link in links(page.content.decode()) if not link.startswith("/static/")}
    assert len(pages) > 3
    assert {link: client.get(link).status_code for link in pages} == dict.fromkeys(pages, 200)


def test_home_leads_a_visitor_in_and_somebody_signed_in_to_the_desk():
    builders.official("clerk")
    visitor, clerk = builders.browser().get("/").content.decode(), builders.signed_in("clerk").get("/").content.decode()
    assert [f'href="{reverse("desk:today")}"' in page for page in (visitor, clerk)] == [False, True]
    assert [f'href="{reverse("entrance:sign_in")}">登录' in page for page in (visitor, clerk)] == [True, False]


def test_home_costs_one_query_for_the_classes_it_shows(django_assert_num_queries):
    client = builders.browser()
    client.get("/")
    with django_assert_num_queries(1):
        client.get("/")


def test_the_notice_in_force_names_who_handles_the_data(settings):
    settings.PORTAL_OWNER = "示例市市场监督管理局"
    page = builders.browser().get(reverse("public:privacy")).content.decode()
    assert (notice.CURRENT.version in page, "示例市市场监督管理局" in page, "注销账号" in page) == (True, True, True)


@pytest.mark.parametrize(
    "address",
    [reverse("entrance:firm_by_slip"), reverse("entrance:firm_by_letter"), reverse("entrance:join_person"), reverse("entrance:recover")],
)
def test_what_is_wrong_stands_at_the_top_in_the_order_of_the_fields_and_beside_each(address: str):
    page = builders.browser().post(address, {"password": "x"}).content.decode()
    summary = page[page.index('id="error-summary"') : page.index("data-guard")]
    named = re.findall(r'href="#id_(\w+?)(?:_0|_group)?"', summary)
    shown = re.findall(r'id="id_(\w+?)_error"', page)
    assert len(named) > 2
    assert named == shown
