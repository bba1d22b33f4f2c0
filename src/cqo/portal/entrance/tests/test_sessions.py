"""How long a session lasts, and that no browser keeps what it showed."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from cqo.foundation.accounts.models import SignIn
from cqo.portal.entrance import sessions
from cqo.portal.entrance.tests import builders

pytestmark = pytest.mark.django_db
DESK, SIGN_IN = reverse("desk:today"), reverse("entrance:sign_in")
NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"


def shifted(client, **moments: timedelta) -> None:
    """As if the session had begun or been used earlier."""
    session = client.session
    for key, ago in moments.items():
        session[key] -= int(ago.total_seconds())
    session.save()


def test_a_session_ends_after_a_working_day_however_busy_it_is():
    builders.official("clerk")
    client = builders.signed_in("clerk")
    shifted(client, began=timedelta(hours=11, minutes=59))
    assert client.get(DESK).status_code == 200
    shifted(client, began=timedelta(minutes=2))
    answer = client.get(DESK, follow=True)
    assert (answer.redirect_chain, builders.told(answer)) == ([(SIGN_IN, 302)], ["为保护账号安全，登录已到最长时限，请重新登录。"])
    assert SignIn.objects.filter(ended_at__isnull=True).count() == 0


def test_a_session_that_nobody_uses_ends_after_two_hours():
    builders.official("clerk")
    cookie = builders.signed_in("clerk").cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == 2 * 3600


def test_a_session_in_use_is_put_off_but_not_written_with_every_page(django_assert_num_queries):
    builders.official("clerk")
    client = builders.signed_in("clerk")
    client.get(DESK)
    assert settings.SESSION_COOKIE_NAME not in client.get(DESK).cookies
    shifted(client, seen=timedelta(seconds=sessions.NOTED_EVERY + 1))
    assert client.get(DESK).cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 2 * 3600
    assert settings.SESSION_COOKIE_NAME not in client.get(DESK).cookies


@pytest.mark.parametrize("name", ["desk:today", "enterprises:list", "people:list", "entrance:account", "public:home", "inbox:messages"])
def test_a_browser_keeps_no_page_of_somebody_signed_in(name: str):
    builders.official("clerk")
    assert builders.signed_in("clerk").get(reverse(name))["Cache-Control"] == NEVER


@pytest.mark.parametrize(
    "name", ["entrance:sign_in", "entrance:recover", "entrance:firm_by_slip", "entrance:firm_by_letter", "entrance:join_person"]
)
def test_a_browser_keeps_no_page_on_which_codes_are_typed(name: str):
    assert builders.browser().get(reverse(name))["Cache-Control"] == NEVER


def test_a_public_page_may_be_kept_by_those_who_are_not_signed_in():
    assert builders.browser().get(reverse("public:home")).has_header("Cache-Control") is False


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken", "django_language", "care"])
def test_no_script_reads_a_cookie_and_no_other_site_sends_it(cookie: str):
    builders.official("clerk")
    client = builders.signed_in("clerk")
    client.get(reverse("entrance:sign_in"))
    client.post(reverse("set_language"), {"language": "en"})
    client.post(reverse("public:care"), {"on": "1"})
    assert (bool(client.cookies[cookie]["httponly"]), client.cookies[cookie]["samesite"]) == (True, "Lax")
