"""Fixtures for everybody whose tests commit or seal; a `conftest.py` imports them by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from cqo.foundation.audit import guards


@pytest.fixture(autouse=True)
def record_makes_way_for_the_flush(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits is followed by a flush, which the guards would refuse; `post_migrate` after the flush puts them back."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames) or (marker and marker.kwargs.get("transaction"))
    if commits:
        request.getfixturevalue("transactional_db")  # set up first, so that its flush comes after the lines below
    yield
    if commits:
        guards.lift(connection)


@pytest.fixture
def record_folder(settings, tmp_path: Path) -> Path:
    """Heads are exported to a folder of the test's own. A test that seals needs it, lest it leave heads of a chain that is rolled back."""
    settings.VAR = tmp_path
    return tmp_path / "audit"
