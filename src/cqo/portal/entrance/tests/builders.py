"""Browsers, users with a second step, and what a page told, for tests of the way in."""

import re
from datetime import date
from html import unescape

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.queries import capacities
from cqo.foundation.accounts.models import Assignment, User
from cqo.foundation.accounts.states import Role
from cqo.portal.entrance.models import Authenticator
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.operations.slips import organisation_of
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, CITY, PASSWORD, TODAY, YANGXIAN, actor, code, enterprise, official, user
from cqo.registry.people.tests.builders import id_number, person

__all__ = [
    "AT",
    "CHENGGU",
    "CITY",
    "PASSWORD",
    "TODAY",
    "YANGXIAN",
    "actor",
    "code",
    "enterprise",
    "id_number",
    "official",
    "person",
    "user",
]

NEW_PASSWORD = "another-good-one"
SECRET = b"12345678901234567890"


def browser(*, address: str = "203.0.113.7", agent: str = "Mozilla/5.0 (Windows NT 10.0) Chrome/120") -> Client:
    """A browser of its own, which checks forms against forgery as real ones do not let tests forget."""
    return Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)


def signed_in(login_name: str, password: str = PASSWORD, **browsers: str) -> Client:
    """A browser in which somebody has signed in by the page."""
    client = browser(**browsers)
    answer = client.post(reverse("entrance:sign_in"), {"username": login_name, "password": password})
    assert answer.status_code == 302, login_name
    return client


def with_second_step(login_name: str) -> User:
    """A user with a confirmed authenticator of a known secret."""
    made = official(login_name)
    Authenticator.objects.create(user=made, name="authenticator", key=Authenticator.sealed(SECRET), confirmed=True)
    return made


def digits(drift: int = 0) -> str:
    """What the authenticator shows now, or some steps from now."""
    return f"{totp(SECRET, drift=drift):06d}"


def member(of: Enterprise, login_name: str, *, role: Role = Role.ENTERPRISE_STAFF, starts: date = date(2026, 1, 1)) -> User:
    """Somebody who acts for a firm."""
    made = user(login_name)
    Assignment.objects.create(
        user=made, role=role.value, organisation=organisation_of(of), division_id=of.county_id, starts=starts, recorded_at=AT
    )
    return made


def owner(login_name: str, number: int = 1) -> User:
    """Somebody who has taken the own file over."""
    made = user(login_name)
    file = person(number)
    type(file).objects.filter(pk=file.pk).update(user=made)
    Assignment.objects.create(user=made, role=Role.PERSON.value, starts=date(2026, 1, 1), recorded_at=AT)
    return made


def acts_as(of: User, *, on: date | None = None) -> list[Actor]:
    """The capacities of a user today."""
    return capacities(user=of, on=on or date.today())  # noqa: DTZ011 (the day of the server, as the middleware sees it)


def errors(answer: HttpResponse) -> dict[str, list[str]]:
    """What a form said, by field; "" for what concerns the whole."""
    form = answer.context["form"]
    return {("" if name == "__all__" else name): [str(each) for each in found] for name, found in form.errors.items()}


def told(answer: HttpResponse) -> list[str]:
    """The messages above a page."""
    return [str(message) for message in answer.context["messages"]]


def kept(answer: HttpResponse, name: str) -> str:
    """What stands in a text field of the page's form."""
    value = re.search(r'value="([^"]*)"', str(answer.context["form"][name]))
    return unescape(value[1]) if value else ""
