from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProvisionsConfig(AppConfig):
    """Rule sets per jurisdiction."""

    name = "cqo.foundation.provisions"

    def ready(self) -> None:
        from cqo.foundation.provisions import wording

        wording.connect()
        post_migrate.connect(_keep_defaults, sender=self)


def _keep_defaults(*, using: str, **_kwargs: Any) -> None:
    from django.utils import timezone

    from cqo.foundation.provisions import operations, queries

    if queries.is_installed(using):
        operations.keep_defaults(at=timezone.now())
