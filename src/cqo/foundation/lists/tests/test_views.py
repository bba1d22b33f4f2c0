import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse

from cqo.foundation.documents.tests import builders as documents
from cqo.foundation.lists import operations, queries, rules
from cqo.foundation.lists.models import SavedView
from cqo.foundation.lists.tests.builders import AT, BACKEND, USERS, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("cqo.foundation.lists.tests.addresses")]


def listing(client, address="/people/"):
    return client.get(address).context["listing"]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def saved(client, name, address="/people/?q=王&sort=-login"):
    page = listing(client, address)
    return client.post(page.save_view_url, {"name": name, "query": address.partition("?")[2]})


def views(client):
    return [(view.name, view.url) for view in listing(client).views]


def test_a_search_is_kept_under_a_name_and_leads_back_to_itself(clerk):
    response = saved(clerk, "姓王的")
    assert (response.status_code, response["Location"]) == (302, "/people/?q=%E7%8E%8B&sort=-login")
    assert views(clerk) == [("姓王的", "/people/?q=%E7%8E%8B&sort=-login")]


def test_where_in_the_list_one_was_is_not_kept(clerk):
    saved(clerk, "第二页", f"/people/?q=a&after={person('a').pk}&page=2")
    assert views(clerk) == [("第二页", "/people/?q=a")]


def test_fields_left_empty_are_not_kept(clerk):
    saved(clerk, "姓王的", "/people/?q=王&letter=&year=")
    assert views(clerk) == [("姓王的", "/people/?q=%E7%8E%8B")]


def test_what_was_searched_for_lies_sealed_in_the_database(clerk):
    saved(clerk, "手机", "/people/?q=13912342231")
    with connection.cursor() as cursor:
        cursor.execute("SELECT query FROM lists_savedview")
        (query,) = cursor.fetchone()
    assert (b"13912342231" in bytes(query), SavedView.objects.get().query.reveal()) == (False, "q=13912342231")


def test_a_name_is_used_once_for_a_list(clerk):
    saved(clerk, "常用")
    response = saved(clerk, "常用", "/people/?q=b")
    assert (said(response)[-1], len(views(clerk))) == ("您已有名为“常用”的常用查询，请换一个名字。", 1)


def test_there_is_an_end_to_saving(clerk, monkeypatch):
    monkeypatch.setattr(rules, "MOST_SAVED_VIEWS", 2)
    responses = [saved(clerk, name) for name in "甲乙丙"]
    assert (said(responses[2])[-1], len(views(clerk))) == ("每个名单最多保存 2 个常用查询，请先删除不用的。", 2)


@pytest.mark.parametrize("name", ["", "   ", "长" * 41])
def test_a_view_needs_a_name_of_reasonable_length(clerk, name):
    response = saved(clerk, name)
    assert (said(response), views(clerk)) == (["没有保存：请给这个查询起一个不超过 40 个字的名字。"], [])


def test_views_are_renamed_and_deleted_by_whose_they_are(clerk):
    saved(clerk, "旧名")
    (view,) = listing(clerk).views
    assert clerk.post(view.rename_url, {"name": "新名"})["Location"] == "/people/"
    assert [each.name for each in listing(clerk).views] == ["新名"]
    clerk.post(view.delete_url)
    assert listing(clerk).views == []


def test_other_peoples_views_are_not_there(clerk):
    other = documents.official("other")
    view = operations.save_view(user=other.pk, list_key=USERS.key, name="别人的", query="q=a", at=AT)
    assert views(clerk) == []
    assert said(clerk.post(reverse("lists:delete_view", args=[view.pk]) + "?path=/people/")) == ["这个常用查询已经删除。"]
    assert (
        said(clerk.post(reverse("lists:rename_view", args=[view.pk]) + "?path=/people/", {"name": "我的"}))[-1] == "这个常用查询已经删除。"
    )
    assert [each.name for each in queries.saved_views(other.pk, USERS.key)] == ["别人的"]


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", ""])
def test_nobody_is_led_to_another_site(clerk, path):
    response = clerk.post(reverse("lists:save_view"), {"list": USERS.key, "path": path, "name": "a", "query": ""})
    assert (response["Location"], SavedView.objects.count()) == ("/", 0)


def test_columns_are_put_in_order_and_remembered(clerk):
    person("u1", name="甲")
    page = listing(clerk, "/people/?q=u&columns=name")
    assert clerk.get(page.columns_url).status_code == 200
    response = clerk.post(page.columns_url, {"active": "1", "name": "3", "login": "2", "phone": "0", "seen": "0", "made": "0"})
    assert response["Location"] == "/people/?q=u"
    assert [cell.label for cell in listing(clerk).rows[0].cells] == ["在用", "登录名", "姓名"]


def test_columns_without_a_place_bring_the_lists_own_back(clerk):
    person("u1")
    operations.choose_columns(user=clerk.user.pk, list_key=USERS.key, columns=["active"])
    clerk.post(listing(clerk).columns_url, dict.fromkeys(["active", "name", "login", "phone", "seen", "made"], "0"))
    assert [cell.label for cell in listing(clerk).rows[0].cells] == ["姓名", "登录名", "手机", "最近登录"]


def test_columns_of_a_list_that_nobody_registered_are_not_there(clerk):
    assert clerk.get(reverse("lists:columns") + "?list=nothing&path=/").status_code == 404


def test_signed_out_nothing_is_saved(client, settings):
    settings.LOGIN_URL = "/sign-in/"
    response = client.post(reverse("lists:save_view"), {"list": USERS.key, "path": "/people/", "name": "a"})
    assert (response.status_code, response["Location"].partition("?")[0], SavedView.objects.count()) == (302, "/sign-in/", 0)


def test_another_user_sees_the_lists_own_columns(clerk, client):
    person("u1")
    operations.choose_columns(user=clerk.user.pk, list_key=USERS.key, columns=["active"])
    client.force_login(documents.official("other"), backend=BACKEND)
    assert [cell.label for cell in listing(client).rows[0].cells] == ["姓名", "登录名", "手机", "最近登录"]
