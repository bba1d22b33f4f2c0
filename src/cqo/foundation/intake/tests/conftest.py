"""What the tests of imports share."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts.states import Role
from cqo.foundation.audit.ids import new_id
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.operations import checking, publishing
from cqo.foundation.intake.tests.builders import BACKEND, official


@pytest.fixture(autouse=True)
def own_place(foundation_alone, settings, tmp_path: Path) -> Path:
    """Rosters of this test alone, and no first steps of the entrance between sign-in and page."""
    settings.VAR = tmp_path
    settings.SPOOL = tmp_path / "spool"
    settings.SPOOL.mkdir()
    return tmp_path


@pytest.fixture
def clerk(client: Client) -> Client:
    """A client signed in as an official of 城固县."""
    client.user = official("clerk")
    client.force_login(client.user, backend=BACKEND)
    return client


@pytest.fixture
def city(client: Client) -> Client:
    """A client signed in as the city's quality section."""
    client.user = official("city", role=Role.CITY_OFFICER, division="610700")
    client.force_login(client.user, backend=BACKEND)
    return client


@pytest.fixture
def send() -> Callable[..., Batch]:
    """Upload a file in the browser, as a form that was just opened."""

    def sent(client: Client, content: bytes, *, kind: str = "enterprises", name: str = "名单.csv", **typed: str) -> Batch:
        file = BytesIO(content)
        file.name = name
        typed.setdefault("key", str(new_id()))
        answer = client.post(reverse("intake:upload", args=[kind]), {"file": file, **typed})
        assert answer.status_code == 302, answer.content.decode()
        return Batch.objects.get(pk=answer.url.strip("/").split("/")[-1])

    return sent


@pytest.fixture
def check(send) -> Callable[..., Batch]:
    """Upload a file, confirm its columns as guessed, and let the worker do the check."""

    def checked(client: Client, content: bytes, **typed: str) -> Batch:
        batch = send(client, content, **typed)
        page = client.get(reverse("intake:batch", args=[batch.pk]))
        client.post(reverse("intake:check", args=[batch.pk]), {name: bound.value() or "" for name, bound in named(page.context["form"])})
        checking.run(batch_key=batch.pk, at=timezone.now())
        return Batch.objects.get(pk=batch.pk)

    return checked


@pytest.fixture
def publish(check) -> Callable[..., Batch]:
    """Everything up to the publication."""

    def published(client: Client, content: bytes, **typed: str) -> Batch:
        batch = check(client, content, **typed)
        client.post(reverse("intake:publish", args=[batch.pk]), {"version": batch.version})
        publishing.run(batch_key=batch.pk, at=timezone.now())
        return Batch.objects.get(pk=batch.pk)

    return published


def named(form):
    """The fields of a form by name."""
    return [(name, form[name]) for name in form.fields]
