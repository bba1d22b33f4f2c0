"""The only writers of the record: `record` in the act's own transaction, `seal` behind it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

from cqo.foundation.audit import chain, exports, facts
from cqo.foundation.audit.ids import new_id
from cqo.foundation.audit.models import Entry, Head, Pending, Seal
from cqo.foundation.audit.signature import Signatory

BATCH = 500  # entries sealed in one transaction, so that nobody waits for the sealer
_FIRST = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act to be recorded with others; the fields are the arguments of `record`."""

    event: str
    by: Signatory
    at: datetime
    city: str
    kind: str
    key: object
    under: str = ""
    facts: Mapping[str, Any] | None = None
    members: Iterable[object] | None = field(default=None)


def record(
    event: str,
    *,
    by: Signatory,
    at: datetime,
    city: str,
    kind: str,
    key: object,
    under: str = "",
    facts: Mapping[str, Any] | None = None,
    members: Iterable[object] | None = None,
) -> uuid.UUID:
    """Write one official act into the record, in the transaction the act itself runs in. Returns the entry's key.

    event: a key of some app's `wording.EVENTS`, as in "enterprise.moved". city: division code, or "" for the installation.
    kind, key: the case. under: the version of the rules. facts: see `facts.canonical`.
    members: the keys of a bulk act, kept as a count and a digest.
    Raises ValueError for anything that is not a key or a code, so that no personal data enters what can never be deleted.
    """
    row = _row(Act(event=event, by=by, at=at, city=city, kind=kind, key=key, under=under, facts=facts, members=members))
    with transaction.atomic(savepoint=False):
        return _write([row])[0]


def record_many(acts: Iterable[Act]) -> list[uuid.UUID]:
    """Write many acts at once, in the order given; all or none. Returns the entries' keys. Raises as `record` does."""
    keys: list[uuid.UUID] = []
    remaining = iter(acts)
    with transaction.atomic():
        while rows := [_row(act) for act in islice(remaining, BATCH)]:
            keys += _write(rows)
    return keys


def seal(*, at: datetime, city: str | None = None, limit: int = 50_000) -> int:
    """Chain what waits, city by city, at most `limit` entries, and export the new heads. Returns how many were sealed.

    Every city's batch is a short transaction of its own that holds the row of the city's head, so two sealers take turns and
    neither seals anything twice; what a killed sealer left undone the next one does. Must not run inside a transaction.
    """
    sealed = 0
    for place in _waiting_cities() if city is None else [city]:
        after: uuid.UUID | None = _FIRST
        while after and sealed < limit:
            done, after = _seal_batch(place, after, min(BATCH, limit - sealed))
            sealed += done
    for head in Head.objects.filter(seq__gt=0) if city is None else Head.objects.filter(city=city, seq__gt=0):
        exports.append(head.city, seq=head.seq, hash=head.hash, at=at)
    return sealed


def _row(act: Act) -> tuple[Any, ...]:
    """An entry's columns, in the order of its model, all checked."""
    signature = act.by.signature()
    facts.moment("at", act.at)
    count, digest = (None, "") if act.members is None else facts.members_of(act.members)
    return (
        new_id(),
        facts.checked_city(act.city),
        facts.checked_event(act.event),
        facts.checked_key("kind", act.kind, 40),
        facts.checked_key("key", act.key, 80),
        act.at,
        facts.checked_key("user", signature.user, 80),
        facts.checked_key("capacity", signature.capacity, 80),
        facts.checked_key("role", signature.role, 80),
        facts.checked_key("on_behalf_of", signature.on_behalf_of, 80),
        facts.checked_key("under", act.under, 120),
        facts.canonical(act.facts),
        count,
        digest,
    )


def _write(rows: list[tuple[Any, ...]]) -> list[uuid.UUID]:
    if len(rows) == 1 and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_both(), _prepared(Entry, rows[0]))
    else:
        _insert(Entry, rows)
        _insert(Pending, [(key, city) for key, city, *_ in rows])
    return [key for key, *_ in rows]


@lru_cache(maxsize=1)
def _both() -> str:
    """An entry and its place in the sealer's queue in one statement: each statement is a way there and back, and somebody waits."""
    return f"WITH entry AS ({_insertion(Entry, 'postgresql')} RETURNING id, city) INSERT INTO audit_pending (entry, city) SELECT id, city FROM entry"  # noqa: S608


def _waiting_cities() -> list[str]:
    return list(Pending.objects.order_by("city").values_list("city", flat=True).distinct())


def _seal_batch(city: str, after: uuid.UUID, size: int) -> tuple[int, uuid.UUID | None]:
    """Seal the next `size` waiting entries behind the key `after`. Returns how many, and the last key looked at (None at the end).

    An entry that vanished (`verify` names it) or that has its seal already is passed over, so that it holds up nothing.
    """
    with transaction.atomic(durable=True):
        head = _locked_head(city)
        waiting = list(Pending.objects.filter(city=city, entry__gt=after).order_by("entry").values_list("entry", flat=True)[:size])
        contents = {values[0]: chain.content(values) for values in Entry.objects.filter(pk__in=waiting).values_list(*chain.COLUMNS)}
        has_seal = set(Seal.objects.filter(pk__in=waiting).values_list("pk", flat=True))
        seq, previous, rows = head.seq, head.hash, []
        for entry in waiting:
            if entry in contents and entry not in has_seal:
                seq += 1
                hash_ = chain.link(city=city, seq=seq, previous=previous, content=contents[entry])
                rows.append((entry, city, seq, previous, hash_))
                previous = hash_
        if rows:
            _insert(Seal, rows)
            Pending.objects.filter(pk__in=[entry for entry, *_ in rows]).delete()
            Head.objects.filter(city=city).update(seq=seq, hash=previous)
    return len(rows), (waiting[-1] if waiting else None)


def _locked_head(city: str) -> Head:
    """The city's head, locked until the transaction ends (SQLite has one writer at a time). A lost one is made from the last seal."""
    if not Head.objects.filter(city=city).exists():
        last = Seal.objects.filter(city=city).order_by("-seq").first()
        seq, hash_ = (last.seq, last.hash) if last else (0, chain.BEGINNING)
        Head.objects.bulk_create([Head(city=city, seq=seq, hash=hash_)], ignore_conflicts=True)
    return Head.objects.select_for_update().get(city=city)


def _insert(model: type[models.Model], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows given in the order of the model's columns; a quarter of what `bulk_create` costs for the one or two rows of an act."""
    values = [_prepared(model, row) for row in rows]
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(_insertion(model, connection.vendor), values[0])
        else:
            cursor.executemany(_insertion(model, connection.vendor), values)


def _prepared(model: type[models.Model], row: Sequence[Any]) -> list[Any]:
    return [column.get_db_prep_save(value, connection) for column, value in zip(model._meta.local_concrete_fields, row, strict=True)]


@lru_cache(maxsize=8)
def _insertion(model: type[models.Model], vendor: str) -> str:
    """The INSERT of one row; `vendor` only tells the cached statements of two databases apart."""
    quoted = [connection.ops.quote_name(str(column.column)) for column in model._meta.local_concrete_fields]
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({', '.join(quoted)}) VALUES ({', '.join(['%s'] * len(quoted))})"  # noqa: S608
