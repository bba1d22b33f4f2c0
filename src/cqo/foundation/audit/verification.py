"""Walks the chains and names what somebody changed or took away. Reads in chunks: memory stays small however long the record is."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import DatabaseError, connection
from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast

from cqo.foundation.audit import chain, exports, guards
from cqo.foundation.audit.faults import Fault, Flaw
from cqo.foundation.audit.ids import made_at
from cqo.foundation.audit.models import Entry, Head, Pending, Seal

CHUNK = 500
MOST_FAULTS = 1_000  # named for each city; beyond that, one knows enough

_UNREADABLE = "unreadable"  # stands for the content of a row whose values no longer are what their columns hold
_LAST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class SeenHead:
    """The end of a chain as it was walked."""

    city: str
    seq: int
    hash: str


@dataclass(slots=True)
class Findings:
    """What a verification saw. `waiting` entries are not sealed yet: information, not a fault."""

    faults: list[Fault] = field(default_factory=list)
    entries: int = 0
    heads: list[SeenHead] = field(default_factory=list)
    waiting: int = 0
    waiting_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Link:
    seq: int
    previous: str
    hash: str
    entry: str
    content: str | None


def verify(city: str | None = None) -> Findings:
    """Check one city's chain, or all of them: entries against seals, seals against one another, heads and exported heads, guards."""
    findings = Findings(faults=[Fault(Flaw.UNGUARDED, guard=name) for name in guards.missing(connection)])
    for place in _cities() if city is None else [city]:
        findings.faults += islice(_faults_of(place, findings), MOST_FAULTS)
    queue = Pending.objects.all() if city is None else Pending.objects.filter(city=city)
    findings.waiting = queue.count()
    oldest = queue.order_by("entry").values_list("entry", flat=True).first()
    findings.waiting_since = made_at(oldest) if oldest else None
    return findings


def _cities() -> list[str]:
    found = exports.cities()
    for model in (Head, Seal, Entry):
        found.update(model.objects.order_by("city").values_list("city", flat=True).distinct())
    return sorted(found)


def _faults_of(city: str, findings: Findings) -> Iterator[Fault]:
    exported = exports.size_of(city)  # looked at before the chain, which may grow meanwhile
    head = Head.objects.filter(city=city).first()
    yield from _faults_of_chain(city, head, exported, findings)
    yield from _faults_outside_chain(city)


def _faults_of_chain(city: str, head: Head | None, exported: int | None, findings: Findings) -> Iterator[Fault]:
    known = _Exported(city, exported)
    before: _Link | None = None
    trusted = True  # whether the hash of the seal before may be held against the next one
    for link, after in _with_next(_links(city)):
        expected = before.seq + 1 if before else 1
        joined = not trusted or link.previous == (before.hash if before else chain.BEGINNING)
        if link.seq != expected:
            yield Fault(Flaw.GAP, city, seq=expected, until=link.seq - 1)
            joined = True
        flaw = _flaw(city, link, joined=joined, carried_on=_carried_on(link, after, head))
        trusted = flaw is not Flaw.RESEALED
        if flaw:
            yield Fault(flaw, city, seq=link.seq, entry=link.entry)
        elif head and link.seq == head.seq and link.hash != head.hash:
            yield Fault(Flaw.HEAD, city, seq=head.seq)
        if known.contradicts(link) and trusted:
            yield Fault(Flaw.REWRITTEN, city, seq=link.seq, entry=link.entry)
        findings.entries += link.content is not None
        before = link
    end = before.seq if before else 0
    findings.heads += [SeenHead(city, before.seq, before.hash)] if before else []
    yield from _faults_of_end(city, end, head, known)


def _faults_of_end(city: str, end: int, head: Head | None, known: "_Exported") -> Iterator[Fault]:
    told = max(head.seq if head else 0, known.last())
    if told > end:
        yield Fault(Flaw.CUT, city, seq=end + 1, until=told)
    now = Head.objects.filter(city=city).first()
    if end and now is None:
        yield Fault(Flaw.HEADLESS, city, seq=end)
    elif now and now.seq < end:
        yield Fault(Flaw.HEAD, city, seq=now.seq)
    if known.is_absent and head and head.seq:
        yield Fault(Flaw.UNEXPORTED, city, seq=head.seq)
    if known.damaged_line:
        yield Fault(Flaw.EXPORT_DAMAGED, city, seq=known.damaged_line)


