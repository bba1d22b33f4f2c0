"""Whoever signs in for the first time reads the privacy notice and sets a password of one's own, before anything else."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cqo.foundation.accounts.models import Consent, User
from cqo.foundation.audit.models import Entry
from cqo.portal.entrance import notice
from cqo.portal.entrance.tests import builders

pytestmark = pytest.mark.django_db
NOTICE, PASSWORD, DESK = reverse("entrance:first_notice"), reverse("entrance:first_password"), reverse("desk:today")


def newcomer(*, consented: bool = False, must_change: bool = True) -> User:
    made = builders.official("clerk")
    version = notice.CURRENT.version if consented else ""
    User.objects.filter(pk=made.pk).update(consented_version=version, must_change_password=must_change)
    return made


def pages(patterns: list[URLPattern | URLResolver], space: str = "") -> list[str]:
    """Every address without arguments that is neither public nor a first step."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += pages(pattern.url_patterns, pattern.namespace or space)
        elif "<" not in str(pattern.pattern) and pattern.callback.access[0] != "public" and not hasattr(pattern.callback, "is_first_step"):
            found.append(f"{space}:{pattern.name}")
    return found


@pytest.mark.parametrize(("consented", "must_change", "held_at"), [(False, True, NOTICE), (True, True, PASSWORD), (False, False, NOTICE)])
def test_every_page_leads_to_the_step_that_is_due(consented: bool, must_change: bool, held_at: str):
    newcomer(consented=consented, must_change=must_change)
    client = builders.signed_in("clerk")
    everything = pages(get_resolver().url_patterns)
    assert len(everything) > 40
    elsewhere = {}
    for name in everything:
        for answer in (client.get(reverse(name)), client.post(reverse(name))):
            if (answer.status_code, answer.get("Location")) != (302, held_at):
                elsewhere[name] = (answer.status_code, answer.get("Location"))
    assert elsewhere == {}


def test_signing_out_and_public_pages_stay_open():
    newcomer()
    client = builders.signed_in("clerk")
    assert [client.get(reverse(name)).status_code for name in ("public:home", "public:privacy", "entrance:join")] == [200] * 3
    assert client.post(reverse("entrance:sign_out"))["Location"] == reverse("public:home")


def test_joining_waits_for_the_first_steps_of_somebody_signed_in():
    newcomer()
    client = builders.signed_in("clerk")
    ways = ("entrance:firm_by_slip", "entrance:firm_by_letter", "entrance:join_person")
    assert [client.get(reverse(name))["Location"] for name in ways] == [NOTICE] * 3


def test_step_by_step_to_the_desk():
    user = newcomer()
    client = builders.signed_in("clerk")
    assert client.post(NOTICE, {"read": "on", "optional_contact": "on"})["Location"] == DESK
    assert client.get(DESK)["Location"] == PASSWORD
    fresh = {"password": builders.NEW_PASSWORD, "again": builders.NEW_PASSWORD}
    assert client.post(PASSWORD, fresh)["Location"] == DESK
    assert client.get(DESK).status_code == 200
    consent = Consent.objects.get(user=user)
    assert (consent.notice_version, consent.optional_contact) == (notice.CURRENT.version, True)
    entry = Entry.objects.get(event="account.consented")
    assert entry.stated == {"notice": notice.CURRENT.version, "optional_contact": True}


def test_the_notice_is_asked_for_again_when_it_has_changed(monkeypatch):
    newcomer(consented=True, must_change=False)
    client = builders.signed_in("clerk")
    assert client.get(DESK).status_code == 200
    monkeypatch.setattr(notice, "CURRENT", notice.Notice(version="2030-01", since=notice.CURRENT.since))
    assert client.get(DESK)["Location"] == NOTICE


def test_without_the_tick_nothing_is_recorded():
    newcomer()
    answer = builders.signed_in("clerk").post(NOTICE, {"optional_contact": "on"})
    assert (builders.errors(answer), Consent.objects.count()) == ({"read": ["请先阅读并勾选。"]}, 0)


def test_pressing_twice_records_one_consent():
    newcomer(must_change=False)
    client = builders.signed_in("clerk")
    assert [client.post(NOTICE, {"read": "on"}).status_code for _ in range(2)] == [302, 302]
    assert Consent.objects.count() == 1


@pytest.mark.parametrize(
    ("password", "again", "wrong"),
    [
        ("short", "short", "password"),
        (builders.NEW_PASSWORD, "different-one", "again"),
        ("", "", "password"),
        ("1234567890", "1234567890", "password"),
    ],
)
def test_a_weak_or_mistyped_password_is_told_beside_its_field(password: str, again: str, wrong: str):
    newcomer(consented=True)
    answer = builders.signed_in("clerk").post(PASSWORD, {"password": password, "again": again})
    assert (wrong in builders.errors(answer), User.objects.get(login_name="clerk").check_password(builders.PASSWORD)) == (True, True)


def test_the_first_password_page_is_no_way_around_the_present_password():
    newcomer(consented=True, must_change=False)
    client = builders.signed_in("clerk")
    answer = client.post(PASSWORD, {"password": builders.NEW_PASSWORD, "again": builders.NEW_PASSWORD})
    assert answer["Location"] == reverse("entrance:password")
    assert User.objects.get(login_name="clerk").check_password(builders.PASSWORD) is True
