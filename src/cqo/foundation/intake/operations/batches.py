"""Upload a roster, tell the platform how to read it, discard it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.ids import new_id
from cqo.foundation.intake import files, recipes
from cqo.foundation.intake.models import Batch, Mapping as RememberedMapping, Row
from cqo.foundation.intake.states import State
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.fields import Sealed

ROWS_AT_ONCE = 5_000


def upload(*, kind: str, file: BinaryIO, name: str, size: int, city: str, options: Mapping[str, Any], by: Actor, at: datetime) -> Batch:
    """Keep a roster and open its batch. The same file sent again while its batch is unfinished leads to that batch.

    options: what the recipe asks for besides the file (a list's key, a class's title). Raises NotPossible("intake.no_room").
    """
    recipe = recipes.of(kind)
    gate.require(by, recipe.power)
    if not files.room_for(size):
        raise NotPossible("intake.no_room")
    key = new_id()
    path, digest = files.keep(file, city=city, batch=key)
    same = Batch.objects.filter(
        kind=kind, city_code=city, file_digest=digest, options=dict(options), created_by=by.user,
        state__in=[State.UPLOADED.value, State.CHECKING.value, State.CHECKED.value, State.PUBLISHING.value],
    ).order_by("-created_at", "-pk")
    if (unfinished := same.first()) is not None:
        files.forget(path)
        return unfinished
    with transaction.atomic():
        batch = Batch.objects.create(
            pk=key, kind=kind, city_code=city, county_code=by.reach.key if by.reach.scale == Scale.COUNTY else "",
            zone=UUID(by.reach.key) if by.reach.scale == Scale.ZONE else None, file_name=Sealed.of(name), file_path=path, file_digest=digest,
            options=dict(options), mapping=remembered(city, kind), created_by_id=by.user, created_capacity=by.capacity, created_at=at,
        )
        audit.record("intake.uploaded", by=by, at=at, city=city, kind="intake", key=str(batch.pk), facts={"roster": kind, "digest": digest, "size": size})
    return batch


def remembered(city: str, kind: str) -> dict[str, str]:
    """How a city's people last told the platform to read headers of this kind of roster: header text → column key."""
    return dict(RememberedMapping.objects.filter(city_code=city, kind=kind).order_by("header").values_list("header", "column"))


@transaction.atomic
def start_check(*, batch: Batch, version: int, mapping: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Check the batch with the columns as a person confirmed them, and remember the corrections for the next file of the city.

    mapping: header text → column key ("" for a column that is not read).
    """
    for header, column in mapping.items():
        RememberedMapping.objects.update_or_create(city_code=batch.city_code, kind=batch.kind, header=header[:64], defaults={"column": column})
    advance(
        batch, "check", version=version, by=by, at=at, mapping={**batch.mapping, **mapping}, error="", findings={}, rows=0, accepted=0, rejected=0, warned=0,
        done=0,
    )
    Row.objects.filter(batch=batch).delete()


@transaction.atomic
def discard(*, batch: Batch, version: int, by: Actor, at: datetime) -> None:
    """Throw a batch away that published nothing; the file and its rows go with it."""
    advance(batch, "discard", version=version, by=by, at=at)
    Row.objects.filter(batch=batch).delete()
    transaction.on_commit(lambda: files.forget(batch.file_path))
