"""Undo a publication as a whole, while nothing depends on it: hidden in one short transaction, put back and deleted in chunks afterwards."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cqo.foundation.access.actor import Actor, system
from cqo.foundation.intake import files, recipes
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.operations.checking import Overtaken
from cqo.foundation.intake.operations.pace import CHUNK, let_others_write, no_search_for_cycles
from cqo.foundation.intake.states import State, Verdict
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible


def start(*, batch: Batch, version: int, by: Actor, at: datetime) -> None:
    """Hide what the batch brought at once; what it changed is put back, and what is hidden deleted, by `run`.

    Raises NotPossible: the recipe's code where something depends on it, "intake.not_settled" while the work of its publication goes on.
    """
    if batch.state == State.PUBLISHED and batch.settled_at is None:
        raise NotPossible("intake.not_settled")
    hindrance = recipes.of(batch.kind).hindrance(batch) if batch.state == State.PUBLISHED else None
    if hindrance is not None:
        raise NotPossible(hindrance)
    advance(batch, "undo", version=version, by=by, at=at, visible=False, done=0)


def run(*, batch_key: UUID, at: datetime) -> None:
    """Put changed files back and delete what is hidden, in committed chunks; shown again as it was where something came to depend on it.

    Does nothing for a batch that is not being undone. Raises files.AtWork, Overtaken.
    """
    batch = Batch.objects.get(pk=batch_key)
    if batch.state != State.UNDOING:
        return
    with files.alone(batch.file_path), no_search_for_cycles():
        batch.refresh_from_db()
        if batch.state == State.UNDOING:
            _run(batch, at=at)


def _run(batch: Batch, *, at: datetime) -> None:
    recipe, by = recipes.of(batch.kind), system("intake.undo", city=batch.city_code)
    if not batch.done and (hindrance := recipe.hindrance(batch)) is not None:
        advance(batch, "refuse_undo", version=batch.version, by=by, at=at, visible=True, facts={"reason": hindrance})
        return
    while batch.done < batch.rows and _revert_chunk(batch, recipe, at=at):
        let_others_write()
    while _unstage_chunk(batch, recipe):
        let_others_write()
    advance(batch, "finish_undo", version=batch.version, by=by, at=at)


@transaction.atomic
def _revert_chunk(batch: Batch, recipe: recipes.Recipe, *, at: datetime) -> bool:
    """Put the next changed files back, and how far it is, in one transaction; False where nothing is left."""
    changed = Row.objects.filter(batch=batch, verdict=Verdict.CHANGE.value, target__isnull=False, position__gte=batch.done).order_by(
        "position"
    )
    rows = list(changed[:CHUNK])
    _move(batch, to=rows[-1].position + 1 if rows else batch.rows)
    recipe.revert(batch, [(row.target, json.loads(row.before.reveal())["columns"]) for row in rows if row.target and row.before], at=at)
    return bool(rows)


@transaction.atomic
def _unstage_chunk(batch: Batch, recipe: recipes.Recipe) -> bool:
    """Delete the next hidden files; False where nothing is left."""
    deleted = recipe.unstage(batch, limit=CHUNK)
    Batch.objects.filter(pk=batch.pk).update(done=F("done") + deleted)
    return bool(deleted)


def _move(batch: Batch, *, to: int) -> None:
    if not Batch.objects.filter(pk=batch.pk, state=State.UNDOING.value, version=batch.version, done=batch.done).update(done=to):
        raise Overtaken
    batch.done = to
