"""Reads of rosters: whose batches an actor sees, how far they are, their rows, and the report."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import in_place
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.states import ACCEPTED, State, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A row's place in its file and what was said of it."""

    sheet: str
    number: int
    accepted: bool
    refused: tuple[str, ...]
    warned: tuple[str, ...]


def within(actor: Actor) -> QuerySet[Batch]:
    """The batches an actor may see: a city's all of the city, a county's or zone's those of its own people."""
    batches, place = Batch.objects.select_related("created_by"), in_place(actor.reach, zone="zone")
    return batches.none() if place is None or actor.reach.scale == Scale.PROVINCE else batches.filter(place)


def waiting(actor: Actor) -> QuerySet[Batch]:
    """Batches somebody has to go on with: to be confirmed, published, or that could not be read. Newest first."""
    states = [State.UPLOADED.value, State.CHECKED.value, State.UNREADABLE.value]
    return within(actor).filter(state__in=states).order_by("-created_at", "-pk")


_NOT_TAKEN = (Verdict.REJECTED.value, Verdict.LEFT_OUT.value)
_ACCEPTED = Q(verdict__in=[verdict.value for verdict in ACCEPTED])
SHOWN: dict[str, Q] = {
    "": Q(),
    "errors": Q(verdict=Verdict.REJECTED.value),
    "warnings": _ACCEPTED & ~(Q(warned="") & Q(remarks="")),
    "new": Q(verdict=Verdict.NEW.value),
    "change": Q(verdict=Verdict.CHANGE.value),
    "same": Q(verdict=Verdict.SAME.value),
    "left_out": Q(verdict=Verdict.LEFT_OUT.value),
    "mended": Q(mended=True),
}
"""Which rows a page can be narrowed to."""


def rows(batch: Batch, *, show: str = "") -> QuerySet[Row]:
    """The rows of a batch in the order of the file; `show` is a key of SHOWN, any other shows all."""
    return Row.objects.filter(SHOWN.get(show, Q()), batch=batch).order_by("position")


def cells_of(row: Row) -> dict[str, str]:
    """A row's cells in clear."""
    content: dict[str, str] = json.loads(row.cells.reveal().partition("\n")[0]) if row.cells else {}
    return content


def changes_of(row: Row) -> dict[str, tuple[str, str]]:
    """What a row changes in its file, masked: column → (before, after)."""
    content = json.loads(row.before.reveal()) if row.before else {}
    return {column: (str(pair[0]), str(pair[1])) for column, pair in content.get("changes", {}).items()}


def mark_of(row: Row) -> str:
    """A mark of a row's cells as they stand; another one after every edit. It tells nothing of them: they are sealed with a fresh nonce."""
    return hashlib.sha256(row.cells.content).hexdigest()[:16] if row.cells else ""


def tallies(batch: Batch) -> dict[str, int]:
    """How many rows each narrowing shows, counted over all of them; a batch keeps the answer."""
    return Row.objects.filter(batch=batch).aggregate(**{name: Count("pk", filter=condition) for name, condition in SHOWN.items() if name})


def progress(batch: Batch) -> int | None:
    """How far the work on a batch is in percent, 100 only when it is done; None where it cannot be known or nothing is being done."""
    total = {State.CHECKING: batch.expected, State.PUBLISHING: batch.rows, State.UNDOING: batch.rows * 2}.get(State(batch.state), 0)
    return min(99, batch.done * 100 // total) if total else None


def report(batch: Batch) -> dict[str, Any]:
    """Rows, accepted rows, and by its place the codes of every row of which something was said."""
    columns = ("sheet", "number", "verdict", "refused", "warned")
    told = Row.objects.filter(batch=batch).exclude(refused="", warned="").order_by("position").values_list(*columns)
    said = report_of(
        Judged(
            sheet,
            number,
            verdict not in _NOT_TAKEN,
            tuple(refused.split(",")),
            tuple(warned.split(",") if warned else ()),
        )
        for sheet, number, verdict, refused, warned in told.iterator(chunk_size=5000)
    )
    silent = batch.rows - said["rows"]
    return {**said, "rows": batch.rows, "accepted": said["accepted"] + silent}


def report_of(judged: Iterable[Judged]) -> dict[str, Any]:
    """The report in the shape of the shared expectations: a rejected row's warnings are listed as warnings too."""
    rows = accepted = 0
    rejected: dict[str, list[str]] = {}
    warned: dict[str, list[str]] = {}
    for each in judged:
        rows += 1
        accepted += each.accepted
        place = f"{each.sheet}!{each.number}"
        if not each.accepted:
            rejected[place] = list(each.refused)
        if each.warned:
            warned[place] = list(each.warned)
    return {"rows": rows, "accepted": accepted, "rejected": rejected, "warned": warned}
