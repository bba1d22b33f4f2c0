"""Work of the background: clearing away contents that nothing needs."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from cqo.foundation.documents import operations

KEPT_UNATTACHED = timedelta(days=1)


@task()
def clear_unneeded() -> int:
    """Delete contents of removed papers, and uploads that were never attached within a day; returns how many files went."""
    return operations.clear_unneeded(before=timezone.now() - KEPT_UNATTACHED)
