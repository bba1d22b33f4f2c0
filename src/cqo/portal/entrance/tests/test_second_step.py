"""The authenticator: set up, asked for, used once, replaced, removed."""

import pytest
from django.db import connection
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from cqo.foundation.accounts.models import SignIn
from cqo.foundation.audit.models import Entry
from cqo.portal.entrance import authenticator
from cqo.portal.entrance.models import Authenticator
from cqo.portal.entrance.tests import builders
from cqo.portal.entrance.views import signing_in

pytestmark = pytest.mark.django_db
SIGN_IN, SECOND, DESK = reverse("entrance:sign_in"), reverse("entrance:second_step"), reverse("desk:today")
ENROL = reverse("entrance:enrol_second_step")


def half_way(login_name: str = "clerk", **more: str):
    """A browser in which the password was right."""
    client = builders.browser()
    answer = client.post(SIGN_IN, {"username": login_name, "password": builders.PASSWORD, **more})
    assert answer["Location"] == SECOND
    return client


def opens(client, typed: str) -> bool:
    """Whether the second step leads on."""
    for device in (TOTPDevice, StaticDevice):  # as after a pause
        device.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    return client.post(SECOND, {"token": typed}).status_code == 302


def enrolled(login_name: str = "clerk") -> tuple[list[str], bytes]:
    """Somebody sets an authenticator up by the page; the backup codes shown, and the secret."""
    client = builders.signed_in(login_name)
    client.get(ENROL)
    secret = Authenticator.objects.get(confirmed=False).bin_key
    page = client.post(ENROL, {"token": f"{totp(secret):06d}", "current": builders.PASSWORD})
    return page.context["codes"], secret


def test_the_password_alone_opens_nothing():
    builders.with_second_step("clerk")
    client = half_way()
    assert client.get(DESK)["Location"] == f"{SIGN_IN}?next={DESK}"
    assert SignIn.objects.count() == 0


def test_the_digits_open_the_account_and_lead_where_one_wanted_to_go():
    builders.with_second_step("clerk")
    client = half_way(next="/enterprises/")
    assert client.post(SECOND, {"token": f" {builders.digits()[:3]} {builders.digits()[3:]} "})["Location"] == "/enterprises/"


@pytest.mark.parametrize("typed", ["000000", "", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34", "\x00"])
def test_wrong_digits_open_nothing(typed: str):
    builders.with_second_step("clerk")
    assert opens(half_way(), typed) is False


def test_digits_seen_over_a_shoulder_do_not_open_it_again():
    builders.with_second_step("clerk")
    first, second = half_way(), half_way()
    shown = builders.digits()
    assert [opens(client, shown) for client in (first, second)] == [True, False]


def test_guessing_is_slowed_down():
    builders.with_second_step("clerk")
    client = half_way()
    client.post(SECOND, {"token": "000000"})
    assert client.post(SECOND, {"token": builders.digits()}).status_code == 200  # right, but too soon after a wrong one


def test_the_password_is_good_for_five_minutes(monkeypatch):
    builders.with_second_step("clerk")
    client = half_way()
    monkeypatch.setattr(signing_in, "PENDING_SECONDS", -1)
    answer = client.post(SECOND, {"token": builders.digits()}, follow=True)
    assert answer.redirect_chain == [(SIGN_IN, 302)]
    assert builders.told(answer) == ["登录已超时，请重新输入密码。"]


def test_the_second_step_without_the_first_leads_back():
    assert builders.browser().get(SECOND)["Location"] == SIGN_IN


def test_setting_up_shows_ten_codes_each_good_once():
    builders.official("clerk")
    codes, _secret = enrolled()
    assert (len(set(codes)), [opens(half_way(), code) for code in (codes[0], codes[0], codes[1].upper())]) == (10, [True, False, True])
    assert StaticToken.objects.count() == 8


def test_setting_up_needs_the_right_digits_and_the_password():
    builders.official("clerk")
    client = builders.signed_in("clerk")
    client.get(ENROL)
    first = client.post(ENROL, {"token": "000000", "current": builders.PASSWORD})
    second = client.post(ENROL, {"token": "000000", "current": "wrong-password"})
    assert (list(builders.errors(first)), list(builders.errors(second))) == (["token"], ["current"])
    assert Authenticator.objects.filter(confirmed=True).count() == 0


def test_the_page_shows_the_same_secret_until_it_is_confirmed():
    builders.official("clerk")
    client = builders.signed_in("clerk")
    assert client.get(ENROL).context["secret"] == client.get(ENROL).context["secret"]


def test_a_new_authenticator_takes_the_place_of_the_old_one_and_its_codes():
    builders.official("clerk")
    old_codes, old_secret = enrolled()
    user = Authenticator.objects.get().user
    fresh = authenticator.drafted(user)
    assert authenticator.confirm(fresh, token="000000", by=builders.actor(user), at=builders.AT) is None
    assert [opens(half_way(), code) for code in old_codes[:1]] == [True]
    fresh.throttle_reset()
    assert len(authenticator.confirm(fresh, token=f"{totp(fresh.bin_key):06d}", by=builders.actor(user), at=builders.AT) or []) == 10
    assert [each.bin_key == old_secret for each in Authenticator.objects.all()] == [False]
    assert opens(half_way(), old_codes[1]) is False


def test_removing_it_needs_the_password_and_stands_in_the_record():
    builders.with_second_step("clerk")
    client = half_way()
    opens(client, builders.digits())
    remove = reverse("entrance:remove_second_step")
    assert list(builders.errors(client.post(remove, {"current": "wrong"}))) == ["current"]
    assert Authenticator.objects.count() == 1
    assert client.post(remove, {"current": builders.PASSWORD})["Location"] == reverse("entrance:account")
    assert (Authenticator.objects.count(), Entry.objects.filter(event="account.second_step_off").count()) == (0, 1)
    assert builders.signed_in("clerk").get(DESK).status_code == 200


def test_neither_secret_nor_codes_stand_in_the_database():
    builders.official("clerk")
    codes, secret = enrolled()
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM otp_totp_totpdevice")
        (kept,) = cursor.fetchone()
        cursor.execute("SELECT token FROM otp_static_statictoken")
        tokens = {row[0] for row in cursor.fetchall()}
    assert (secret.hex() in kept, authenticator.secret(Authenticator.objects.get()).replace(" ", "") in kept) == (False, False)
    assert (tokens & set(codes), len(tokens)) == (set(), 10)
