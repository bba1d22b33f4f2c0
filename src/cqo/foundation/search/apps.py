from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """The text index; it stands on nothing. A flush empties the entries, and the terms that led to them go with them."""

    name = "cqo.foundation.search"

    def ready(self) -> None:
        post_migrate.connect(_follow_a_flush, sender=self)


def _follow_a_flush(*, using: str, **_kwargs: Any) -> None:
    """Django flushes the tables of models, and sends this signal afterwards; the terms lie in a table that no model has."""
    from cqo.foundation.search import engines
    from cqo.foundation.search.models import Entry

    connection = connections[using]
    if Entry._meta.db_table in connection.introspection.table_names() and not Entry.objects.using(using).exists():
        engines.of(connection).clear()
