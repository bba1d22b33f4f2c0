"""Reads of lists: saved views, chosen columns, exports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import Actor
from cqo.foundation.documents.models import Attachment
from cqo.foundation.lists import rules
from cqo.foundation.lists.models import ColumnChoice, ExportJob, SavedView
from cqo.foundation.sealing.sealing import keyed_hash
from cqo.foundation.statements import Statement

EXPORT_KIND = "list_export"


@dataclass(frozen=True)
class Saved:
    """A saved view as the page shows it."""

    key: UUID
    name: str
    query: str


_views = Statement(
    lambda user, list_key: (
        SavedView.objects.filter(user_id=user, list_key=list_key).order_by("name", "pk").values_list("pk", "name", "query")
    )
)
_columns = Statement(lambda user, list_key: ColumnChoice.objects.filter(user_id=user, list_key=list_key).values_list("columns", flat=True))


def saved_views(user: UUID, list_key: str) -> list[Saved]:
    """A user's views of a list, by name."""
    return [Saved(key, name, query.reveal() if query else "") for key, name, query in _views(user=user, list_key=list_key)]


def remembered_columns(user: UUID, list_key: str) -> Sequence[str]:
    """The columns a user saved for a list, in order; none where there is no choice."""
    return next(iter(_columns(user=user, list_key=list_key)), [])


def exports_of(user: UUID) -> QuerySet[ExportJob]:
    """A user's exports, newest first."""
    return ExportJob.objects.filter(user_id=user).select_related("attachment").order_by("-asked_at", "-pk")


def stage(job: ExportJob, *, at: datetime) -> rules.ExportStage:
    """Where an export stands."""
    return rules.export_stage(
        asked_at=job.asked_at,
        beat_at=job.beat_at,
        finished_at=job.finished_at,
        failure=job.failure,
        has_file=job.attachment is not None and job.attachment.removed_at is None,
        at=at,
    )


def may_read_export(actor: Actor, job: UUID) -> bool:
    """The file of an export is its user's, in the capacity in which it was asked for."""
    if actor.user is None:
        return False
    return ExportJob.objects.filter(pk=job, user_id=actor.user, capacity=access.capacity_key(actor)).exists()


def query_digest(list_key: str, query: str) -> str:
    """What stands in the record for a search and its filters: a keyed hash, from which nothing typed can be guessed."""
    return keyed_hash("list_query", f"{list_key}?{query}").hex()


def expired(*, at: datetime) -> Iterator[tuple[ExportJob, Attachment]]:
    """Exports whose file has been kept long enough, and the file."""
    rows = ExportJob.objects.filter(finished_at__lt=at - rules.EXPORT_KEPT, attachment__removed_at__isnull=True, attachment__isnull=False)
    for job in rows.select_related("attachment").order_by("pk").iterator():
        if job.attachment is not None:
            yield job, job.attachment
