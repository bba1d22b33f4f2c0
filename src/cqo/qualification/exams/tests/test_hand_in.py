import threading
from datetime import timedelta

import pytest
from django.db import connection

from cqo.foundation.audit import queries as record
from cqo.foundation.refusal import NotPossible
from cqo.qualification.exams.models import Answer, Attempt
from cqo.qualification.exams.operations import answers, attempts
from cqo.qualification.exams.operations.answers import Delivery, Save
from cqo.qualification.exams.rules import marking
from cqo.qualification.exams.tests import candidates
from cqo.qualification.exams.tests.candidates import CLOSES, LAST_START, OPENS

MINUTE = timedelta(minutes=1)


def save(attempt, *saves, at=OPENS + MINUTE, device="device01"):
    given = Delivery(
        attempt=attempt.pk, paper=attempt.sitting.paper_id, device=device, seen=0, at=at, saves=tuple(Save(*each) for each in saves)
    )
    return answers.keep([given])[0]


@pytest.mark.django_db
def test_a_start_sets_the_end_once_and_is_recorded():
    attempt = candidates.attempt()
    by = candidates.candidate(attempt)

    started = attempts.start(attempt=attempt.pk, by=by, at=LAST_START)
    again = attempts.start(attempt=attempt.pk, by=by, at=LAST_START + MINUTE)

    assert (started.started_at, started.ends_at) == (LAST_START, CLOSES)
    assert (again.started_at, again.ends_at) == (LAST_START, CLOSES)
    assert [entry.event for entry in record.timeline("attempt", attempt.pk)] == ["attempt.started"]


@pytest.mark.django_db
@pytest.mark.parametrize(("at", "code"), [(OPENS - MINUTE, "attempt.too_early"), (LAST_START + MINUTE, "attempt.missed")])
def test_nobody_starts_before_the_opening_or_after_the_last_moment(at, code):
    attempt = candidates.attempt()

    with pytest.raises(NotPossible) as refused:
        attempts.start(attempt=attempt.pk, by=candidates.candidate(attempt), at=at)

    assert refused.value.code == code


@pytest.mark.django_db
def test_nothing_is_handed_in_that_was_not_started():
    attempt = candidates.attempt()

    with pytest.raises(NotPossible) as refused:
        attempts.hand_in(attempt=attempt.pk, by=candidates.candidate(attempt), at=OPENS)

    assert refused.value.code == "attempt.not_started"


@pytest.mark.django_db(transaction=True)
def test_two_hand_ins_at_once_are_one():
    attempt = candidates.attempt(started=OPENS)
    by = candidates.candidate(attempt)
    save(attempt, (1, 1, "B"))
    gate, seen = threading.Barrier(3), []

    def hand_in(minute):
        gate.wait()
        seen.append(attempts.hand_in(attempt=attempt.pk, by=by, at=OPENS + minute * MINUTE).handed_in_at)
        connection.close()

    threads = [threading.Thread(target=hand_in, args=(minute,)) for minute in (5, 6, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(seen)) == 1
    assert [entry.event for entry in record.timeline("attempt", attempt.pk)] == ["attempt.handed_in"]


@pytest.mark.django_db(transaction=True)
def test_the_clock_hands_in_what_has_ended_and_nothing_else_whether_anyone_is_there_or_not():
    held = candidates.sitting()
    over, running, waiting = (
        candidates.attempt(held, started=OPENS),
        candidates.attempt(held, started=OPENS + 20 * MINUTE),
        candidates.attempt(held),
    )
    save(over, (1, 1, "B"), (2, 2, "AB"), (3, 3, "A"))
    end = OPENS + 90 * MINUTE

    just = attempts.hand_in_due(at=end + timedelta(seconds=1))  # what was received in time may still be on its way
    done = attempts.hand_in_due(at=end + timedelta(seconds=3))
    again = attempts.hand_in_due(at=end + timedelta(seconds=9))

    over.refresh_from_db()
    assert (just, done, again) == (0, 1, 0)
    assert (over.handed_in_at, over.handed_in_by, over.points_tenths) == (end, "clock", 40)
    assert set(Attempt.objects.filter(pk__in=[running.pk, waiting.pk]).values_list("handed_in_at", flat=True)) == {None}
    assert save(over, (1, 9, "C"), at=end - MINUTE).kept == []


@pytest.mark.django_db(transaction=True)
def test_a_hundred_and_twenty_end_at_once_and_all_are_handed_in():
    held = candidates.sitting()
    started = [candidates.attempt(held, started=OPENS) for _ in range(120)]

    assert attempts.hand_in_due(at=OPENS + 91 * MINUTE) == len(started)
    assert Attempt.objects.filter(handed_in_by="clock", points_tenths=0).count() == 120


@pytest.mark.django_db(transaction=True)
def test_the_score_is_rebuilt_from_the_history_of_saves():
    """Changes of mind on two devices, then the score counted anew from every row ever saved, without a verb of the platform."""
    attempt = candidates.attempt(started=OPENS)
    history = [(1, "A"), (2, "A"), (2, "AB"), (3, "B"), (1, "B"), (2, "ABC"), (3, ""), (1, "C"), (3, "A"), (1, "B"), (2, "AC")]
    for n, (item, choice) in enumerate(history, start=1):
        save(attempt, (item, n, choice), at=OPENS + n * MINUTE, device=("device01", "device02")[n % 2])
    handed = attempts.hand_in(attempt=attempt.pk, by=candidates.candidate(attempt), at=OPENS + 60 * MINUTE)

    last = dict(Answer.objects.filter(attempt=attempt).order_by("seq").values_list("item", "choice"))
    rebuilt = sum(
        marking.points(key, last.get(place, ""), 20) for place, (_kind, _options, key) in enumerate(candidates.QUESTIONS, start=1)
    )

    assert last == {1: "B", 2: "AC", 3: "A"}
    assert handed.points_tenths == rebuilt == 40


@pytest.mark.django_db(transaction=True)
def test_a_clock_set_back_hands_in_no_earlier_than_the_last_answer():
    attempt = candidates.attempt(started=OPENS)
    save(attempt, (1, 1, "B"), at=OPENS + 50 * MINUTE)

    handed = attempts.hand_in(attempt=attempt.pk, by=candidates.candidate(attempt), at=OPENS + 10 * MINUTE)

    assert (handed.handed_in_at, handed.ends_at) == (OPENS + 50 * MINUTE, OPENS + 90 * MINUTE)
