"""An error tells where it broke, and nothing that somebody typed."""

import logging
import sys

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.debug import ExceptionReporter

from cqo.portal.public import views

ID_NUMBER, PHONE, COOKIE = "610722199001010019", "13912342231", "sessionid=secretsession"


def report(*, is_email: bool) -> str:
    """What Django would show or send for an error in a view that was sent personal data."""
    request = RequestFactory().post("/join/person/", {"id_number": ID_NUMBER, "phone": PHONE}, HTTP_COOKIE=COOKIE)
    try:
        phone = request.POST["phone"]  # noqa: F841 (a variable of the frame, as in earnest)
        raise LookupError("broken on purpose")
    except LookupError:
        reporter = ExceptionReporter(request, *sys.exc_info(), is_email=is_email)
    return reporter.get_traceback_text() + reporter.get_traceback_html()


@pytest.mark.parametrize("is_email", [True, False])
@pytest.mark.parametrize("debug", [True, False])
def test_no_report_shows_what_was_typed(settings, is_email: bool, debug: bool):
    settings.DEBUG = debug
    told = report(is_email=is_email)
    assert ("broken on purpose" in told, "id_number" in told) == (True, True)
    assert [secret for secret in (ID_NUMBER, PHONE, "secretsession") if secret in told] == []


@pytest.mark.django_db
def test_the_log_of_a_broken_page_holds_neither_the_form_nor_the_query(monkeypatch, caplog):
    def fail() -> None:
        raise LookupError("broken on purpose")

    monkeypatch.setattr(views.timezone, "now", fail)
    caplog.set_level(logging.DEBUG)
    client = Client(raise_request_exception=False)
    answer = client.get(reverse("public:health"), {"q": PHONE}, headers={"cookie": COOKIE})
    assert (answer.status_code, "/health/" in caplog.text, "broken on purpose" in caplog.text) == (500, True, True)
    assert [secret for secret in (PHONE, "secretsession") if secret in caplog.text] == []
