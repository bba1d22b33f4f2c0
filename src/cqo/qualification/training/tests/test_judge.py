"""The verdict of an assessment: weights, rounding, unmet conditions, absence; held over all scores there can be."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqo.qualification.training.rules.assessment import AssessmentTerms, Outcome, Scores, counts, outcome, refused
from cqo.qualification.training.states import Presence, Verdict

TERMS = AssessmentTerms()
points = st.integers(0, 1000)


@st.composite
def terms(draw) -> AssessmentTerms:
    exam = draw(st.integers(0, 100))
    attendance = draw(st.integers(0, 100 - exam))
    least = [draw(st.integers(0, 100)) for _ in range(3)]
    return AssessmentTerms(exam, attendance, 100 - exam - attendance, *least, late_counts=draw(st.booleans()))


@st.composite
def scores(draw) -> Scores:
    taught = draw(st.integers(1, 400))
    return Scores(draw(points), draw(points), draw(st.booleans()), draw(st.integers(0, taught)), taught)


def half_up(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@given(scores(), terms())
def test_the_total_is_the_weighted_sum_rounded_half_up(known, under):
    found = outcome(known, under)
    attendance = half_up(Decimal(1000 * known.attended) / Decimal(known.taught))
    weighted = under.exam_percent * known.exam + under.attendance_percent * attendance + under.homework_percent * known.homework
    expected = None if known.absent and under.exam_percent else half_up(Decimal(weighted) / 100)
    assert (found.attendance, found.total) == (attendance, expected)


@given(scores(), terms())
def test_a_pass_has_no_unmet_condition_and_a_fail_has_one(known, under):
    found = outcome(known, under)
    assert (found.verdict == Verdict.PASSED) == (found.unmet == ())


@given(scores(), terms(), st.integers(0, 1000))
def test_a_better_exam_never_makes_it_worse(known, under, better):
    higher = Scores(max(known.exam, better), known.homework, known.absent, known.attended, known.taught)
    if outcome(known, under).verdict == Verdict.PASSED:
        assert outcome(higher, under).verdict == Verdict.PASSED


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (Scores(600, None, False, 160, 160), Outcome(Verdict.PASSED, 1000, 680)),
        (Scores(599, None, False, 160, 160), Outcome(Verdict.FAILED, 1000, 679, ("exam_low",))),
        (Scores(600, None, False, 120, 160), Outcome(Verdict.FAILED, 750, 630, ("attendance_low",))),
        (Scores(400, None, False, 0, 160), Outcome(Verdict.FAILED, 0, 320, ("total_low", "exam_low", "attendance_low"))),
        (Scores(None, None, True, 160, 160), Outcome(Verdict.FAILED, 1000, None, ("absent",))),
        (Scores(None, None, False, 160, 160), Outcome(Verdict.INCOMPLETE, 1000, None, ("exam_missing",))),
        (Scores(900, None, False, 0, 0), Outcome(Verdict.INCOMPLETE, None, None, ("attendance_missing",))),
    ],
)
def test_what_scores_come_to(known, expected):
    assert outcome(known, TERMS) == expected


def test_half_a_tenth_is_rounded_up():
    under = AssessmentTerms(exam_percent=50, attendance_percent=50, least_attendance_percent=0)
    assert outcome(Scores(601, None, False, 1, 1), under).total == 801  # 800.5


def test_weights_make_a_hundred_and_nothing_asks_for_more():
    assert [refused(TERMS), refused(AssessmentTerms(exam_percent=81)), refused(AssessmentTerms(pass_exam=101))] == [
        "",
        "assessment.weights_not_100",
        "assessment.more_than_100",
    ]


def test_who_came_late_was_present_only_where_the_rules_say_so():
    strict = AssessmentTerms(late_counts=False)
    found = [[presence.value for presence in Presence if counts(presence, under)] for under in (TERMS, strict)]
    assert found == [["present", "late"], ["present"]]
