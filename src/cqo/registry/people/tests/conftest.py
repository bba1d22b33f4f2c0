"""What the tests of people share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from cqo.foundation.access.actor import Actor
from cqo.registry.people.tests import builders

BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"


@pytest.fixture(autouse=True)
def own_attachments(settings, tmp_path: Path) -> Path:
    """Attachments and spool of this test alone."""
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.SPOOL = tmp_path / "spool"
    settings.SPOOL.mkdir()
    return settings.ATTACHMENTS


@pytest.fixture
def as_actor(client: Client) -> Callable[[Actor], Client]:
    """A client signed in as somebody."""

    def signed_in(actor: Actor) -> Client:
        client.force_login(builders.user_of(actor), backend=BACKEND)
        return client

    return signed_in
