"""What the scores of an assessment (考核) come to: values in, a verdict with every unmet condition out. No database, no clock, no Django.

Scores and totals are tenths of a point of 100; half a tenth is rounded up (四舍五入).
"""

from dataclasses import dataclass
from fractions import Fraction

from cqo.qualification.training.states import Presence, Verdict

FULL = 1000


@dataclass(frozen=True)
class AssessmentTerms:
    """The weights in percent (together 100), what is asked for at least in points and percent, and whether who came late was present."""

    exam_percent: int = 80
    attendance_percent: int = 20
    homework_percent: int = 0
    pass_total: int = 60
    pass_exam: int = 60
    least_attendance_percent: int = 80
    late_counts: bool = True


@dataclass(frozen=True)
class Scores:
    """What is known of one person: exam and homework (None: not entered), whether they missed the exam, hours attended of those taught, in tenths."""

    exam: int | None = None
    homework: int | None = None
    absent: bool = False
    attended: int = 0
    taught: int = 0


@dataclass(frozen=True)
class Outcome:
    """What scores come to: the computed part, the total, the verdict, and the codes of the unmet conditions. Without a verdict no total."""

    verdict: Verdict
    attendance: int | None
    total: int | None
    unmet: tuple[str, ...] = ()


def refused(terms: AssessmentTerms) -> str:
    """Why a set of terms cannot be enacted, as a code; "" where it can."""
    if terms.exam_percent + terms.attendance_percent + terms.homework_percent != 100:
        return "assessment.weights_not_100"
    if max(terms.pass_total, terms.pass_exam, terms.least_attendance_percent) > 100:
        return "assessment.more_than_100"
    return ""


def counts(presence: Presence, terms: AssessmentTerms) -> bool:
    """Whether somebody earned a session's hours."""
    return presence == Presence.PRESENT or (presence == Presence.LATE and terms.late_counts)


def rounded(exact: Fraction) -> int:
    """The nearest whole number, a half upwards."""
    return int((2 * exact + 1) // 2)


def outcome(scores: Scores, terms: AssessmentTerms) -> Outcome:
    """The verdict. What was not entered makes it incomplete; who missed the exam has failed, without a total."""
    attendance = rounded(Fraction(FULL * scores.attended, scores.taught)) if scores.taught else None
    missing = _missing(scores, terms)
    if missing:
        return Outcome(Verdict.INCOMPLETE, attendance, None, missing)
    low = _low(scores, terms)
    if scores.absent and terms.exam_percent:
        return Outcome(Verdict.FAILED, attendance, None, ("absent", *low))
    total = _total(scores, attendance or 0, terms)
    if total < 10 * terms.pass_total:
        low = ("total_low", *low)
    return Outcome(Verdict.FAILED if low else Verdict.PASSED, attendance, total, low)


def _missing(scores: Scores, terms: AssessmentTerms) -> tuple[str, ...]:
    lacks = (
        ("exam_missing", bool(terms.exam_percent) and scores.exam is None and not scores.absent),
        ("homework_missing", bool(terms.homework_percent) and scores.homework is None and not scores.absent),
        ("attendance_missing", bool(terms.attendance_percent or terms.least_attendance_percent) and not scores.taught),
    )
    return tuple(code for code, lacking in lacks if lacking)


def _low(scores: Scores, terms: AssessmentTerms) -> tuple[str, ...]:
    lows = (
        ("exam_low", bool(terms.exam_percent) and scores.exam is not None and scores.exam < 10 * terms.pass_exam),
        ("attendance_low", 100 * scores.attended < terms.least_attendance_percent * scores.taught),
    )
    return tuple(code for code, low in lows if low)


def _total(scores: Scores, attendance: int, terms: AssessmentTerms) -> int:
    """The weighted total; the attendance goes in as it is shown, so that anybody can add it up again."""
    weighted = (
        terms.exam_percent * (scores.exam or 0) + terms.attendance_percent * attendance + terms.homework_percent * (scores.homework or 0)
    )
    return rounded(Fraction(weighted, 100))