def _faults_outside_chain(city: str) -> Iterator[Fault]:
    sealed, waiting, entry = (Exists(model.objects.filter(pk=OuterRef("pk"))) for model in (Seal, Pending, Entry))
    unsealed = Entry.objects.filter(~sealed, ~waiting, city=city).order_by("id")
    lost = Pending.objects.filter(~entry, city=city).order_by("entry")
    for flaw, rows in ((Flaw.UNSEALED, unsealed), (Flaw.LOST, lost)):
        for (key,) in rows.annotate(text=Cast("pk", TextField())).values_list("text")[:MOST_FAULTS]:
            yield Fault(flaw, city, entry=_dashed(key))


def _flaw(city: str, link: _Link, *, joined: bool, carried_on: bool) -> Flaw | None:
    """What is wrong with one seal and its entry. An altered entry leaves the seal in line with its neighbours, an altered seal does not."""
    if link.content is None:
        return Flaw.MISSING
    if link.hash != chain.link(city=city, seq=link.seq, previous=link.previous, content=link.content):
        return Flaw.CHANGED if joined and carried_on else Flaw.RESEALED
    return None if joined else Flaw.BROKEN


def _carried_on(link: _Link, after: _Link | None, head: Head | None) -> bool:
    """Whether what comes after (the next seal, else the head) holds this seal's hash; yes where nothing comes right after."""
    if after:
        return after.seq != link.seq + 1 or after.previous == link.hash
    return head is None or head.seq != link.seq or head.hash == link.hash


class _Exported:
    """The exported heads of a city, read alongside its chain."""

    def __init__(self, city: str, size: int | None) -> None:
        self.is_absent = size is None
        self.damaged_line = 0
        self._last = 0
        self._is_contradicted = False
        self._lines = enumerate(exports.lines(city, until=size), start=1) if size is not None else iter(())
        self._next = self._read()

    def contradicts(self, link: _Link) -> bool:
        """Whether the file holds another hash under this number; said once, since everything after it differs as well."""
        while self._next and self._next.seq < link.seq:
            self._next = self._read()
        differs = bool(self._next and self._next.seq == link.seq and self._next.hash != link.hash)
        said, self._is_contradicted = self._is_contradicted, self._is_contradicted or differs
        return differs and not said

    def last(self) -> int:
        """The highest number in the file; reads it to its end."""
        while self._next:
            self._next = self._read()
        return self._last

    def _read(self) -> exports.Known | None:
        for number, known in self._lines:
            if known != exports.UNREADABLE:
                self._last = known.seq
                return known
            self.damaged_line = self.damaged_line or number
        return None


def _links(city: str) -> Iterator[_Link]:
    """The city's seals in order, each with the content of its entry (None where the entry is gone)."""
    last = 0
    seals = Seal.objects.annotate(key=Cast("entry", TextField())).order_by("seq").values_list("seq", "previous", "hash", "key")
    while chunk := list(seals.filter(city=city, seq__gt=last, seq__lte=_LAST)[:CHUNK]):
        keys = [_dashed(key) for _, _, _, key in chunk]
        contents = _contents([key for key in keys if _is_uuid(key)])
        for (seq, previous, hash_, _), key in zip(chunk, keys, strict=True):
            yield _Link(seq, previous, hash_, key, contents.get(key))
        last = chunk[-1][0]


def _contents(keys: list[str]) -> dict[str, str]:
    """Key → content. Rows with values that cannot be read are narrowed down to one by halving, so that one bad row hides no other."""
    try:
        rows = Entry.objects.filter(pk__in=keys).values_list(*chain.COLUMNS)
        return {str(values[0]): chain.content(values) for values in rows}
    except (ValueError, TypeError, AttributeError, DatabaseError):
        if not connection.is_usable():
            raise
        if len(keys) == 1:
            return {keys[0]: _UNREADABLE}
        middle = len(keys) // 2
        return _contents(keys[:middle]) | _contents(keys[middle:])


def _with_next(links: Iterable[_Link]) -> Iterator[tuple[_Link, _Link | None]]:
    held: _Link | None = None
    for link in links:
        if held:
            yield held, link
        held = link
    if held:
        yield held, None


def _dashed(key: str) -> str:
    """A key as text with dashes; SQLite keeps it without. What is no key stays as it is."""
    return str(uuid.UUID(key)) if _is_uuid(key) else str(key)


def _is_uuid(key: str) -> bool:
    try:
        uuid.UUID(key)
    except (ValueError, AttributeError, TypeError):
        return False
    return True
