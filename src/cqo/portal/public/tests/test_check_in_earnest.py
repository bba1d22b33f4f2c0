"""The check as strangers meet it: through the server's own application, with connections of its own, on committed rows."""

import copy
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import timezone

from cqo.config import asgi
from cqo.portal.public.check.door import Door
from cqo.portal.public.check.door import door as checks
from cqo.portal.public.tests.checks import asked, path
from cqo.qualification.certificates import addresses
from cqo.qualification.certificates.models import Certificate, Change
from cqo.qualification.certificates.tests.builders import certificate
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server() -> Iterator[Callable[..., Any]]:
    """The server's application; its connections are closed, so that the test's database can be thrown away."""
    yield asgi.application
    checks.close()


@pytest.fixture
def new_door() -> Iterator[Door]:
    """A door of the test's own."""
    made = Door(threads=1)
    yield made
    made.close()


@pytest.fixture
def made() -> Certificate:
    return certificate(people.person(1, name="欧阳晓明"))


def test_the_address_in_the_qr_code_of_an_old_pdf_answers_revoked_from_the_day_on(made, server, settings):
    settings.PUBLIC_ADDRESS = "https://zl.example.gov.cn"
    printed = urlsplit(addresses.check_url(made)).path
    assert printed == path(made)
    assert b'class="verdict ok"' in asked(server, printed)[2]
    clerk, second = enterprises.county_officer().user, enterprises.user("second").pk
    today = timezone.localdate()
    Certificate.objects.filter(pk=made.pk).update(ending="revoked", ended_date=today)
    Change.objects.create(
        number="BG-1",
        certificate=made,
        city_code=made.city_code,
        county_code=made.county_code,
        kind="revoke",
        ground="cheating",
        reason="替考的经过",
        legal_basis="示例规定第十五条第一项",
        effective_date=today,
        state="done",
        proposed_by_id=clerk,
        proposed_at=timezone.now() - timedelta(days=9),
        decided_by_id=second,
        decided_at=timezone.now(),
    )
    status, _headers, body = asked(server, printed)
    assert status == 200
    for words in ("已撤销", "示例规定第十五条第一项", "考核作弊", "不能再使用"):
        assert words.encode() in body
    assert "替考的经过".encode() not in body


def test_a_name_goes_in_the_body_of_a_form_through_the_server(made, server):
    sent = f"number={made.number}&secret=%E6%AC%A7%E9%98%B3%E6%99%93%E6%98%8E".encode()
    status, headers, body = asked(server, "/c/", method="POST", body=sent)
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert "欧阳*明".encode() in body
    assert "欧阳晓明".encode() not in body


def test_a_lost_database_is_told_and_found_again(made, new_door, monkeypatch):
    away = copy.deepcopy(settings.DATABASES)
    away["default"] |= {"NAME": "/nowhere/at/all.sqlite3", "HOST": "127.0.0.1", "PORT": "1"}
    with monkeypatch.context() as patch:
        patch.setattr(settings, "DATABASES", away)
        status, headers, body = asked(new_door, path(made))
    assert (status, headers["retry-after"]) == (503, "60")
    assert "暂时无法核验".encode() in body
    assert asked(new_door, path(made))[0] == 200


def test_what_is_committed_is_seen_by_the_next_check(made, new_door):
    assert b'"verdict": "valid"' in asked(new_door, path(made) + ".json")[2]
    Certificate.objects.filter(pk=made.pk).update(suspended_date=timezone.localdate())
    assert b'"verdict": "suspended"' in asked(new_door, path(made) + ".json")[2]
