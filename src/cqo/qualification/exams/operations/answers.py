"""Save answers: many candidates' in one transaction, each answer a row of its own that is never changed.

Whether an attempt is started, not handed in and not over is asked inside the insert itself, so that no answer slips in behind the end;
what is refused is kept nowhere. An answer that was sent twice (the acknowledgement got lost) is acknowledged again with the same result.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from cqo.qualification.exams.queries import sheets
from cqo.qualification.exams.rules import timing
from cqo.qualification.exams.rules.timing import Standing
from cqo.qualification.exams.states import SittingState

_COLUMNS = "attempt_id, item, device, n, based_on, choice, saved_at"
_OPEN = "a.started_at IS NOT NULL AND a.handed_in_at IS NULL AND s.state = 'ready'"
_LAST = "(SELECT max(w.saved_at) FROM exams_answer w WHERE w.attempt_id = a.id)"
_INSERT_SQLITE = f"""
INSERT INTO exams_answer ({_COLUMNS})
SELECT id, %s, %s, %s, %s, %s, moment FROM (
    SELECT a.id, a.ends_at, max(%s, a.started_at, coalesce({_LAST}, a.started_at)) AS moment
    FROM exams_attempt a JOIN exams_sitting s ON s.id = a.sitting_id WHERE a.id = %s AND {_OPEN}
) WHERE moment < ends_at
ON CONFLICT DO NOTHING"""  # noqa: S608  (constants)
# The attempts are locked in order until the commit, so whoever hands one in waits for the answers that are on their way, and sees them.
_INSERT_POSTGRESQL = f"""
WITH sent AS (
    SELECT * FROM unnest(%s::uuid[], %s::int[], %s::text[], %s::int[], %s::int[], %s::text[], %s::timestamptz[])
    WITH ORDINALITY AS sent (attempt_id, item, device, n, based_on, choice, received, place)
), taking AS (
    SELECT a.id, a.ends_at, greatest(a.started_at, {_LAST}) AS last
    FROM exams_attempt a JOIN exams_sitting s ON s.id = a.sitting_id
    WHERE a.id IN (SELECT attempt_id FROM sent) AND {_OPEN} ORDER BY a.id FOR SHARE OF a
)
INSERT INTO exams_answer ({_COLUMNS})
SELECT attempt_id, item, device, n, based_on, choice, greatest(received, last)
FROM sent JOIN taking ON taking.id = sent.attempt_id WHERE greatest(received, last) < ends_at ORDER BY attempt_id, place
ON CONFLICT DO NOTHING RETURNING attempt_id, device, n"""  # noqa: S608
_STANDING = """
SELECT a.id, a.started_at, a.ends_at, a.handed_in_at, s.state, (SELECT count(*) FROM exams_answer w WHERE w.attempt_id = a.id)
FROM exams_attempt a JOIN exams_sitting s ON s.id = a.sitting_id WHERE a.id """
_CURRENT = "SELECT attempt_id, item, choice, saved_at FROM exams_answer WHERE attempt_id {} ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Save:
    """An answer as a device sent it: the item's place in the paper, the device's running number, the letters chosen."""

    item: int
    n: int
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What one device sends at once; nothing to save asks how things stand. seen: how many saves of the attempt the device knows of."""

    attempt: UUID
    paper: UUID
    device: str
    seen: int
    at: datetime
    saves: tuple[Save, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What became of a delivery: the running numbers that are in the database, how the attempt stands, the seconds left.

    answers: all current answers by item, where another device has saved meanwhile. wrong: an item or a choice that the paper does not have.
    at: the moment by the server's clock, of which a refusal tells.
    """

    standing: Standing
    at: datetime
    kept: list[int] = field(default_factory=list)
    left: float = 0.0
    revision: int = 0
    answers: dict[int, str] | None = None
    wrong: bool = False


def keep(deliveries: Sequence[Delivery]) -> list[Outcome]:
    """Write what was delivered, in the order in which it was received, in one transaction; what became of each.

    Must not run inside a transaction: what is told as kept must be in the database.
    """
    sheet = {paper: sheets.of(paper) for paper in {delivery.paper for delivery in deliveries}}
    possible = [
        all(save.item in sheet[each.paper] and sheet[each.paper][save.item].takes(save.choice) for save in each.saves)
        for each in deliveries
    ]
    sound = [delivery for delivery, is_possible in zip(deliveries, possible, strict=True) if is_possible]
    with transaction.atomic(), connection.cursor() as cursor:
        new = _insert(cursor, sound) if any(delivery.saves for delivery in sound) else set()
        standing = _standing(cursor, {delivery.attempt for delivery in deliveries})
        kept = new | _known(cursor, [delivery for delivery in sound if _keys(delivery) - new])
        outcomes = [
            _outcome(delivery, standing[delivery.attempt], kept) if is_possible else _wrong(delivery)
            for delivery, is_possible in zip(deliveries, possible, strict=True)
        ]
        _tell_of_others(cursor, deliveries, outcomes, new)
    return outcomes


def current(attempts: Iterable[UUID]) -> dict[UUID, dict[int, str]]:
    """The current answers of some attempts by item: of each item the newest save. Items whose answer was taken back are not in it."""
    return {attempt: given for attempt, (given, _moment) in at_the_end(attempts).items()}


def at_the_end(attempts: Iterable[UUID]) -> dict[UUID, tuple[dict[int, str], datetime]]:
    """What hand-in wants to know of some attempts: the current answers as above, and when the newest was saved. Without any, not in it."""
    with connection.cursor() as cursor:
        read = _read(cursor, attempts)
    return {attempt: ({item: choice for item, choice in given.items() if choice}, moment) for attempt, (given, moment) in read.items()}


def _keys(delivery: Delivery) -> set[tuple[UUID, str, int]]:
    return {(delivery.attempt, delivery.device, save.n) for save in delivery.saves}


def _insert(cursor: Any, deliveries: Sequence[Delivery]) -> set[tuple[UUID, str, int]]:
    """Insert what may be; the keys of what was."""
    rows = [
        (each, save) for each in sorted(deliveries, key=lambda each: each.attempt) for save in each.saves
    ]  # a sort keeps the order received
    if connection.vendor == "postgresql":
        columns = list(
            zip(*((each.attempt, save.item, each.device, save.n, each.seen, save.choice, each.at) for each, save in rows), strict=True)
        )
        cursor.execute(_INSERT_POSTGRESQL, [list(column) for column in columns])
        return {(attempt, device, n) for attempt, device, n in cursor.fetchall()}
    cursor.execute("SELECT coalesce(max(seq), 0) FROM exams_answer")
    (before,) = cursor.fetchone()  # this transaction is the only one that writes
    cursor.executemany(
        _INSERT_SQLITE,
        [(save.item, each.device, save.n, each.seen, save.choice, _text(each.at), each.attempt.hex) for each, save in rows],
    )
    cursor.execute("SELECT attempt_id, device, n FROM exams_answer WHERE seq > %s", [before])
    return {(UUID(attempt), device, n) for attempt, device, n in cursor.fetchall()}


def _standing(cursor: Any, attempts: Iterable[UUID]) -> dict[UUID, tuple[Any, ...]]:
    condition, params = _among(attempts)
    cursor.execute(_STANDING + condition, params)
    return {
        _key(key): (_moment(start), _moment(end), _moment(handed), state, count)
        for key, start, end, handed, state, count in cursor.fetchall()
    }


def _known(cursor: Any, deliveries: Sequence[Delivery]) -> set[tuple[UUID, str, int]]:
    """Which answers of some deliveries were in the database before."""
    found: set[tuple[UUID, str, int]] = set()
    for delivery in deliveries:
        key = delivery.attempt if connection.vendor == "postgresql" else delivery.attempt.hex
        cursor.execute(
            "SELECT item, n, choice FROM exams_answer WHERE attempt_id = %s AND device = %s AND n >= %s",
            [key, delivery.device, min(save.n for save in delivery.saves)],
        )
        there = set(cursor.fetchall())
        found |= {(delivery.attempt, delivery.device, save.n) for save in delivery.saves if (save.item, save.n, save.choice) in there}
    return found


def _outcome(delivery: Delivery, standing: tuple[Any, ...], kept: set[tuple[UUID, str, int]]) -> Outcome:
    started_at, ends_at, handed_in_at, state, count = standing
    at = timing.not_before(delivery.at, started_at)
    outcome = Outcome(_verdict(started_at, ends_at, handed_in_at, state, at), at, revision=count)
    outcome.kept = [save.n for save in delivery.saves if (delivery.attempt, delivery.device, save.n) in kept]
    if outcome.standing == Standing.RUNNING:
        outcome.left = timing.left(ends_at, at)
    return outcome


def _wrong(delivery: Delivery) -> Outcome:
    return Outcome(Standing.RUNNING, delivery.at, wrong=True)


def _verdict(started_at: datetime | None, ends_at: datetime | None, handed_in_at: datetime | None, state: str, at: datetime) -> Standing:
    if state != SittingState.READY:
        return Standing.HANDED_IN if handed_in_at else Standing.CALLED_OFF
    if handed_in_at is not None:
        return Standing.HANDED_IN
    if started_at is None or ends_at is None:
        return Standing.MAY_START
    return Standing.RUNNING if at < ends_at else Standing.OVER


def _tell_of_others(cursor: Any, deliveries: Sequence[Delivery], outcomes: Sequence[Outcome], new: set[tuple[UUID, str, int]]) -> None:
    """Give each device that has not seen all saves of its attempt the current answers."""
    behind = [
        (delivery, outcome)
        for delivery, outcome in zip(deliveries, outcomes, strict=True)
        if not outcome.wrong and outcome.revision != delivery.seen + len(_keys(delivery) & new)
    ]
    if behind:
        answers = _read(cursor, {delivery.attempt for delivery, _outcome in behind})
        for delivery, outcome in behind:
            outcome.answers = answers[delivery.attempt][0] if delivery.attempt in answers else {}


def _read(cursor: Any, attempts: Iterable[UUID]) -> dict[UUID, tuple[dict[int, str], datetime]]:
    """The newest choice of each item, also of those taken back, and when the newest answer of the attempt was saved."""
    condition, params = _among(attempts)
    cursor.execute(_CURRENT.format(condition), params)
    read: dict[UUID, tuple[dict[int, str], datetime]] = {}
    for attempt, item, choice, saved_at in cursor.fetchall():
        key = _key(attempt)
        given, moment = read.get(key, ({}, saved_at))
        given[item] = choice
        read[key] = given, max(moment, saved_at)
    return {key: (given, _of_zone(moment)) for key, (given, moment) in read.items()}


def _among(attempts: Iterable[UUID]) -> tuple[str, list[Any]]:
    """A condition on the key, and its parameter; the same text for however many."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", [list(attempts)]
    return "IN (SELECT value FROM json_each(%s))", [json.dumps([attempt.hex for attempt in attempts])]


def _key(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _text(moment: datetime) -> str:
    return str(connection.ops.adapt_datetimefield_value(moment))


def _moment(value: datetime | None) -> datetime | None:
    return value if value is None else _of_zone(value)


def _of_zone(moment: datetime) -> datetime:
    """A moment as the database gives it to a bare cursor: SQLite's knows no zone."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
