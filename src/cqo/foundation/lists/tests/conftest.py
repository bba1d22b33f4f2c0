"""What the tests of lists share."""

from pathlib import Path

import pytest
from django.test import Client

from cqo.foundation.accounts.states import Role
from cqo.foundation.documents.tests import builders as documents
from cqo.foundation.lists import specs
from cqo.foundation.lists.tests.builders import BACKEND, USERS
from cqo.foundation.look import navigation


@pytest.fixture(autouse=True)
def own_place(foundation_alone, settings, tmp_path: Path, monkeypatch) -> None:
    """Files of this test alone, the list known by its key, nothing of other parts (first steps, navigation) around the page."""
    monkeypatch.setattr(navigation, "_registry", navigation.Registry())
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.SPOOL = tmp_path / "spool"
    settings.SPOOL.mkdir()
    monkeypatch.setitem(specs._registered, USERS.key, USERS)


@pytest.fixture
def clerk(client: Client) -> Client:
    """A client signed in as an official of 城固县, who may export and reveal."""
    client.user = documents.official("clerk")
    client.force_login(client.user, backend=BACKEND)
    return client


@pytest.fixture
def reader(client: Client) -> Client:
    """A client signed in as somebody of the province, who may only look."""
    client.user = documents.official("reader", role=Role.PROVINCE_READER, division="610000")
    client.force_login(client.user, backend=BACKEND)
    return client
