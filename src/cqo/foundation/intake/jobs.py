"""Work of the background: check, publish, undo. Each goes on where it had committed, so a killed worker loses nothing."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from cqo.foundation.access.actor import Actor
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.intake.models import Batch
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


def when_check_is_wanted(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: the check is queued in the transaction that asked for it."""
    check.enqueue(str(case.pk))


def when_publication_is_wanted(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: the publication is queued in the transaction that asked for it."""
    publish.enqueue(str(case.pk))


def when_published(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: whoever sent the roster is told that it is visible, and what follows is queued."""
    publish.enqueue(str(case.pk))
    if case.created_by_id is not None:
        inbox.tell(kind="intake.published", by=by, at=at, users=[case.created_by_id], about=("intake", case.pk), facts={"accepted": case.accepted})


def when_undo_is_wanted(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: the undoing is queued in the transaction that asked for it."""
    undo.enqueue(str(case.pk))
