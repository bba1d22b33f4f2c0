"""The lists of the sample cities go the way of every roster: uploaded, checked, published."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime

from cqo.foundation.access.actor import Actor
from cqo.foundation.intake import recipes
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.operations import batches, checking, publishing

UTF8_WITH_MARK = "utf-8-sig"


def table(kind: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    """A CSV file with the columns' own names over the rows (column → text); columns that no row has are left out."""
    rows = list(rows)
    used = [column for column in recipes.of(kind).columns if any(row.get(column.key) for row in rows)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.label for column in used])
    writer.writerows([row.get(column.key, "") for column in used] for row in rows)
    return text.getvalue().encode(UTF8_WITH_MARK)


def publish(kind: str, content: bytes, *, name: str, options: Mapping[str, str], by: Actor, at: datetime) -> Batch:
    """Bring a roster in and make it visible."""
    batch = check(kind, content, name=name, options=options, by=by, at=at)
    publishing.start(batch=batch, version=batch.version, by=by, at=at)
    publishing.run(batch_key=batch.pk, at=at)
    batch.refresh_from_db()
    return batch


def check(kind: str, content: bytes, *, name: str, options: Mapping[str, str], by: Actor, at: datetime) -> Batch:
    """Bring a roster in and have every row judged."""
    batch = upload(kind, content, name=name, options=options, by=by, at=at)
    batches.start_check(batch=batch, version=batch.version, mapping={}, by=by, at=at)
    checking.run(batch_key=batch.pk, at=at)
    batch.refresh_from_db()
    return batch


def upload(kind: str, content: bytes, *, name: str, options: Mapping[str, str], by: Actor, at: datetime) -> Batch:
    """Upload a roster, so that somebody confirms its columns."""
    batch = batches.upload(kind=kind, file=io.BytesIO(content), name=name, size=len(content), city=by.city, options=options, by=by, at=at)
    batches.look_over(batch=batch, at=at)
    return batch
