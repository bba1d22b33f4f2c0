"""What every answer of the site carries to protect its reader, errors and files included."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cqo.portal.entrance.tests import builders
from cqo.portal.public import views

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "style-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def protects(answer) -> tuple[bool, str, str, str]:
    """Policy, framing, sniffing, referrer."""
    policy = {part.strip() for part in answer.get("Content-Security-Policy", "").split(";") if part.strip()}
    return policy == POLICY, answer.get("X-Frame-Options", ""), answer.get("X-Content-Type-Options", ""), answer.get("Referrer-Policy", "")


PROTECTED = (True, "DENY", "nosniff", "same-origin")


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> list[str]:
    """Every address without arguments."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += names(pattern.url_patterns, pattern.namespace or space)
        elif "<" not in str(pattern.pattern):
            found.append(f"{space}:{pattern.name}" if space else str(pattern.name))
    return found


def test_every_page_is_protected():
    builders.official("clerk")
    client = builders.signed_in("clerk")
    bare = {}
    for name in names(get_resolver().url_patterns):
        for answer in (client.get(reverse(name)), builders.browser().post(reverse(name))):
            if protects(answer) != PROTECTED:
                bare[name] = protects(answer)
    assert bare == {}


def broken(request: HttpRequest) -> None:
    raise LookupError("on purpose")


def suspicious(request: HttpRequest) -> None:
    raise SuspiciousOperation("on purpose")


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (404, lambda client: client.get("/nowhere/")),
        (404, lambda client: client.get("/enterprises/not-a-key/amend/")),
        (403, lambda client: client.get(reverse("office:record"))),
        (403, lambda client: client.post(reverse("entrance:sign_out"))),
        (400, lambda client: client.get("/", headers={"host": "evil.example"})),
        (405, lambda client: client.get(reverse("public:care"))),
        (429, lambda client: [client.post(reverse("entrance:sign_in"), _with_token(client)) for _ in range(6)][-1]),
    ],
)
def test_an_error_is_protected_too(status: int, ask):
    builders.official("clerk")
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(builders.official("other"), backend="cqo.foundation.accounts.backends.NameOrPhone")
    answer = ask(client)
    assert (answer.status_code, protects(answer)) == (status, PROTECTED)


@pytest.mark.parametrize(("status", "view"), [(500, broken), (400, suspicious)])
def test_a_broken_page_is_protected_too(monkeypatch, status: int, view):
    monkeypatch.setattr(views.notice, "CURRENT", None)
    client = Client(raise_request_exception=False)
    monkeypatch.setattr(views.timezone, "now", lambda: view(HttpRequest()))
    answer = client.get(reverse("public:health"))
    assert (answer.status_code, protects(answer)) == (status, PROTECTED)


def _with_token(client: Client) -> dict[str, str]:
    page = client.get(reverse("entrance:sign_in"))
    return {"username": "clerk", "password": "wrong", "csrfmiddlewaretoken": str(page.context["csrf_token"])}


def test_an_error_shows_nothing_of_the_inside():
    answer = Client(raise_request_exception=False).get("/nowhere/")
    page = answer.content.decode()
    assert [word for word in ("Traceback", "Django", "urlpatterns", "cqo.") if word in page] == []


@pytest.mark.parametrize(
    ("back", "led_to"),
    [("/people/", "/people/"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("", "/")],
)
def test_switches_lead_back_to_this_site_only(back: str, led_to: str):
    assert builders.browser().post(reverse("public:care"), {"on": "1", "next": back})["Location"] == led_to


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_language_switch_leads_back_to_this_site_only(back: str):
    answer = builders.browser().post(
        reverse("set_language"), {"language": "en", "next": back}, headers={"referer": "https://evil.example/x"}
    )
    assert answer["Location"] == "/"


def test_no_view_is_excused_from_the_token():
    def excused(patterns: list[URLPattern | URLResolver]) -> list[str]:
        found = []
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                found += excused(pattern.url_patterns)
            elif getattr(pattern.callback, "csrf_exempt", False):
                found.append(str(pattern.name))
        return found

    assert excused(get_resolver().url_patterns) == []
