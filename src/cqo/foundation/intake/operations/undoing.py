"""Undo a publication as a whole, while nothing depends on it: hidden in one short transaction, deleted in chunks afterwards."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cqo.foundation.access.actor import Actor, system
from cqo.foundation.intake import recipes
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.states import State, Verdict
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible

CHUNK = 500


@transaction.atomic
def start(*, batch: Batch, version: int, by: Actor, at: datetime) -> None:
    """Hide what the batch brought at once; what it changed is put back, and what is hidden deleted, by `run`. Raises NotPossible with the recipe's code where something depends on it."""
    recipe = recipes.of(batch.kind)
    hindrance = recipe.hindrance(batch)
    if hindrance is not None:
        raise NotPossible(hindrance)
    advance(batch, "undo", version=version, by=by, at=at, visible=False, done=0)


def run(*, batch_key: UUID, at: datetime) -> None:
    """Put changed files back and delete what is hidden, in committed chunks. Does nothing for a batch that is not being undone."""
    batch = Batch.objects.get(pk=batch_key)
    if batch.state != State.UNDOING:
        return
    recipe = recipes.of(batch.kind)
    while _revert_chunk(batch, recipe, at=at):
        pass
    while True:
        with transaction.atomic():
            if not recipe.unstage(batch, limit=CHUNK):
                break
    advance(batch, "finish_undo", version=batch.version, by=system("intake.undo", city=batch.city_code), at=at)


@transaction.atomic
def _revert_chunk(batch: Batch, recipe: recipes.Recipe, *, at: datetime) -> bool:
    """Put the next changed files back, and how far it is, in one transaction; False where nothing is left."""
    changed = Row.objects.filter(batch=batch, verdict=Verdict.CHANGE.value, target__isnull=False, position__gte=batch.done).order_by("position")
    rows = list(changed[:CHUNK])
    if not rows:
        return False
    recipe.revert(batch, [(row.target, json.loads(row.before.reveal())["columns"]) for row in rows if row.target and row.before], at=at)
    batch.done = rows[-1].position + 1
    Batch.objects.filter(pk=batch.pk).update(done=batch.done)
    return True
