from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cqo.qualification.exams.clock import Clock
from cqo.qualification.exams.rules import choices, timing
from cqo.qualification.exams.rules.timing import Facts, Standing
from cqo.qualification.exams.states import QuestionKind

NINE = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
moments = st.integers(0, 12 * 3600).map(lambda seconds: NINE + timedelta(seconds=seconds))
minutes = st.integers(1, 240)
extras = st.integers(0, 120)


def facts(**known):
    given = {"opens_at": NINE, "last_start_at": NINE + timedelta(minutes=30), "closes_at": NINE + timedelta(minutes=120), "minutes": 90}
    return Facts(**{**given, **known})


def test_an_attempt_goes_from_too_early_to_missed_when_nobody_comes():
    walked = [timing.status(facts(), NINE + timedelta(minutes=minute)) for minute in (-1, 0, 30, 31)]

    assert walked == [Standing.TOO_EARLY, Standing.MAY_START, Standing.MAY_START, Standing.MISSED]


def test_a_started_attempt_runs_until_its_end_and_not_a_moment_longer():
    started = facts(started_at=NINE, ends_at=NINE + timedelta(minutes=90))
    walked = [timing.status(started, started.ends_at + shift) for shift in (-SECOND, timedelta(0), SECOND)]

    assert walked == [Standing.RUNNING, Standing.OVER, Standing.OVER]


def test_what_was_handed_in_stays_handed_in_and_what_was_called_off_called_off():
    handed = facts(started_at=NINE, ends_at=NINE + timedelta(minutes=90), handed_in_at=NINE + timedelta(minutes=40))

    assert timing.status(handed, NINE + timedelta(minutes=41)) == Standing.HANDED_IN
    assert timing.status(facts(is_called_off=True), NINE) == Standing.CALLED_OFF


def test_the_close_cuts_the_minutes_and_added_minutes_come_on_top_of_either():
    def end(started, extra):
        return timing.deadline(started_at=started, minutes=90, extra_minutes=extra, closes_at=NINE + timedelta(minutes=120))

    late = NINE + timedelta(minutes=50)
    assert [end(NINE, 0), end(late, 0)] == [NINE + timedelta(minutes=90), NINE + timedelta(minutes=120)]
    assert [end(NINE, 15), end(late, 15)] == [NINE + timedelta(minutes=105), NINE + timedelta(minutes=135)]


@given(started=moments, minutes=minutes, extra=extras, closes=moments)
def test_the_end_is_the_earlier_of_the_two_and_never_less_for_more_minutes(started, minutes, extra, closes):
    def end(extra):
        return timing.deadline(started_at=started, minutes=minutes, extra_minutes=extra, closes_at=closes)

    own, shared = started + timedelta(minutes=minutes + extra), closes + timedelta(minutes=extra)
    assert end(extra) in (own, shared)
    assert end(extra) <= own
    assert end(extra) <= shared
    assert end(extra + 1) - end(extra) == timedelta(minutes=1)


@given(at=moments, later=moments, started=moments, minutes=minutes)
def test_time_only_moves_an_attempt_forwards_and_the_rest_never_grows(at, later, started, minutes):
    if later < at:
        at, later = later, at
    ends = started + timedelta(minutes=minutes)
    running = facts(started_at=started, ends_at=ends)

    assert (timing.status(running, at), timing.status(running, later)) != (Standing.OVER, Standing.RUNNING)
    assert timing.left(ends, later) <= timing.left(ends, at)


@given(at=moments, recorded=st.lists(moments, max_size=4))
def test_nothing_happens_before_what_is_recorded(at, recorded):
    assert timing.not_before(at, *recorded, None) == max([at, *recorded])


def test_the_minutes_told_before_the_start_are_those_that_the_end_leaves():
    assert [timing.minutes_if_started(facts(), NINE + timedelta(minutes=minute)) for minute in (0, 30, 60)] == [90, 90, 60]


def test_a_clock_set_back_keeps_its_pace_and_a_clock_set_forward_is_followed():
    wall, passed = [NINE], [0.0]
    clock = Clock(lambda: wall[0], lambda: passed[0])

    def after(seconds, *, wall_says):
        passed[0] += seconds
        wall[0] = NINE + timedelta(seconds=wall_says)
        return (clock.now() - NINE).total_seconds()

    assert after(10, wall_says=10) == 10
    assert after(5, wall_says=-3600 + 15) == 15
    assert after(5, wall_says=-3600 + 20) == 20
    assert after(1, wall_says=60) == 60


def test_a_choice_is_letters_of_the_question_in_order():
    def possible(kind, *tried):
        return [choice for choice in tried if choices.is_possible(choice, kind=kind, options=4)]

    assert possible(QuestionKind.SINGLE, "", "A", "D", "E", "AB", "a") == ["", "A", "D"]
    assert possible(QuestionKind.MULTIPLE, "", "A", "ABD", "BA", "AA", "AE") == ["", "A", "ABD"]
    assert possible(QuestionKind.TRUE_FALSE, "", "A", "B", "C", "AB") == ["", "A", "B"]
    assert choices.joined(["C", "A", "C"]) == "AC"
