"""Upload a roster, tell the platform how to read it, discard it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor, system
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.ids import new_id
from cqo.foundation.intake import files, recipes, surveys, workbooks
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.models import Mapping as RememberedMapping
from cqo.foundation.intake.operations.pace import let_others_write
from cqo.foundation.intake.states import State
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.fields import Sealed
from cqo.foundation.sheets import tables
from cqo.foundation.sheets.refusals import NotATable

DELETED_AT_ONCE = 2_000
FILE_NAME_LENGTH = 200


def upload(
    *,
    kind: str,
    file: BinaryIO,
    name: str,
    size: int,
    city: str,
    options: Mapping[str, Any],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Batch:
    """Keep a roster and open its batch. The same file sent again while its batch is unfinished leads to that batch.

    options: what the recipe asks for besides the file (a list's key, a class's title). key: the form's own key, so that a form sent twice
    opens one batch. Raises NotPossible("intake.no_room").
    """
    gate.require(by, recipes.of(kind).power)
    if key is not None and (sent := Batch.objects.filter(pk=key, created_by=by.user).first()) is not None:
        return sent
    if not files.room_for(size):
        raise NotPossible("intake.no_room")
    path, digest = files.keep(file, city=city)
    unfinished = Batch.objects.filter(
        _unfinished(), kind=kind, city_code=city, file_digest=digest, options=dict(options), created_by=by.user
    )
    if (same := unfinished.order_by("-created_at", "-pk").first()) is not None:
        files.forget(path)
        return same
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                pk=key or new_id(),
                kind=kind,
                city_code=city,
                county_code=by.reach.key if by.reach.scale == Scale.COUNTY else "",
                zone=UUID(by.reach.key) if by.reach.scale == Scale.ZONE else None,
                file_name=Sealed.of(name[-FILE_NAME_LENGTH:]),
                file_path=path,
                file_digest=digest,
                options=dict(options),
                mapping=remembered(city, kind),
                created_by_id=by.user,
                created_capacity=by.capacity,
                created_at=at,
            )
            audit.record(
                "intake.uploaded",
                by=by,
                at=at,
                city=city,
                kind="intake",
                key=batch.pk,
                facts={"roster": kind, "digest": digest, "size": size},
            )
    except IntegrityError:
        if key is None:
            raise
        files.forget(path)
        return Batch.objects.get(pk=key, created_by=by.user)
    return batch


def _unfinished() -> Q:
    open_states = [State.UPLOADED.value, State.CHECKING.value, State.CHECKED.value, State.PUBLISHING.value]
    return Q(state__in=open_states) | Q(state=State.PUBLISHED.value, settled_at__isnull=True)


def remembered(city: str, kind: str) -> dict[str, str]:
    """How a city's people last told the platform to read headers of this kind of roster: header text → column key."""
    return dict(RememberedMapping.objects.filter(city_code=city, kind=kind).order_by("header").values_list("header", "column"))


def look_over(*, batch: Batch, at: datetime) -> None:
    """Note the sheets of a file just uploaded, with the columns guessed, for a person to confirm; or that it cannot be read."""
    if batch.state != State.UPLOADED or batch.survey:
        return
    try:
        survey = tables.survey(files.content(batch.file_path), recipes.of(batch.kind).columns, mapping=batch.mapping)
    except NotATable as refused:
        call_unreadable(batch=batch, refused=refused, by=system("intake.look_over", city=batch.city_code), at=at)
        return
    batch.survey, batch.expected = Sealed.of(surveys.written(survey)), survey.height
    batch.save(update_fields=["survey", "expected"])


def call_unreadable(*, batch: Batch, refused: NotATable, by: Actor, at: datetime) -> None:
    """Note that a file is no table, and why."""
    advance(batch, "call_unreadable", version=batch.version, by=by, at=at, error=refused.code.value, findings={"facts": refused.facts})


@transaction.atomic
def start_check(*, batch: Batch, version: int, mapping: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Check the batch with the columns as a person confirmed them, and remember the corrections for the next file of the city.

    mapping: header text → column key ("" for a column that is not read). Rows of an earlier check are replaced.
    """
    gate.require(by, recipes.of(batch.kind).power)
    for header, column in mapping.items():
        RememberedMapping.objects.update_or_create(
            city_code=batch.city_code, kind=batch.kind, header=header[:64], defaults={"column": column}
        )
    advance(
        batch,
        "check",
        version=version,
        by=by,
        at=at,
        mapping={**batch.mapping, **mapping},
        error="",
        findings={},
        rows=0,
        accepted=0,
        rejected=0,
        warned=0,
        done=0,
    )


def discard(*, batch: Batch, version: int, by: Actor, at: datetime) -> None:
    """Throw a batch away that published nothing; the file goes at once, its rows in the background."""
    gate.require(by, recipes.of(batch.kind).power)
    advance(batch, "discard", version=version, by=by, at=at)
    files.forget(batch.file_path)


def drop_rows(batch: Batch) -> None:
    """Delete a batch's rows in committed chunks."""
    last = Row.objects.filter(batch=batch).order_by("-position").values_list("position", flat=True).first()
    if last is None:
        return
    for limit in range(DELETED_AT_ONCE, last + DELETED_AT_ONCE + 1, DELETED_AT_ONCE):
        Row.objects.filter(batch=batch, position__lt=limit).delete()
        let_others_write()


def read_file(*, batch: Batch, by: Actor, at: datetime) -> Iterator[bytes]:
    """The roster as it was uploaded; that it was read stands in the record first. Raises NotPossible("intake.file_gone")."""
    gate.require(by, Can.REVEAL_PERSONAL)
    pieces = files.opened(batch.file_path)
    try:
        first = next(pieces)
    except FileNotFoundError as gone:
        raise NotPossible("intake.file_gone") from gone
    with transaction.atomic():
        audit.record(
            "intake.file_read", by=by, at=at, city=batch.city_code, kind="intake", key=batch.pk, facts={"digest": batch.file_digest}
        )

    def rest() -> Iterator[bytes]:
        yield first
        yield from pieces

    return rest()


def read_rows_to_mend(*, batch: Batch, target: BinaryIO, show: str, by: Actor, at: datetime) -> None:
    """Write the rows of a narrowing (one of `workbooks.MENDABLE`) with their reasons; that they were read stands in the record first."""
    gate.require(by, recipes.of(batch.kind).power)
    with transaction.atomic():
        audit.record("intake.errors_read", by=by, at=at, city=batch.city_code, kind="intake", key=batch.pk, facts={"show": show})
    workbooks.write_rows_to_mend(batch, target, show=show)
