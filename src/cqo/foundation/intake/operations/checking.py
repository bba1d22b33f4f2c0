"""Read a batch's file and give every row its verdict. Interrupted at any moment and run again, it goes on where it had committed."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cqo.foundation.access.actor import system
from cqo.foundation.audit.ids import new_id
from cqo.foundation.intake import files, queries, recipes, writing
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.operations import batches
from cqo.foundation.intake.operations.pace import CHUNK, let_others_write, no_search_for_cycles
from cqo.foundation.intake.recipes import Checker, Finding
from cqo.foundation.intake.states import ACCEPTED, State
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.sealing.fields import Sealed
from cqo.foundation.sheets import tables
from cqo.foundation.sheets.refusals import NotATable

LEFT_OUT_SHOWN = 200
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)
T = TypeVar("T")


class Overtaken(Exception):
    """Another process is working on the batch; this one stops and leaves it to the other."""


def run(*, batch_key: UUID, at: datetime) -> None:
    """Check a batch to its end. Does nothing for a batch that is not being checked. Raises files.AtWork, Overtaken."""
    batch = Batch.objects.get(pk=batch_key)
    if batch.state != State.CHECKING:
        return
    with files.alone(batch.file_path), no_search_for_cycles():
        batch.refresh_from_db()
        if batch.state == State.CHECKING:
            _run(batch, at=at)


def _run(batch: Batch, *, at: datetime) -> None:
    by = system("intake.check", city=batch.city_code)
    if not batch.done:
        batches.drop_rows(batch)
    checker = checker_of(batch)
    checker.take(_accepted_keys(batch))
    try:
        reading = tables.read(files.content(batch.file_path), recipes.of(batch.kind).columns, mapping=batch.mapping)
        position = 0
        for rows in chunks(reading, CHUNK):
            if position >= batch.done:
                _check(batch, position, rows, checker.judge(rows))
                let_others_write()
            position += len(rows)
    except NotATable as refused:
        batches.call_unreadable(batch=batch, refused=refused, by=by, at=at)
        return
    batch.refresh_from_db()
    advance(
        batch,
        "finish_check",
        version=batch.version,
        by=by,
        at=at,
        facts=_counts(batch),
        findings=_findings(reading),
        expected=batch.rows,
        tallies=queries.tallies(batch),
    )


def _accepted_keys(batch: Batch) -> Iterator[str]:
    """The keys of rows that an interrupted check had accepted."""
    accepted = Row.objects.filter(batch=batch, verdict__in=[verdict.value for verdict in ACCEPTED]).exclude(row_key="")
    return accepted.values_list("row_key", flat=True).iterator(chunk_size=5000)


def checker_of(batch: Batch) -> Checker:
    """A fresh judge for a batch."""
    return recipes.of(batch.kind).checker(city=batch.city_code, county=batch.county_code, zone=batch.zone, options=batch.options)


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` items, in order."""
    flow = iter(items)
    while chunk := list(islice(flow, size)):
        yield chunk


FINDING = ("row_key", "verdict", "refused", "warned", "remarks", "target", "target_version", "before")
"""The columns of a row that hold its finding."""
_WRITTEN = ("id", "batch_id", "position", "sheet", "number", "cells", *FINDING)


def values_of(finding: Finding) -> tuple[object, ...]:
    """The values of the columns FINDING. What was before is sealed: it may be somebody's phone."""
    before = None
    if finding.before is not None:
        before = Sealed.of(json.dumps({"columns": finding.before, "changes": finding.changes}, ensure_ascii=False, default=str))
    codes = [",".join(group) if group else "" for group in (finding.refused, finding.warned, finding.remarks)]
    return (finding.row_key, finding.verdict.value, *codes, finding.target, finding.target_version, before)


def sealed_cells(cells: dict[str, str], finding: Finding) -> Sealed:
    """A row's cells as they are kept, the empty ones left out; behind them, on a line of their own, the facts of its finding."""
    text = _ENCODER.encode({key: text for key, text in cells.items() if text})
    return Sealed.of(f"{text}\n{finding.facts}" if finding.facts else text)


def _check(batch: Batch, position: int, rows: Sequence[tables.Row], findings: Sequence[Finding]) -> None:
    """Keep a chunk that was judged. Whoever moves `done` first has the chunk; on PostgreSQL another process waits and finds it moved."""
    values = [
        (new_id(), batch.pk, position + place, row.sheet[:64], row.number, sealed_cells(row.cells, finding), *values_of(finding))
        for place, (row, finding) in enumerate(zip(rows, findings, strict=True))
    ]
    accepted = sum(finding.accepted for finding in findings)
    with transaction.atomic():
        moved = Batch.objects.filter(pk=batch.pk, state=State.CHECKING.value, version=batch.version, done=position).update(
            done=position + len(rows),
            rows=F("rows") + len(rows),
            accepted=F("accepted") + accepted,
            rejected=F("rejected") + len(rows) - accepted,
            warned=F("warned") + sum(bool(finding.accepted and finding.warned) for finding in findings),
        )
        if not moved:
            raise Overtaken
        writing.insert(Row, _WRITTEN, values)
    batch.done = position + len(rows)


def _counts(batch: Batch) -> dict[str, int]:
    return {"rows": batch.rows, "accepted": batch.accepted, "rejected": batch.rejected, "warned": batch.warned}


def _findings(reading: tables.Reading) -> dict[str, object]:
    """What a person should know of the reading: the sheets with their header rows, and what was left out."""
    return {
        "sheets": [{"sheet": layout.sheet, "header_row": layout.header_row, "missing": list(layout.missing)} for layout in reading.layouts],
        "left_out": [{"sheet": out.sheet, "number": out.number, "why": out.why.value} for out in reading.left_out[:LEFT_OUT_SHOWN]],
        "left_out_count": len(reading.left_out),
    }
