"""Certificates of the sample cities: issued on a signed approval, and what happened to some of them since."""

from collections.abc import Generator, Sequence
from contextlib import suppress
from datetime import date, timedelta

from cqo.config.demo import courses
from cqo.config.demo.cities import data
from cqo.config.demo.courses import Course
from cqo.config.demo.stories import Story
from cqo.config.demo.town import Town
from cqo.foundation.workdays.queries import YearMissing
from cqo.qualification.certificates.models import Certificate, Change
from cqo.qualification.certificates.operations import changes, issues, sheets
from cqo.qualification.certificates.states import ChangeKind, Ground
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.operations import certifying, classes

ISSUED, CLOSED, CHANGED = 5, 7, 7  # days after the class
EXPIRED = 3  # days before the loading


def certify(town: Town, planned: TrainingClass, course: Course) -> Generator[int, None, list[Certificate]]:
    """Draft the approval, attach its signed scan, issue; hand out all but the last two and close the class. The certificates by their numbers."""
    days = course.ends - ISSUED
    yield days
    by, at = courses.official(town, course, days=days), town.days.moment(days, hour=10)
    drafted = certifying.draft_issue(training_class=planned, by=by, at=at)
    scan = courses.paper(town, data("training")["approval"])
    number = data("training")["approval"]["number"].format(year=at.year, place=course.begins % 50 + 1)
    issues.approve(issue=drafted, version=drafted.version, approval_number=number, scan=scan, by=by, at=at + timedelta(hours=2))
    issues.run(issue_key=drafted.pk, at=at + timedelta(hours=2))
    issued = list(Certificate.objects.filter(issue=drafted).order_by("number"))
    yield course.ends - CLOSED
    by, at = courses.official(town, course, days=course.ends - CLOSED), town.days.moment(course.ends - CLOSED, hour=16)
    day = town.days.before(course.ends - CLOSED)
    sheets.hand_over(issue=drafted, certificates=[each.pk for each in issued[:-2]], day=day, by=by, at=at)
    planned.refresh_from_db()
    classes.close(training_class=planned, version=planned.version, reason="", by=by, at=at)
    return issued


def change_some(town: Town, course: Course, issued: Sequence[Certificate]) -> Story:
    """One is suspended, one revoked after a hearing, one replaced because its last day was wrong, so that its successor has expired."""
    days = course.ends - CHANGED
    yield days
    _carry_out(town, course, _propose(town, course, issued[1], ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, days=days), days=days)
    dates = {"corrected_issued_date": issued[4].issued_date, "corrected_expires_date": town.days.before(EXPIRED)}
    change = _propose(town, course, issued[4], ChangeKind.REPLACE, Ground.CORRECTION_DATE, days=days, **dates)
    _carry_out(town, course, change, days=days)
    with suppress(YearMissing):  # the holder's days for a statement cannot be counted without the year's calendar
        yield from _revoke(town, course, issued[2], days=days)


def _revoke(town: Town, course: Course, certificate: Certificate, *, days: int) -> Story:
    words = data("training")["changes"]
    change = _propose(town, course, certificate, ChangeKind.REVOKE, Ground.CHEATING, days=days)
    yield days - 1
    by, at, today = courses.official(town, course, days=days - 1), town.days.moment(days - 1), town.days.before(days - 1)
    changes.hear(change=change, version=change.version, statement=words["statement"], by=by, at=at, today=today)
    yield days - 2
    second, at, today = courses.official(town, course, days=days - 2, key="second"), town.days.moment(days - 2), town.days.before(days - 2)
    changes.decide(
        change=change,
        version=change.version,
        effective_date=today,
        document_number=words["document"].format(year=at.year),
        outcome="",
        by=second,
        at=at,
        today=today,
    )


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
