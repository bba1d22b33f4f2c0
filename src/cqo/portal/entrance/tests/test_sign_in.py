"""Signing in and out by the page."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from cqo.foundation.accounts.models import SignIn, User
from cqo.portal.entrance import sessions
from cqo.portal.entrance.tests import builders

pytestmark = pytest.mark.django_db
SIGN_IN, DESK = reverse("entrance:sign_in"), reverse("desk:today")
PHONE = "13912342231"


def sign_in(client: Client, name: str = "wangmin", password: str = builders.PASSWORD, **more: str):
    return client.post(SIGN_IN, {"username": name, "password": password, **more})


@pytest.mark.parametrize("name", ["wangmin", "WangMin", PHONE, "139 1234 2231", "wangmin某"])
def test_a_user_signs_in_by_name_phone_or_real_name(name: str):
    builders.user("wangmin", phone=PHONE)
    client = builders.browser()
    assert sign_in(client, name)["Location"] == DESK
    assert client.get(DESK).wsgi_request.user.login_name == "wangmin"


def test_a_real_name_that_two_have_is_refused_like_a_wrong_password():
    for name in ("one", "two"):
        User.objects.filter(pk=builders.user(name).pk).update(name="王敏")
    client = builders.browser()
    answers = [sign_in(client, "王敏"), sign_in(client, "one", "wrong"), sign_in(client, "nobody", "wrong")]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({str(builders.errors(answer)) for answer in answers}) == 1


def test_a_wrong_password_keeps_the_name_and_not_the_password():
    answer = sign_in(builders.browser(), "wangmin", "wrong-password")
    assert (builders.kept(answer, "username"), builders.kept(answer, "password")) == ("wangmin", "")


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/enterprises/", "/enterprises/"),
        ("/people/?q=%E8%B5%B5", "/people/?q=%E8%B5%B5"),
        ("", DESK),
        ("https://evil.example/", DESK),
        ("//evil.example/", DESK),
        ("/\\evil.example", DESK),
        ("http:///evil.example", DESK),
        ("javascript:alert(1)", DESK),
        ("https://testserver@evil.example/", DESK),
    ],
)
def test_the_way_back_leads_to_this_site_only(wanted: str, led_to: str):
    builders.user("wangmin")
    assert sign_in(builders.browser(), next=wanted)["Location"] == led_to


def test_a_page_asked_for_before_signing_in_comes_after_it():
    builders.official("clerk")
    client = builders.browser()
    there = client.get(reverse("enterprises:list"), follow=True)
    assert builders.kept(there, "next") == reverse("enterprises:list")
    assert sign_in(client, "clerk", next=builders.kept(there, "next"))["Location"] == reverse("enterprises:list")


def test_a_form_sent_too_late_is_told_and_not_gone_back_to():
    answer = builders.browser().post(reverse("entrance:end_others"), follow=True)
    assert (answer.redirect_chain, builders.kept(answer, "next")) == ([(SIGN_IN, 302)], "")
    assert builders.told(answer) == ["登录已超时，刚才的内容没有提交。请重新登录后再试。"]


def test_a_part_of_a_page_asked_for_too_late_loads_the_sign_in_page_as_a_whole():
    answer = builders.browser().get(reverse("enterprises:list"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, SIGN_IN)


def test_a_session_that_somebody_prepared_is_not_the_one_signed_in_with():
    builders.user("wangmin")
    client = builders.browser()
    client.post(reverse("set_language"), {"language": "en"})
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    sign_in(client)
    assert (client.session.session_key == planted, "planted" in client.session) == (False, False)
    assert Session.objects.filter(session_key=planted).count() == 0


def test_signing_in_as_somebody_else_ends_the_first_ones_session():
    builders.user("wangmin")
    builders.user("limin")
    client = builders.signed_in("wangmin")
    sign_in(client, "limin")
    open_now = list(SignIn.objects.filter(ended_at__isnull=True).values_list("user__login_name", flat=True))
    assert (open_now, client.get(DESK).wsgi_request.user.login_name) == (["limin"], "limin")


def test_signing_out_ends_the_session_and_its_row():
    builders.user("wangmin")
    client = builders.signed_in("wangmin")
    answer = client.post(reverse("entrance:sign_out"))
    assert (answer["Location"], Session.objects.count()) == (reverse("public:home"), 0)
    assert SignIn.objects.filter(ended_at__isnull=True).count() == 0
    assert client.get(DESK)["Location"] == f"{SIGN_IN}?next={DESK}"


def test_signing_out_by_a_link_is_not_possible():
    client = builders.browser()
    assert client.get(reverse("entrance:sign_out")).status_code == 405


def test_a_form_without_its_token_is_refused():
    builders.user("wangmin")
    strict = Client(enforce_csrf_checks=True)
    answer = sign_in(strict)
    assert (answer.status_code, SignIn.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Safari/537.36 Edg/120",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0", "微信 · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari · iPhone"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_the_list_of_devices_names_browser_and_system_and_nothing_else(agent: str, shown: str):
    assert sessions._browser(agent) == shown


def test_the_demos_accounts_are_shown_in_the_demo_only(settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / "demo-accounts.json").write_text(
        '[{"role": "县区局", "name": "示例", "login": "sample", "password": "sample-password"}]', encoding="utf-8"
    )
    shown = []
    for is_demo in (True, False):
        settings.DEMO = is_demo
        shown.append("sample-password" in builders.browser().get(SIGN_IN).content.decode())
    assert shown == [True, False]
