"""Work of the background: check, publish, undo. Each goes on where it had committed, so a killed worker loses nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from cqo.foundation.access.actor import Actor
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.intake.files import AtWork
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.operations import batches, checking, publishing, undoing
from cqo.foundation.intake.operations.checking import Overtaken

LOOK_AGAIN = timedelta(seconds=5)


@task()
def check(batch: str) -> None:
    """Check a batch's file."""
    _work(check, checking.run, batch)


@task()
def publish(batch: str) -> None:
    """Publish a checked batch."""
    _work(publish, publishing.run, batch)


@task()
def undo(batch: str) -> None:
    """Delete what an undone batch had brought."""
    _work(undo, undoing.run, batch)


@task()
def drop_rows(batch: str) -> None:
    """Delete the rows of a discarded batch."""
    batches.drop_rows(Batch.objects.get(pk=UUID(batch)))


def _work(job: Task, run: Callable[..., None], batch: str) -> None:
    """Do the work; where another process is at it (the command), look again later: should that one be killed, this one goes on."""
    try:
        run(batch_key=UUID(batch), at=timezone.now())
    except (AtWork, Overtaken):
        job.using(run_after=timezone.now() + LOOK_AGAIN).enqueue(batch)


def when_check_is_wanted(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: the check is queued in the transaction that asked for it."""
    check.enqueue(str(case.pk))


def when_publication_is_wanted(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: the publication is queued in the transaction that asked for it."""
    publish.enqueue(str(case.pk))


def when_published(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: whoever sent the roster is told that it is visible; what follows is queued once more, should this process be killed."""
    publish.enqueue(str(case.pk))
    _tell("intake.published", case, by=by, at=at, accepted=case.accepted)


def when_checked(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: whoever sent the roster is told that it can be published."""
    _tell("intake.checked", case, by=by, at=at, rows=case.rows, accepted=case.accepted, rejected=case.rejected)


def when_undo_is_wanted(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: the undoing is queued in the transaction that asked for it."""
    undo.enqueue(str(case.pk))


def when_undone(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: whoever sent the roster is told that it was taken back."""
    _tell("intake.undone", case, by=by, at=at)


def when_undo_is_refused(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: whoever sent the roster is told that it stays."""
    _tell("intake.undo_refused", case, by=by, at=at)


def when_discarded(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: the rows are deleted in the background."""
    drop_rows.enqueue(str(case.pk))


def _tell(kind: str, batch: Batch, *, by: Actor, at: datetime, **facts: int) -> None:
    if batch.created_by_id is not None:
        inbox.tell(kind=kind, by=by, at=at, users=[batch.created_by_id], about=("intake", batch.pk), facts=facts)
