"""Work of the background: clearing away contents that nothing needs."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from cqo.foundation.documents import operations


def clear_soon(*, at: datetime) -> None:
    """Queue the clearing; the worker's clock calls this, so that walking the files does not hold up what else is due."""
    clear_unneeded.enqueue()


@task()
def clear_unneeded() -> int:
    """Delete contents of removed papers, and uploads that were never attached within a day; returns how many files went."""
    return operations.clear_unneeded(at=timezone.now())
