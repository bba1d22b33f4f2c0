"""Work of the background: check, publish, undo. Each goes on where it had committed, so a killed worker loses nothing."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from cqo.foundation.intake.operations import checking, publishing, undoing


@task()
def check(batch: str) -> None:
    """Check a batch's file."""
    checking.run(batch_key=UUID(batch), at=timezone.now())


@task()
def publish(batch: str) -> None:
    """Publish a checked batch."""
    publishing.run(batch_key=UUID(batch), at=timezone.now())


@task()
def undo(batch: str) -> None:
    """Delete what an undone batch had brought."""
    undoing.run(batch_key=UUID(batch), at=timezone.now())
