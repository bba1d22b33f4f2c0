"""Wrong passwords lock one account for one address; nobody else notices."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts import lockout
from cqo.registry.enterprises.tests import builders

pytestmark = pytest.mark.django_db
HALL, ELSEWHERE = "203.0.113.7", "198.51.100.9"
PHONE = "13912342231"


def sign_in(name: str, password: str = "wrong-password", *, address: str = HALL, agent: str = "Mozilla") -> int:
    typed = {"username": name, "password": password}
    return Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent).post(reverse("entrance:sign_in"), typed).status_code


def lock(name: str, *, address: str = HALL) -> None:
    assert [sign_in(name, address=address, agent=f"browser {turn}") for turn in range(6)] == [200] * 5 + [429]


def test_only_this_account_at_this_address_is_locked():
    builders.user("wangmin")
    builders.user("limin")
    lock("wangmin")
    assert sign_in("wangmin", builders.PASSWORD) == 429
    assert sign_in("limin", builders.PASSWORD) == 302
    assert sign_in("wangmin", builders.PASSWORD, address=ELSEWHERE) == 302


def test_an_account_is_one_account_by_whichever_of_its_names_it_is_tried():
    user = builders.user("wangmin", phone=PHONE)
    names = ["wangmin", "WANGMIN", PHONE, "139 1234 2231", user.name, "wangmin"]
    assert [sign_in(name) for name in names] == [200] * 5 + [429]


def test_a_name_that_nobody_has_is_locked_like_any_other():
    lock("nobody")
    assert sign_in("nobody") == 429


def test_a_right_password_in_between_begins_the_count_anew():
    builders.user("wangmin")
    answers = [sign_in("wangmin", password) for password in [*["wrong"] * 5, builders.PASSWORD, *["wrong"] * 5]]
    assert answers == [200] * 5 + [302] + [200] * 5


def test_the_lock_ends_by_itself():
    builders.user("wangmin")
    lock("wangmin")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in("wangmin", builders.PASSWORD) == 302


def test_what_was_typed_stands_nowhere_in_clear():
    for name in (PHONE, "13800001111", "王小明"):
        sign_in(name, "a-secret-password")
    columns = [field.name for field in AccessAttempt._meta.fields]
    kept = [str(value) for row in AccessAttempt.objects.values_list(*columns) for value in row]
    assert len(kept) == 3 * len(columns)
    assert [text for text in kept for word in (PHONE, "13800001111", "王小明", "a-secret-password") if word in text] == []


def test_the_security_administrator_sees_half_an_address():
    user = builders.user("wangmin")
    lock("wangmin")
    assert [(each.subject, each.address, each.failures) for each in lockout.in_force(timezone.now())] == [(user.pk.hex, "203.0.*.*", 6)]
    assert lockout.lift(user.pk.hex) == 6  # one count for each browser
    assert sign_in("wangmin", builders.PASSWORD) == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "198.51.100.9", HALL),
        (0, "198.51.100.9, 10.0.0.1", HALL),
        (1, "6.6.6.6, 198.51.100.9", "198.51.100.9"),
        (2, "6.6.6.6, 198.51.100.9, 10.0.0.1", "198.51.100.9"),
        (2, "198.51.100.9", HALL),
        (1, "", HALL),
        (1, "unknown", HALL),
        (1, "'; drop table", HALL),
        (1, "198.51.100.9:51234", "198.51.100.9"),
        (1, "[2001:db8::7]:51234", "2001:db8::7"),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_an_address_is_believed_only_as_far_as_trusted_proxies_told_it(settings, proxies: int, forwarded: str, found: str):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=HALL, HTTP_X_FORWARDED_FOR=forwarded)
    assert lockout.address(request) == found


def test_a_forged_address_neither_escapes_the_lock_nor_breaks_the_page():
    builders.user("wangmin")
    answers = []
    for turn in range(6):
        browser = Client(REMOTE_ADDR=HALL, HTTP_X_FORWARDED_FOR=f"6.6.6.{turn}")
        answers.append(browser.post(reverse("entrance:sign_in"), {"username": "wangmin", "password": "wrong"}).status_code)
    assert answers == [200] * 5 + [429]


def test_wrong_codes_are_counted_for_one_file_and_one_address():
    at = timezone.now()
    here, there = (RequestFactory().get("/", REMOTE_ADDR=address) for address in (HALL, ELSEWHERE))

    def open_to(request, about: str) -> bool:
        return lockout.may_guess(request, kind="slip", about=about, at=at)

    for _ in range(5):
        lockout.note_wrong_guess(here, kind="slip", about="A", at=at)
    assert open_to(here, "A") is True
    lockout.note_wrong_guess(here, kind="slip", about="A", at=at)
    assert (open_to(here, "A"), open_to(here, "B"), open_to(there, "A")) == (False, True, True)
    assert lockout.in_force(at) == []  # no account's sign-in is locked by it


def test_wrong_codes_are_forgotten_after_a_rest():
    at, later = timezone.now(), timezone.now() + timedelta(minutes=16)
    request = RequestFactory().get("/", REMOTE_ADDR=HALL)
    for _ in range(6):
        lockout.note_wrong_guess(request, kind="slip", about="A", at=at)
    assert lockout.may_guess(request, kind="slip", about="A", at=later) is True
    lockout.note_wrong_guess(request, kind="slip", about="A", at=later)
    assert AccessAttempt.objects.get().failures_since_start == 1
