"""What the tests of training share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.models import User

BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"


@pytest.fixture(autouse=True)
def own_attachments(settings, tmp_path: Path) -> Path:
    """Attachments and spool of this test alone."""
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.SPOOL = tmp_path / "spool"
    settings.SPOOL.mkdir()
    return settings.ATTACHMENTS


@pytest.fixture
def as_actor() -> Callable[[Actor], Client]:
    """A browser in which somebody is signed in."""

    def signed_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.user), backend=BACKEND)
        return client

    return signed_in
