"""Publish a checked batch: rows are written hidden in committed chunks, then one short transaction makes everything visible.

Killed at any moment, nothing is half visible; run again, it goes on where it had committed.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor, system
from cqo.foundation.intake import files, queries, recipes
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.operations.checking import Overtaken, chunks
from cqo.foundation.intake.operations.pace import CHUNK, let_others_write, no_search_for_cycles
from cqo.foundation.intake.recipes import StagedRow
from cqo.foundation.intake.states import State, Verdict
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible


@transaction.atomic
def start(*, batch: Batch, version: int, by: Actor, at: datetime) -> None:
    """Begin to publish. Raises NotPossible("intake.nothing_to_publish") where no row would change anything."""
    gate.require(by, recipes.of(batch.kind).power)
    if batch.state == State.CHECKED and not Row.objects.filter(batch=batch, verdict__in=[Verdict.NEW.value, Verdict.CHANGE.value]).exists():
        raise NotPossible("intake.nothing_to_publish")
    advance(batch, "publish", version=version, by=by, at=at, done=0)


def run(*, batch_key: UUID, at: datetime) -> None:
    """Publish a batch to its end, with the work that follows. Does nothing for any other batch. Raises files.AtWork, Overtaken."""
    batch = Batch.objects.get(pk=batch_key)
    if not _is_open(batch):
        return
    with files.alone(batch.file_path), no_search_for_cycles():
        batch.refresh_from_db()
        if batch.state == State.PUBLISHING:
            while _stage_chunk(batch, at=at):
                let_others_write()
            _make_visible(batch, at=at)
        if _is_open(batch):
            _settle(batch, at=at)


def _is_open(batch: Batch) -> bool:
    return batch.state == State.PUBLISHING or (batch.state == State.PUBLISHED and batch.settled_at is None)


_TAKEN = ("pk", "sheet", "number", "cells", "target", "target_version", "position")


def _staged(rows: QuerySet[Row]) -> Iterator[tuple[StagedRow, int]]:
    """Rows as their recipe takes them, each with its position."""
    for key, sheet, number, cells, target, version, position in rows.values_list(*_TAKEN).iterator(chunk_size=CHUNK):
        yield StagedRow(key, sheet, number, cells.reveal(), target, version), position


@transaction.atomic
def _stage_chunk(batch: Batch, *, at: datetime) -> bool:
    """Write the next new rows, hidden, and how far it is, in one transaction; False where nothing is left.

    Whoever moves `done` first has the chunk; on PostgreSQL another process waits here and finds it moved.
    """
    fresh = Row.objects.filter(batch=batch, verdict=Verdict.NEW.value, position__gte=batch.done).order_by("position")
    rows = list(_staged(fresh[:CHUNK]))
    if not rows:
        return False
    done = rows[-1][1] + 1
    if not Batch.objects.filter(pk=batch.pk, state=State.PUBLISHING.value, version=batch.version, done=batch.done).update(done=done):
        raise Overtaken
    made = recipes.of(batch.kind).stage(batch, [row for row, _ in rows], at=at)
    _leave_out([row.id for row, _ in rows if row.id not in made])
    batch.done = done
    return True


def _leave_out(rows: list[UUID]) -> None:
    """Mark rows whose file somebody else registered or changed after the check."""
    for some in chunks(rows, CHUNK):
        Row.objects.filter(pk__in=some).update(verdict=Verdict.LEFT_OUT.value, refused="changed.meanwhile")


def _make_visible(batch: Batch, *, at: datetime) -> None:
    """Work the changes of existing files out, then write them and make everything new visible in one short transaction."""
    recipe = recipes.of(batch.kind)
    changing = Row.objects.filter(batch=batch, verdict=Verdict.CHANGE.value).order_by("position")
    plan = recipe.plan_changes(batch, (row for row, _ in _staged(changing)), at=at)
    _publish(batch, recipe, plan, at=at)


@transaction.atomic
def _publish(batch: Batch, recipe: recipes.Recipe, plan: Any, *, at: datetime) -> None:
    overtaken = recipe.apply_changes(plan, at=at)
    _leave_out(overtaken)
    facts = {"rows": batch.rows, "accepted": batch.accepted, "overtaken": len(overtaken)}
    advance(
        batch,
        "finish_publication",
        version=batch.version,
        by=system("intake.publish", city=batch.city_code),
        at=at,
        facts=facts,
        visible=True,
        published_at=at,
    )


def _settle(batch: Batch, *, at: datetime) -> None:
    """What follows for files that were changed; all of it again where it was interrupted."""
    recipe = recipes.of(batch.kind)
    for targets in chunks(_changed_files(batch), CHUNK):
        recipe.finish(targets, at=at)
        let_others_write()
    Batch.objects.filter(pk=batch.pk, settled_at__isnull=True).update(settled_at=at, tallies=queries.tallies(batch))


def _changed_files(batch: Batch) -> Iterator[UUID]:
    changed = Row.objects.filter(batch=batch, verdict=Verdict.CHANGE.value, target__isnull=False).order_by("position")
    return (target for target in changed.values_list("target", flat=True).iterator(chunk_size=2000) if target is not None)
