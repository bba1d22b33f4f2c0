"""Work of the background: large exports."""

import logging
from tempfile import TemporaryFile
from uuid import UUID

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone, translation
from django_tasks import task

from cqo.foundation.access import gate
from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import Actor
from cqo.foundation.documents import operations as documents
from cqo.foundation.lists import exports, operations, specs
from cqo.foundation.lists.models import ExportJob
from cqo.foundation.lists.selection import Selection, select

log = logging.getLogger(__name__)
BEAT_ROWS = 5_000


@task()
def export(job: str) -> int:
    """Write a large list to a spreadsheet, sealed; returns how many rows. What it may contain is asked now, not when it was ordered."""
    found = ExportJob.objects.select_related("user").get(pk=UUID(job))
    if found.finished_at is not None:
        return found.rows_done
    with translation.override(found.language):
        try:
            return _export(found)
        except gate.PowerMissing:
            operations.fail(job=found, code="list.export_not_allowed", at=timezone.now())
        except Exception:
            log.exception("the export %s came to nothing", found.pk)
            operations.fail(job=found, code="list.export_broken", at=timezone.now())
    return 0


def _export(job: ExportJob) -> int:
    actor = _actor(job)
    selection = _selection(job, actor)
    operations.begin(job=job, total=selection.rows.order_by().count(), at=timezone.now())

    def progress(done: int) -> None:
        if done % BEAT_ROWS == 0:
            operations.advance(job=job, done=done, at=timezone.now())

    with TemporaryFile(dir=settings.SPOOL) as file:
        at = timezone.now()
        count = exports.write(selection, file, at=at, progress=progress)
        upload = documents.receive(file, name=exports.file_name(selection, at=at))
    operations.finish(job=job, selection=selection, upload=upload, count=count, by=actor, at=timezone.now())
    return count


def _actor(job: ExportJob) -> Actor:
    """Who asked, in the same capacity. Raises gate.PowerMissing where they hold it no longer."""
    if job.user.is_active:
        for actor in access.capacities(user=job.user, on=timezone.localdate()):
            if access.capacity_key(actor) == job.capacity:
                return actor
    raise gate.PowerMissing("access.power_missing", power="")


def _selection(job: ExportJob, actor: Actor) -> Selection:
    spec = specs.find(job.list_key)
    if spec is None or spec.rows is None or job.query is None:
        raise LookupError(f"the list {job.list_key} is not registered with its rows")
    gate.require(actor, *spec.powers_to_export)
    return select(spec, actor=actor, address=QueryDict(job.query.reveal()), queryset=spec.rows(actor, job.scope))
