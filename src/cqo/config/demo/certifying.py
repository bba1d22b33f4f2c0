"""Certificates of the sample cities: issued on a signed approval, and what happened to some of them since."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from cqo.config.demo import courses
from cqo.config.demo.cities import data
from cqo.config.demo.courses import Course
from cqo.config.demo.town import Town
from cqo.foundation.workdays.queries import YearMissing
from cqo.qualification.certificates.models import Certificate, Change, Issue
from cqo.qualification.certificates.operations import changes, issues, sheets
from cqo.qualification.certificates.states import ChangeKind, Ground
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.operations import certifying, classes

ISSUED = 5  # days after the class
HANDED_OUT = 7


def issue(town: Town, planned: TrainingClass, course: Course) -> list[Certificate]:
    """Draft the approval, attach its signed scan, issue; the certificates in the order of their numbers."""
    days = course.ends - ISSUED
    by, at = courses.official(town, course, days=days), town.days.moment(days, hour=10)
    drafted = certifying.draft_issue(training_class=planned, by=by, at=at)
    scan = courses.paper(town, data("training")["approval"])
    number = data("training")["approval"]["number"].format(year=at.year, place=course.begins % 50 + 1)
    issues.approve(issue=drafted, version=drafted.version, approval_number=number, scan=scan, by=by, at=at + timedelta(hours=2))
    issues.run(issue_key=drafted.pk, at=at + timedelta(hours=2))
    return list(Certificate.objects.filter(issue=drafted).order_by("number"))


def close(town: Town, planned: TrainingClass, course: Course, issued: Sequence[Certificate]) -> None:
    """Hand the certificates out, all but the last two, and close the class."""
    days = course.ends - HANDED_OUT
    by, at = courses.official(town, course, days=days), town.days.moment(days, hour=16)
    made, keys = Issue.objects.get(source_key=planned.pk), [each.pk for each in issued[:-2]]
    sheets.hand_over(issue=made, certificates=keys, day=town.days.before(days), by=by, at=at)
    planned.refresh_from_db()
    classes.close(training_class=planned, version=planned.version, reason="", by=by, at=at)


def change_some(town: Town, course: Course, issued: list[Certificate], *, days: int) -> None:
    """One is suspended, one revoked after a hearing, one replaced because its dates were wrong, so that its successor has expired already."""
    _suspend(town, course, issued[1], days=days)
    with suppress(YearMissing):  # the holder's days for a statement cannot be counted without the year's calendar
        _revoke(town, course, issued[2], days=days)
    _correct_dates(town, course, issued[4], days=days)


def _suspend(town: Town, course: Course, certificate: Certificate, *, days: int) -> None:
    change = _propose(town, course, certificate, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, days=days)
    _carry_out(town, course, change, days=days)


def _revoke(town: Town, course: Course, certificate: Certificate, *, days: int) -> None:
    words = data("training")["changes"]
    change = _propose(town, course, certificate, ChangeKind.REVOKE, Ground.CHEATING, days=days)
    by, at, today = courses.official(town, course, days=days - 1), town.days.moment(days - 1), town.days.before(days - 1)
    changes.hear(change=change, version=change.version, statement=words["statement"], by=by, at=at, today=today)
    second, decided = courses.official(town, course, days=days - 2, key="second"), town.days.moment(days - 2)
    changes.decide(
        change=change,
        version=change.version,
        effective_date=town.days.before(days - 2),
        document_number=words["document"].format(year=decided.year),
        outcome="",
        by=second,
        at=decided,
        today=town.days.before(days - 2),
    )


def _correct_dates(town: Town, course: Course, certificate: Certificate, *, days: int) -> None:
    issued = town.days.before(days) - timedelta(days=730)
    change = _propose(
        town,
        course,
        certificate,
        ChangeKind.REPLACE,
        Ground.CORRECTION_DATE,
        days=days,
        corrected_issued_date=issued,
        corrected_expires_date=issued + timedelta(days=364),
    )
    _carry_out(town, course, change, days=days)


def _propose(town: Town, course: Course, certificate: Certificate, kind: ChangeKind, ground: Ground, *, days: int, **dates: date) -> Change:
    certificate.refresh_from_db()
    told = data("training")["changes"]
    return changes.propose(
        certificate=certificate,
        version=certificate.version,
        kind=kind,
        ground=ground,
        reason=told[kind.value],
        document_number=told["document"].format(year=town.days.before(days).year),
        evidence=courses.paper(town, told["evidence"]),
        by=courses.official(town, course, days=days),
        at=town.days.moment(days),
        today=town.days.before(days),
        **dates,
    )


def _carry_out(town: Town, course: Course, change: Change, *, days: int) -> None:
    changes.carry_out(
        change=change,
        version=change.version,
        by=courses.official(town, course, days=days),
        at=town.days.moment(days, hour=14),
        today=town.days.before(days),
    )
