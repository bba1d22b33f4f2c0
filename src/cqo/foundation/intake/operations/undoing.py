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
    """Hide what the batch brought and put what it changed back. Raises NotPossible with the recipe's code where something depends on it."""
    recipe = recipes.of(batch.kind)
    hindrance = recipe.hindrance(batch)
    if hindrance is not None:
        raise NotPossible(hindrance)
    advance(batch, "undo", version=version, by=by, at=at, visible=False, done=0)
    changed = Row.objects.filter(batch=batch, verdict=Verdict.CHANGE.value, target__isnull=False).order_by("position")
    recipe.revert(batch, ((row.target, json.loads(row.before.reveal())["columns"]) for row in changed.iterator(chunk_size=2000)), at=at)


def run(*, batch_key: UUID, at: datetime) -> None:
    """Delete what is hidden, in committed chunks. Does nothing for a batch that is not being undone."""
    batch = Batch.objects.get(pk=batch_key)
    if batch.state != State.UNDOING:
        return
    recipe = recipes.of(batch.kind)
    while True:
        with transaction.atomic():
            if not recipe.unstage(batch, limit=CHUNK):
                break
    advance(batch, "finish_undo", version=batch.version, by=system("intake.undo", city=batch.city_code), at=at)
