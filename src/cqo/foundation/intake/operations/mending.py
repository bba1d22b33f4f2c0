"""Rows edited in place: the row is judged again, and with it every row that shares its key."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import operations as audit
from cqo.foundation.intake import queries, recipes
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.operations.checking import FINDING, checker_of, sealed_cells, values_of
from cqo.foundation.intake.states import ACCEPTED, State, Verdict
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sheets import tables


@transaction.atomic
def mend(*, row: Row, seen: str, cells: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Put other cells in a row of a checked batch and judge it again, with the rows whose verdict hung on it.

    seen: `queries.mark_of` the row as it was on the person's screen. The batch gets a new version: what is published is what was seen.
    Raises NotPossible: "intake.not_open" once the batch is being published, "lifecycle.changed_meanwhile".
    """
    batch = Batch.objects.select_for_update().get(pk=row.batch_id)
    gate.require(by, recipes.of(batch.kind).power)
    if batch.state != State.CHECKED:
        raise NotPossible("intake.not_open")
    row = Row.objects.get(pk=row.pk)
    if queries.mark_of(row) != seen:
        raise NotPossible("lifecycle.changed_meanwhile")
    known = {column.key for column in recipes.of(batch.kind).columns}
    mended = {key: text.strip() for key, text in cells.items() if key in known}
    new_key = checker_of(batch).judge([tables.Row(row.sheet, row.number, mended, [])])[0].row_key
    same_key = Q(row_key__in=[key for key in (row.row_key, new_key) if key]) | Q(pk=row.pk)
    group = list(Row.objects.filter(same_key, batch=batch).order_by("position"))
    before = _tallies(group)
    cells_of = {member.pk: mended if member.pk == row.pk else queries.cells_of(member) for member in group}
    findings = checker_of(batch).judge([tables.Row(member.sheet, member.number, cells_of[member.pk], []) for member in group])
    for member, finding in zip(group, findings, strict=True):
        member.cells = sealed_cells(cells_of[member.pk], finding)
        member.mended = member.mended or member.pk == row.pk
        for column, value in zip(FINDING, values_of(finding), strict=True):
            setattr(member, column, value)
    Row.objects.bulk_update(group, ["cells", "mended", *FINDING])
    batch.tallies = {name: batch.tallies.get(name, 0) + count - before[name] for name, count in _tallies(group).items()}
    batch.rejected = batch.tallies["errors"]
    batch.accepted = batch.rows - batch.rejected
    batch.version += 1
    batch.save(update_fields=["tallies", "rejected", "accepted", "version"])
    audit.record(
        "intake.mended",
        by=by,
        at=at,
        city=batch.city_code,
        kind="intake",
        key=batch.pk,
        facts={"sheet_row": row.number, "position": row.position},
    )


def _tallies(rows: Sequence[Row]) -> Counter[str]:
    """What some rows count for in `queries.SHOWN`."""
    counts = Counter(dict.fromkeys(filter(None, queries.SHOWN), 0))
    for row in rows:
        verdict = Verdict(row.verdict)
        counts["errors" if verdict is Verdict.REJECTED else verdict.value] += 1
        counts["warnings"] += verdict in ACCEPTED and bool(row.warned or row.remarks)
        counts["mended"] += row.mended
    return counts
