"""Saving answers, below the door: what is kept, what is refused, what is told."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from cqo.qualification.exams.models import Answer, Attempt, Sitting
from cqo.qualification.exams.operations import answers
from cqo.qualification.exams.operations.answers import Delivery, Save
from cqo.qualification.exams.rules.timing import Standing
from cqo.qualification.exams.states import SittingState
from cqo.qualification.exams.tests import candidates
from cqo.qualification.exams.tests.candidates import OPENS

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


@pytest.fixture
def attempt():
    return candidates.attempt(started=OPENS)


def deliver(attempt, *saves, device="device01", seen=0, at=OPENS + timedelta(minutes=1)):
    return Delivery(
        attempt=attempt.pk, paper=attempt.sitting.paper_id, device=device, seen=seen, at=at, saves=tuple(Save(*save) for save in saves)
    )


def save(attempt, *saves, **more):
    return answers.keep([deliver(attempt, *saves, **more)])[0]


def rows(attempt):
    return list(Answer.objects.filter(attempt=attempt).order_by("seq").values_list("item", "device", "n", "choice"))


def test_every_change_is_a_row_and_the_newest_is_the_answer(attempt):
    first = save(attempt, (1, 1, "A"), (2, 2, "AC"))
    second = save(attempt, (1, 3, "B"), seen=2)
    third = save(attempt, (2, 4, ""), seen=3)

    assert (first.kept, first.revision, first.left, first.answers) == ([1, 2], 2, 89 * 60, None)
    assert (second.kept, third.kept, third.revision) == ([3], [4], 4)
    assert rows(attempt) == [(1, "device01", 1, "A"), (2, "device01", 2, "AC"), (1, "device01", 3, "B"), (2, "device01", 4, "")]
    assert answers.current([attempt.pk]) == {attempt.pk: {1: "B"}}
    assert list(Answer.objects.order_by("seq").values_list("based_on", flat=True)) == [0, 0, 2, 3]


def test_up_to_the_end_is_kept_and_from_the_end_on_refused_with_the_moment(attempt):
    outcomes = [
        save(attempt, (1, n, "A"), seen=n - 1, at=attempt.ends_at + shift) for n, shift in enumerate((-SECOND, 0 * SECOND, SECOND), start=1)
    ]

    assert [(each.standing, each.kept, each.left) for each in outcomes] == [
        (Standing.RUNNING, [1], 1.0),
        (Standing.OVER, [], 0.0),
        (Standing.OVER, [], 0.0),
    ]
    assert outcomes[2].at == attempt.ends_at + SECOND
    assert rows(attempt) == [(1, "device01", 1, "A")]


@pytest.mark.parametrize(
    ("columns", "state", "standing"),
    [
        ({"handed_in_at": OPENS + 30 * SECOND, "handed_in_by": "candidate"}, SittingState.READY, Standing.HANDED_IN),
        ({"started_at": None, "ends_at": None}, SittingState.READY, Standing.MAY_START),
        ({}, SittingState.CANCELLED, Standing.CALLED_OFF),
    ],
)
def test_nothing_is_kept_of_an_attempt_that_does_not_run(attempt, columns, state, standing):
    Attempt.objects.filter(pk=attempt.pk).update(**columns)
    Sitting.objects.update(state=state.value)

    outcome = save(attempt, (1, 1, "A"))

    assert (outcome.standing, outcome.kept, rows(attempt)) == (standing, [], [])


@pytest.mark.parametrize("wrong", [(4, 1, "A"), (0, 1, "A"), (1, 1, "E"), (1, 1, "AB"), (2, 1, "CA"), (3, 1, "C")])
def test_an_item_or_choice_that_the_paper_does_not_have_is_refused_whole(attempt, wrong):
    outcome = save(attempt, (1, 9, "A"), wrong)

    assert (outcome.wrong, outcome.kept, rows(attempt)) == (True, [], [])


def test_what_was_sent_twice_is_kept_once_and_acknowledged_twice_even_after_the_end(attempt):
    first = save(attempt, (1, 1, "A"))
    again = save(attempt, (1, 1, "A"), (2, 2, "C"))
    too_late = save(attempt, (1, 1, "A"), (3, 3, "A"), seen=2, at=attempt.ends_at)

    assert (first.kept, again.kept, too_late.kept, too_late.standing) == ([1], [1, 2], [1], Standing.OVER)
    assert rows(attempt) == [(1, "device01", 1, "A"), (2, "device01", 2, "C")]


def test_the_same_number_with_another_choice_is_not_taken_for_the_same_answer(attempt):
    save(attempt, (1, 1, "A"))

    assert save(attempt, (1, 1, "B")).kept == []
    assert rows(attempt) == [(1, "device01", 1, "A")]


def test_of_two_devices_the_last_received_wins_and_the_other_is_told(attempt):
    save(attempt, (1, 1, "A"))
    other = save(attempt, (1, 1, "C"), device="device02")
    told = save(attempt, seen=1)

    assert (other.answers, other.revision) == ({1: "C"}, 2)
    assert (told.answers, told.revision, told.kept) == ({1: "C"}, 2, [])
    assert save(attempt, seen=2).answers is None


def test_many_candidates_are_kept_in_one_transaction_each_by_their_own_standing(django_assert_max_num_queries):
    held = candidates.sitting()
    attempts = [candidates.attempt(held, started=OPENS) for _ in range(5)]
    Attempt.objects.filter(pk=attempts[3].pk).update(handed_in_at=OPENS, handed_in_by="candidate")
    save(attempts[0], (1, 1, "A"))
    answers.sheets.of.cache_clear()

    with django_assert_max_num_queries(9):
        outcomes = answers.keep([deliver(each, (1, 2, "B"), (2, 3, "AB"), seen=each == attempts[0]) for each in attempts])

    assert [each.kept for each in outcomes] == [[2, 3], [2, 3], [2, 3], [], [2, 3]]
    assert Answer.objects.count() == 9


def test_a_clock_set_back_puts_no_answer_before_another_and_gives_nobody_the_end_back(attempt):
    save(attempt, (1, 1, "A"), at=OPENS + timedelta(minutes=80))
    back = save(attempt, (1, 2, "B"), seen=1, at=OPENS + timedelta(minutes=20))
    before_the_start = save(attempt, (2, 3, "A"), seen=2, at=OPENS - timedelta(minutes=60))

    moments = list(Answer.objects.order_by("seq").values_list("saved_at", flat=True))
    assert (back.kept, before_the_start.kept) == ([2], [3])
    assert moments == [OPENS + timedelta(minutes=80)] * 3
    attempt.refresh_from_db()
    assert (attempt.started_at, attempt.ends_at) == (OPENS, OPENS + timedelta(minutes=90))


def test_whoever_hands_in_sees_every_answer_that_was_acknowledged(attempt):
    """A hundred saves race with the hand-in: none is acknowledged and missed."""
    kept, done = [], threading.Event()

    def saving():
        try:
            for n in range(1, 101):
                kept.extend(save(attempt, (1, n, "AB"[n % 2]), seen=n - 1).kept)
        finally:
            done.set()
            connection.close()

    thread = threading.Thread(target=saving)
    thread.start()
    while not kept and not done.is_set():
        done.wait(0.001)
    Attempt.objects.filter(pk=attempt.pk, handed_in_at=None).update(handed_in_at=OPENS + timedelta(minutes=2), handed_in_by="candidate")
    seen = Answer.objects.filter(attempt=attempt).count()
    thread.join()

    assert Answer.objects.filter(attempt=attempt).count() == seen == len(kept)
