"""Publish a checked batch: rows are written hidden in committed chunks, then one short transaction makes everything visible.

Killed at any moment, nothing is half visible; run again, it goes on where it had committed.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cqo.foundation.access.actor import Actor, system
from cqo.foundation.intake import queries, recipes
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.operations.checking import CHUNK, Overtaken, chunks
from cqo.foundation.intake.recipes import StagedRow
from cqo.foundation.intake.states import State, Verdict
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sheets import tables


@transaction.atomic
def start(*, batch: Batch, version: int, by: Actor, at: datetime) -> None:
    """Begin to publish. Raises NotPossible("intake.nothing_to_publish") where no row would change anything."""
    if not Row.objects.filter(batch=batch, verdict__in=[Verdict.NEW.value, Verdict.CHANGE.value]).exists():
        raise NotPossible("intake.nothing_to_publish")
    advance(batch, "publish", version=version, by=by, at=at, done=0)


def run(*, batch_key: UUID, at: datetime) -> None:
    """Publish a batch to its end. Does nothing for a batch that is not being published, but for the work that follows a publication."""
    batch = Batch.objects.get(pk=batch_key)
    recipe = recipes.of(batch.kind)
    if batch.state == State.PUBLISHING:
        try:
            while _stage_chunk(batch, at=at):
                pass
            _make_visible(batch, at=at)
        except Overtaken:
            return
    if batch.state == State.PUBLISHED:
        for targets in chunks(_changed_files(batch), CHUNK):
            recipe.finish(targets, at=at)


def staged(row: Row) -> StagedRow:
    """A row as its recipe takes it."""
    return StagedRow(id=row.pk, row=as_read(row), target=row.target, target_version=row.target_version)


def as_read(row: Row) -> tables.Row:
    """A row as it was read or mended."""
    return tables.Row(row.sheet, row.number, queries.cells_of(row), [])


@transaction.atomic
def _stage_chunk(batch: Batch, *, at: datetime) -> bool:
    """Write the next new rows, hidden, and how far it is, in one transaction; False where nothing is left."""
    fresh = Row.objects.filter(batch=batch, verdict=Verdict.NEW.value, position__gte=batch.done).order_by("position")
    rows = list(fresh[:CHUNK])
    if not rows:
        return False
    made = recipes.of(batch.kind).stage(batch, [staged(row) for row in rows], at=at)
    for row in rows:
        row.target = made.get(row.pk)
    overtaken = [row.pk for row in rows if row.target is None]
    if overtaken:
        Row.objects.filter(pk__in=overtaken).update(verdict=Verdict.LEFT_OUT.value, refused="changed.meanwhile")
    done = rows[-1].position + 1
    if not Batch.objects.filter(pk=batch.pk, state=State.PUBLISHING.value, version=batch.version, done=batch.done).update(done=done):
        raise Overtaken
    batch.done = done
    return True


def _changed_files(batch: Batch) -> Iterator[UUID]:
    changed = Row.objects.filter(batch=batch, verdict=Verdict.CHANGE.value, target__isnull=False).order_by("position")
    return changed.values_list("target", flat=True).iterator(chunk_size=2000)


def _make_visible(batch: Batch, *, at: datetime) -> None:
    """Work the changes of existing files out, then write them and make everything new visible in one short transaction."""
    recipe = recipes.of(batch.kind)
    changing = Row.objects.filter(batch=batch, verdict=Verdict.CHANGE.value).order_by("position")
    plan = recipe.plan_changes(batch, (staged(row) for row in changing.iterator(chunk_size=2000)), at=at)
    _publish(batch, recipe, plan, at=at)


@transaction.atomic
def _publish(batch: Batch, recipe: recipes.Recipe, plan: Any, *, at: datetime) -> None:
    overtaken = recipe.apply_changes(plan, at=at)
    if overtaken:
        Row.objects.filter(pk__in=overtaken).update(verdict=Verdict.LEFT_OUT.value, refused="changed.meanwhile")
    facts = {"rows": batch.rows, "accepted": batch.accepted, "overtaken": len(overtaken)}
    advance(
        batch, "finish_publication", version=batch.version, by=system("intake.publish", city=batch.city_code), at=at, facts=facts, visible=True, published_at=at
    )
