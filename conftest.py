"""What every test stands on. The settings of a test run are in tests/settings.py."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _record_gives_way_to_the_flush(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with transactions of its own ends in a flush, which the record's guards refuse; post_migrate puts them back after it."""
    marker = request.node.get_closest_marker("django_db")
    transactional = marker is not None and (marker.kwargs.get("transaction") or marker.args[:1] == (True,))
    commits = transactional or {"transactional_db", "live_server"} & set(request.fixturenames)
    if commits:
        request.getfixturevalue("transactional_db")  # set up first, so that its flush comes after the lifting below
    yield
    if commits:
        from django.db import connection

        from cqo.foundation.audit import guards

        guards.lift(connection)
