"""Whether rows are used by tables that whoever brought them knows nothing of: those of later stages of life."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet


def used_elsewhere(rows: QuerySet[Any], *, apart: Collection[str]) -> Iterator[QuerySet[Any]]:
    """For every foreign key that leads to the rows' table from an app that is not one of `apart`: the rows it leads to."""
    for field in rows.model._meta.get_fields(include_hidden=True):
        if not (field.auto_created and (field.one_to_many or field.one_to_one)):
            continue
        table = field.related_model
        if table._meta.app_label not in apart:
            yield rows.filter(Exists(table._default_manager.filter(**{field.field.name: OuterRef("pk")})))
