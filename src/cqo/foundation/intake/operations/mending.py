"""Rows edited in place: the row is judged again, and with it every row that shares its key."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import operations as audit
from cqo.foundation.intake import recipes
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.operations.checking import checker_of, columns_of, sealed_cells
from cqo.foundation.intake.operations.publishing import as_read
from cqo.foundation.intake.states import ACCEPTED, State, Verdict
from cqo.foundation.refusal import NotPossible


@transaction.atomic
def mend(*, row: Row, cells: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Put other cells in a row of a checked batch and judge it again, with the rows whose verdict hung on it.

    Raises NotPossible("intake.not_open") once the batch is being published.
    """
    batch = Batch.objects.select_for_update().get(pk=row.batch_id)
    gate.require(by, recipes.of(batch.kind).power)
    if batch.state != State.CHECKED:
        raise NotPossible("intake.not_open")
    known = {column.key for column in recipes.of(batch.kind).columns}
    row.cells = sealed_cells({key: text.strip() for key, text in cells.items() if key in known})
    row.mended = True
    row.save(update_fields=["cells", "mended"])
    old_key = row.row_key
    new_key = checker_of(batch).judge([as_read(row)])[0].row_key
    same_key = Q(row_key__in=[key for key in (old_key, new_key) if key]) | Q(pk=row.pk)
    group = list(Row.objects.filter(same_key, batch=batch).order_by("position"))
    findings = checker_of(batch).judge([as_read(member) for member in group])
    for member, finding in zip(group, findings, strict=True):
        for column, value in columns_of(finding).items():
            setattr(member, column, value)
    Row.objects.bulk_update(group, ["row_key", "verdict", "refused", "warned", "remarks", "target", "target_version", "before"])
    _count_again(batch)
    audit.record("intake.mended", by=by, at=at, city=batch.city_code, kind="intake", key=str(batch.pk), facts={"sheet_row": row.number, "position": row.position})


def _count_again(batch: Batch) -> None:
    accepted = Q(verdict__in=[verdict.value for verdict in ACCEPTED])
    counts = Row.objects.filter(batch=batch).aggregate(
        accepted=Count("pk", filter=accepted),
        rejected=Count("pk", filter=Q(verdict=Verdict.REJECTED.value)),
        warned=Count("pk", filter=accepted & ~Q(warned="")),
    )
    Batch.objects.filter(pk=batch.pk).update(**counts)
