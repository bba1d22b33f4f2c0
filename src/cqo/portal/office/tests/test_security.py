"""Lockouts, open sessions and second steps of a city's accounts; no full address, no phone."""

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from cqo.foundation.accounts.models import SignIn
from cqo.foundation.accounts.operations import sign_ins
from cqo.foundation.audit import queries as audit
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db
SECURITY = "/office/security/"
ADDRESS = {"REMOTE_ADDR": "203.0.113.77"}


@pytest.fixture
def city():
    return builders.hanzhong()


@pytest.fixture
def clerk(city):
    """何平 of 城固, with a phone and a password."""
    user = builders.user("何平", login_name="heping", phone="13912342231")
    user.set_password("right-password")
    user.save()
    city.put(user, "城固受理岗")
    return user


@pytest.fixture
def guardian(client, city):
    return builders.signed_in(client, city, "安全管理岗")


def fail(login: str, times: int = 6) -> None:
    """Type a wrong password again and again."""
    for _time in range(times):
        Client().post("/sign-in/", {"username": login, "password": "wrong"}, **ADDRESS)


def test_a_locked_account_is_shown_by_name_and_unlocked(client, clerk, guardian):
    fail("heping")
    page = client.get(SECURITY)
    assert [(each.user, each.lockout.failures) for each in page.context["locked"]] == [(clerk, 6)]
    assert Client().post("/sign-in/", {"username": "heping", "password": "right-password"}, **ADDRESS).status_code == 429

    told = client.post(f"{SECURITY}lockouts/{clerk.pk.hex}/lift/", follow=True)

    assert "已解除锁定" in told.content.decode()
    assert Client().post("/sign-in/", {"username": "heping", "password": "right-password"}, **ADDRESS).status_code == 302
    assert [entry.event for entry in audit.timeline("user", clerk.pk)] == ["security.lockout_lifted"]


def test_fewer_failures_lock_nobody(client, clerk, guardian):
    fail("heping", times=5)

    assert client.get(SECURITY).context["locked"] == []


def test_a_name_that_nobody_has_is_shown_without_what_was_typed(client, guardian):
    fail("13987654321")

    page = client.get(SECURITY)
    (locked,) = page.context["locked"]
    body = page.content.decode()
    assert (locked.user, "不存在的登录名" in body, "13987654321" in body) == (None, True, False)

    client.post(f"{SECURITY}lockouts/{locked.lockout.subject}/lift/")

    assert client.get(SECURITY).context["locked"] == []


def test_addresses_and_phones_never_stand_in_full(client, clerk, guardian):
    sign_ins.begin(user=clerk, session_key="k" * 32, browser="Firefox", address="203.0.113.77", at=timezone.now())
    fail("heping")

    for page in (SECURITY, f"{SECURITY}?q=何", f"{SECURITY}accounts/{clerk.pk}/"):
        body = client.get(page).content.decode()
        assert ("203.0.113" in body, "13912342231" in body) == (False, False)
    assert "203.0.*.*" in client.get(SECURITY).content.decode()


def test_one_session_or_all_of_them_are_ended(client, clerk, guardian):
    keys = [
        sign_ins.begin(user=clerk, session_key=letter * 32, browser="Firefox", address="203.0.113.77", at=timezone.now()).pk
        for letter in "abc"
    ]
    base = f"{SECURITY}accounts/{clerk.pk}/sessions/"

    client.post(f"{base}{keys[0]}/end/")
    assert {each.pk for each in SignIn.objects.filter(ended_at__isnull=True)} == set(keys[1:])
    client.post(f"{base}end/")
    assert SignIn.objects.filter(ended_at__isnull=True).count() == 0
    again = client.post(f"{base}{keys[0]}/end/", follow=True)

    assert "这个登录已经结束。" in again.content.decode()
    assert [entry.stated for entry in audit.timeline("user", clerk.pk)] == [{"count": 1}, {"count": 2}]


def test_an_ended_session_cannot_go_on(client, city, guardian):
    theirs = Client()
    user = builders.user("郑浩", login_name="zhenghao")
    user.set_password("right-password")
    user.save()
    city.put(user, "城固受理岗")
    theirs.post("/sign-in/", {"username": "zhenghao", "password": "right-password"})
    assert theirs.get("/desk/").status_code == 200

    client.post(f"{SECURITY}accounts/{user.pk}/sessions/end/")

    assert theirs.get("/desk/").status_code == 302


def test_a_lost_second_step_is_reset_after_a_page_that_says_so(client, clerk, guardian):
    TOTPDevice.objects.create(user=clerk, name="authenticator", confirmed=True)
    StaticDevice.objects.create(user=clerk, name="authenticator")
    url = f"{SECURITY}accounts/{clerk.pk}/second-step/reset/"
    assert client.get(url).status_code == 200
    assert TOTPDevice.objects.filter(user=clerk).count() == 1

    client.post(url)
    again = client.post(url, follow=True)

    assert (TOTPDevice.objects.filter(user=clerk).count(), StaticDevice.objects.filter(user=clerk).count()) == (0, 0)
    assert "此人没有开启两步验证。" in again.content.decode()
    assert [entry.event for entry in audit.timeline("user", clerk.pk)] == ["account.second_step_off"]


def test_accounts_of_other_cities_do_not_exist(client, guardian):
    other = builders.nantong()
    stranger = builders.user("南通人", login_name="nantong")
    other.put(stranger, "南通系统管理岗")
    sign_in = sign_ins.begin(user=stranger, session_key="n" * 32, browser="Firefox", address="203.0.113.77", at=timezone.now())
    fail("nantong")
    base = f"{SECURITY}accounts/{stranger.pk}/"

    page = client.get(f"{SECURITY}?q=南通")

    assert (page.context["locked"], list(page.context["found"]), list(page.context["recent"])) == ([], [], [])
    assert client.get(base).status_code == 404
    assert [client.post(f"{base}{act}").status_code for act in ("sessions/end/", f"sessions/{sign_in.pk}/end/", "second-step/reset/")] == [
        404
    ] * 3
    client.post(f"{SECURITY}lockouts/{stranger.pk.hex}/lift/")
    assert Client().post("/sign-in/", {"username": "nantong", "password": "x"}, **ADDRESS).status_code == 429
    assert SignIn.objects.get(pk=sign_in.pk).ended_at is None


@pytest.mark.parametrize("title", ["质量科经办岗", "系统管理岗", "审计管理岗", "城固受理岗"])
def test_nobody_else_looks_after_sign_ins(client, city, clerk, title):
    builders.signed_in(client, city, title)
    base = f"{SECURITY}accounts/{clerk.pk}/"

    assert [client.get(page).status_code for page in (SECURITY, base, f"{base}second-step/reset/")] == [403] * 3
    assert [client.post(f"{base}{act}").status_code for act in ("sessions/end/", "second-step/reset/")] == [403] * 2


def test_the_page_costs_the_same_with_more_sign_ins(client, city, clerk, guardian, django_assert_num_queries):
    def one_more(number: int) -> None:
        user = builders.user(f"张{number}", login_name=f"zhang{number}")
        city.put(user, "城固受理岗")
        sign_ins.begin(user=user, session_key=f"{number}" * 32, browser="Firefox", address="203.0.113.77", at=timezone.now())
        fail(f"zhang{number}")

    one_more(0)
    with django_assert_num_queries(10):
        client.get(f"{SECURITY}?q=张")
    for number in range(1, 5):
        one_more(number)
    with django_assert_num_queries(10):
        client.get(f"{SECURITY}?q=张")
