"""A candidate starts and hands in; where nobody hands in, the clock does. The score is a function of the stored answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from cqo.foundation.access.actor import Actor, system
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.sealing import digest
from cqo.qualification.exams.models import Attempt
from cqo.qualification.exams.operations import answers
from cqo.qualification.exams.queries import attempts as queries
from cqo.qualification.exams.queries import papers
from cqo.qualification.exams.rules import marking, receipts, timing
from cqo.qualification.exams.rules.timing import Standing
from cqo.qualification.exams.states import HandIn

BATCH = 50  # attempts handed in in one transaction, some tens of milliseconds
MOST = 2000  # attempts handed in at one beat of the clock
_BEGINNING = ("started_at", "ends_at")
_END = ("handed_in_at", "handed_in_by", "answers_digest", "points_tenths")


@transaction.atomic
def start(*, attempt: UUID, by: Actor, at: datetime) -> Attempt:
    """Start the clock of a candidate's own attempt; one that runs already goes on as it is, so two tabs start the same.

    Raises Attempt.DoesNotExist for anybody else's, NotPossible: "attempt.too_early", "attempt.missed", "attempt.called_off", "attempt.handed_in", "attempt.over".
    """
    held = _locked(attempt, by)
    facts = queries.facts(held)
    standing = timing.status(facts, at)
    if standing == Standing.RUNNING:
        return held
    if standing != Standing.MAY_START:
        raise NotPossible(f"attempt.{standing.value}", at=at)
    held.started_at = at
    held.ends_at = timing.deadline(started_at=at, minutes=facts.minutes, extra_minutes=facts.extra_minutes, closes_at=facts.closes_at)
    _write(held, _BEGINNING)
    audit.record(
        "attempt.started", by=by, at=at, city=held.sitting.city_code, kind="attempt", key=held.pk, facts={"sitting": held.sitting_id}
    )
    return held


@transaction.atomic
def hand_in(*, attempt: UUID, by: Actor, at: datetime) -> Attempt:
    """Hand a candidate's own attempt in and mark it; one that is handed in already stays as it is.

    After the end it is the clock that has handed in. Raises Attempt.DoesNotExist for anybody else's, NotPossible: "attempt.not_started", "attempt.called_off".
    """
    held = _locked(attempt, by)
    standing = timing.status(queries.facts(held), at)
    if standing == Standing.HANDED_IN:
        return held
    if standing not in (Standing.RUNNING, Standing.OVER):
        raise NotPossible("attempt.called_off" if standing == Standing.CALLED_OFF else "attempt.not_started")
    _close([held], by=by, at=at)
    return held


def hand_in_due(*, at: datetime) -> int:
    """Hand in what has ended, without the candidates, in short transactions; how many. What another run has done is passed over."""
    done = 0
    for found in _in_batches(queries.due(at, most=MOST)):
        with transaction.atomic():
            running = [each for each in _locked_many(found) if each.handed_in_at is None and each.ends_at and each.ends_at <= at]
            _close(running, by=system("attempt.end"), at=at)
        done += len(running)
    return done


def score(attempt: Attempt, given: Mapping[int, str]) -> int:
    """What answers to an attempt's paper come to, in tenths of a point: nothing else decides."""
    paper = attempt.sitting.paper
    key_of = papers.answer_key(paper).items()
    return sum(marking.points(key, given.get(place, ""), worth, half=paper.half_for_incomplete) for place, (key, worth) in key_of)


def _close(running: Sequence[Attempt], *, by: Actor, at: datetime) -> None:
    """Write the end of locked attempts: when, by whom, the digest of the answers, the points."""
    if not running:
        return
    saved = answers.at_the_end([each.pk for each in running])
    told = []
    for each in running:
        own, last = saved.get(each.pk, ({}, None))
        assert each.ends_at is not None
        moment = timing.not_before(at, each.started_at, last)
        in_time = moment < each.ends_at
        each.handed_in_at = moment if in_time else each.ends_at
        each.handed_in_by = (HandIn.CANDIDATE if in_time else HandIn.CLOCK).value
        each.answers_digest = digest(receipts.canonical(own))
        each.points_tenths = score(each, own)
        told.append({"by": each.handed_in_by, "answered": len(own), "digest": each.answers_digest})
    if len(running) == 1:  # the candidate who hands in waits for this one
        only = running[0]
        _write(only, _END)
        audit.record("attempt.handed_in", by=by, at=at, city=only.sitting.city_code, kind="attempt", key=only.pk, facts=told[0])
        return
    Attempt.objects.bulk_update(running, _END)
    audit.record_many(
        audit.Act(event="attempt.handed_in", by=by, at=at, city=each.sitting.city_code, kind="attempt", key=each.pk, facts=facts)
        for each, facts in zip(running, told, strict=True)
    )


def _locked(key: UUID, by: Actor) -> Attempt:
    held = queries.own(by, key, locked=True)
    if held is None:
        raise Attempt.DoesNotExist
    return held


def _write(held: Attempt, columns: Sequence[str]) -> None:
    """Write columns of a locked attempt: what `update` does, without having its SQL written anew for every candidate."""
    fields = {field.name: field for field in Attempt._meta.concrete_fields}
    values = [fields[name].get_db_prep_save(getattr(held, name), connection) for name in (*columns, "id")]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE exams_attempt SET {', '.join(f'{name} = %s' for name in columns)} WHERE id = %s", values)  # noqa: S608


def _locked_many(keys: Sequence[UUID]) -> list[Attempt]:
    """Attempts that nobody else changes before this transaction ends, and into which no further answer is written."""
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("sitting__paper")
    return list(rows.filter(pk__in=keys).order_by("pk"))


def _in_batches(keys: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
