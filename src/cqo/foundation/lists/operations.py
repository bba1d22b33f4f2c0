"""The verbs of lists: save, rename and delete a view, choose columns; ask for an export, run it, let it go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from cqo.foundation.access import gate
from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import Actor, system
from cqo.foundation.audit import operations as audit
from cqo.foundation.documents import operations as documents
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.lists import exports, queries, rules
from cqo.foundation.lists.models import ColumnChoice, ExportJob, SavedView
from cqo.foundation.lists.selection import Selection
from cqo.foundation.lists.specs import ListSpec
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.fields import Sealed


@transaction.atomic
def save_view(*, user: UUID, list_key: str, name: str, query: str, at: datetime) -> SavedView:
    """Keep a search under a name. Raises NotPossible ("list.too_many_views", "list.view_name_taken")."""
    if SavedView.objects.filter(user_id=user, list_key=list_key).count() >= rules.MOST_SAVED_VIEWS:
        raise NotPossible("list.too_many_views", most=rules.MOST_SAVED_VIEWS)
    try:
        with transaction.atomic():
            return SavedView.objects.create(user_id=user, list_key=list_key, name=name, query=Sealed.of(query), saved_at=at)
    except IntegrityError as taken:
        raise NotPossible("list.view_name_taken", name=name) from taken


@transaction.atomic
def rename_view(*, user: UUID, view: UUID, name: str) -> None:
    """Give a view of one's own another name. Raises NotPossible ("list.view_gone", "list.view_name_taken")."""
    try:
        with transaction.atomic():
            renamed = SavedView.objects.filter(pk=view, user_id=user).update(name=name)
    except IntegrityError as taken:
        raise NotPossible("list.view_name_taken", name=name) from taken
    if not renamed:
        raise NotPossible("list.view_gone")


def delete_view(*, user: UUID, view: UUID) -> None:
    """Delete a view of one's own. Raises NotPossible("list.view_gone")."""
    gone, _ = SavedView.objects.filter(pk=view, user_id=user).delete()
    if not gone:
        raise NotPossible("list.view_gone")


def choose_columns(*, user: UUID, list_key: str, columns: Sequence[str]) -> None:
    """Remember which columns a user wants in a list, in order; none goes back to the list's own."""
    if columns:
        ColumnChoice.objects.update_or_create(user_id=user, list_key=list_key, defaults={"columns": list(columns)})
    else:
        ColumnChoice.objects.filter(user_id=user, list_key=list_key).delete()


def export_now(*, selection: Selection, target: BinaryIO, by: Actor, at: datetime) -> int:
    """Write a selection to a workbook at once and put it on the record; returns how many rows. Raises gate.PowerMissing."""
    gate.require(by, *selection.spec.powers_to_export)
    count = exports.write(selection, target, at=at)
    _record(selection, count=count, key=selection.spec.key, by=by, at=at)
    return count


@transaction.atomic
def ask_for_export(*, spec: ListSpec, scope: str, query: str, language: str, by: Actor, at: datetime) -> tuple[ExportJob, bool]:
    """The job that exports a list in the background, and whether it is new: asked for twice, an export is made once.

    Raises gate.PowerMissing, and NotPossible("list.not_exportable") where the list cannot be read outside its page.
    """
    gate.require(by, *spec.powers_to_export)
    if spec.rows is None or by.user is None:
        raise NotPossible("list.not_exportable", most=rules.EXPORTED_AT_ONCE)
    wanted = {
        "user_id": by.user,
        "capacity": access.capacity_key(by),
        "list_key": spec.key,
        "scope": scope,
        "query_digest": queries.query_digest(spec.key, query),
        "language": language,
    }
    fresh = Q(beat_at__gte=at - rules.SILENT_AFTER) | Q(beat_at__isnull=True, asked_at__gte=at - rules.SILENT_AFTER)
    under_way = ExportJob.objects.filter(fresh, finished_at__isnull=True, **wanted).order_by("-pk").first()
    if under_way is not None:
        return under_way, False
    return ExportJob.objects.create(**wanted, query=Sealed.of(query), city_code=by.city or settings.HOME_DIVISION, asked_at=at), True


def begin_again(*, job: ExportJob, at: datetime) -> None:
    """Put an interrupted export back into the queue. Raises NotPossible("list.export_not_silent") where it is not interrupted."""
    silent = Q(beat_at__lt=at - rules.SILENT_AFTER) | Q(beat_at__isnull=True, asked_at__lt=at - rules.SILENT_AFTER)
    moved = ExportJob.objects.filter(silent, pk=job.pk, finished_at__isnull=True).update(asked_at=at, beat_at=None, rows_done=0)
    if not moved:
        raise NotPossible("list.export_not_silent")


def begin(*, job: ExportJob, total: int, at: datetime) -> None:
    """Note that an export runs and how many rows it will have."""
    ExportJob.objects.filter(pk=job.pk, finished_at__isnull=True).update(beat_at=at, rows_total=total, rows_done=0)


def advance(*, job: ExportJob, done: int, at: datetime) -> None:
    """Note how far an export has come."""
    ExportJob.objects.filter(pk=job.pk, finished_at__isnull=True).update(beat_at=at, rows_done=done)


@transaction.atomic
def finish(*, job: ExportJob, selection: Selection, upload: documents.Upload, count: int, by: Actor, at: datetime) -> None:
    """Attach the file, put the export on the record, tell the user."""
    moved = ExportJob.objects.filter(pk=job.pk, finished_at__isnull=True).update(finished_at=at, rows_done=count, rows_total=count)
    if not moved:
        return
    attachment = documents.attach(
        kind=queries.EXPORT_KIND, key=job.pk, purpose="list_export", upload=upload, city=job.city_code, by=by, at=at
    )
    ExportJob.objects.filter(pk=job.pk).update(attachment=attachment)
    _record(selection, count=count, key=selection.spec.key, by=by, at=at, job=str(job.pk))
    about = (queries.EXPORT_KIND, str(job.pk))
    inbox.tell(kind="list.export_ready", users=[job.user_id], about=about, facts={"count": count}, by=by, at=at)


def fail(*, job: ExportJob, code: str, at: datetime) -> None:
    """Note that an export came to nothing, and why."""
    ExportJob.objects.filter(pk=job.pk, finished_at__isnull=True).update(finished_at=at, failure=code)


def let_go(*, at: datetime) -> int:
    """Remove the files of exports that are a week old, and what was searched for; returns how many. The worker's clock runs it."""
    by = system("list.export_kept_long_enough")
    count = 0
    for job, attachment in queries.expired(at=at):
        with transaction.atomic():
            documents.remove(attachment=attachment, reason="kept_long_enough", by=by, at=at)
            ExportJob.objects.filter(pk=job.pk).update(query=None)
        count += 1
    return count


def _record(selection: Selection, *, count: int, key: str, by: Actor, at: datetime, **facts: Any) -> None:
    stated = {
        "rows": count,
        "columns": [column.key for column in selection.columns],
        "personal": exports.reveals(selection),
        "query": queries.query_digest(selection.spec.key, selection.asked.urlencode()),
        **facts,
    }
    audit.record("list.exported", by=by, at=at, city=by.city, kind="list", key=key, facts=stated)
