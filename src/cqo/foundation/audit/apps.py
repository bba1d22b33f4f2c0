"""The record as a Django app; its guards are put back after every migrate."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Puts the guards back after every migrate: SQLite rebuilds altered tables and drops their triggers silently."""

    name = "cqo.foundation.audit"
    label = "audit"
    verbose_name = _("办事记录")

    def ready(self) -> None:
        post_migrate.connect(_put_guards_back, sender=self)


def _put_guards_back(*, using: str, **_kwargs: Any) -> None:
    from cqo.foundation.audit import guards

    guards.put(connections[using])
