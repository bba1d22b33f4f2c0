"""What every test stands on. The settings of a test run are in tests/settings.py."""

import copy
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """The test database; the flush after a test with transactions of its own spares the lists that migrations fill."""
    from django.apps import apps
    from django.conf import settings
    from django.db import connection

    shared = {apps.get_app_config(name.rpartition(".")[2]).label for name in settings.SHARED_APPS}
    spared = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.app_label in shared}
    every_table = connection.introspection.django_table_names
    connection.introspection.django_table_names = lambda **options: [table for table in every_table(**options) if table not in spared]


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


@pytest.fixture
def foundation_alone(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The foundation without the portal around it: no first steps of the entrance, no tour, no navigation to other parts; they have tests of their own."""
    from cqo.foundation.look import navigation

    monkeypatch.setattr(navigation, "_registry", navigation.Registry())
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.startswith("cqo.portal.") or each.endswith(".SignInFirst")]
    templates = copy.deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [each for each in options["context_processors"] if not each.startswith("cqo.portal.")]
    settings.TEMPLATES = templates
