"""Scores: entered on the sheet, imported from a spreadsheet, or handed over by an online exam; all of a batch or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.models import Assessment, Enrolment, Result
from cqo.qualification.training.operations.classes import require_hold
from cqo.qualification.training.rules.assessment import FULL
from cqo.qualification.training.states import AssessmentState, EnrolmentState


@dataclass(frozen=True)
class Entry:
    """What was entered of one person, in tenths of 100; None where nothing is known. absent: they missed the exam."""

    exam: int | None = None
    homework: int | None = None
    absent: bool = False


@transaction.atomic
def enter(*, assessment: Assessment, version: int, entries: Mapping[UUID, Entry], by: Actor, at: datetime, event: str = "entered") -> None:
    """Write what the sheet says of some people (enrolment → entry), in place of what it said of them before.

    Raises NotPossible: "class.not_yours", "assessment.published_already", "assessment.locked", "assessment.not_admitted",
    "assessment.unknown_person", "assessment.above_the_maximum", "lifecycle.changed_meanwhile".
    """
    require_hold(assessment.training_class, by)
    _require_entering(assessment)
    _move(assessment, version)
    _check(assessment, {key: (entry.exam, entry.homework) for key, entry in entries.items()})
    rows = [
        Result(
            assessment=assessment,
            enrolment_id=key,
            exam_tenths=None if entry.absent else entry.exam,
            homework_tenths=entry.homework,
            absent=entry.absent,
            entered_at=at,
        )
        for key, entry in sorted(entries.items())
    ]
    _write(rows, ["exam_tenths", "homework_tenths", "absent", "entered_at"])
    _record(event, assessment, len(rows), by=by, at=at)


@transaction.atomic
def record_exam(*, assessment: Assessment, scores: Mapping[UUID, int | None], by: Actor, at: datetime) -> None:
    """Take over the scores of an online exam (enrolment → tenths of 100, None: absent); homework stays as it is.

    Raises NotPossible: "assessment.published_already", "assessment.locked", "assessment.not_admitted", "assessment.unknown_person",
    "assessment.above_the_maximum".
    """
    gate.require(by, Can.HOLD_CLASS, Can.RUN_SITTING)
    _move(assessment, None)
    _require_entering(assessment)
    _check(assessment, {key: (score,) for key, score in scores.items()})
    rows = [
        Result(assessment=assessment, enrolment_id=key, exam_tenths=score, absent=score is None, entered_at=at)
        for key, score in sorted(scores.items())
    ]
    _write(rows, ["exam_tenths", "absent", "entered_at"])
    _record("exam_recorded", assessment, len(rows), by=by, at=at)


@transaction.atomic
def record_homework(*, assessment: Assessment, scores: Mapping[UUID, int | None], by: Actor, at: datetime) -> None:
    """Take over scores of homework or case reports (enrolment → tenths of 100, None: not handed in); the exam stays as it is.

    Raises as `record_exam` does.
    """
    require_hold(assessment.training_class, by)
    _move(assessment, None)
    _require_entering(assessment)
    _check(assessment, {key: (score,) for key, score in scores.items()})
    rows = [Result(assessment=assessment, enrolment_id=key, homework_tenths=score, entered_at=at) for key, score in sorted(scores.items())]
    _write(rows, ["homework_tenths", "entered_at"])
    _record("homework_recorded", assessment, len(rows), by=by, at=at)


def _require_entering(assessment: Assessment) -> None:
    if assessment.state == AssessmentState.PUBLISHED:
        raise NotPossible("assessment.published_already")
    if assessment.state != AssessmentState.ENTERING:
        raise NotPossible("assessment.locked")


def _move(assessment: Assessment, version: int | None) -> None:
    """Hold the sheet and bump its version; with a version, only as the person saw it."""
    kept = Assessment.objects.filter(pk=assessment.pk)
    if version is not None:
        kept = kept.filter(version=version, state=AssessmentState.ENTERING.value)
    if not kept.update(version=F("version") + 1):
        raise NotPossible("lifecycle.changed_meanwhile")
    assessment.refresh_from_db(fields=["version", "state"])


def _check(assessment: Assessment, scores: Mapping[UUID, tuple[int | None, ...]]) -> None:
    of_class = Enrolment.objects.filter(training_class=assessment.training_class_id, pk__in=list(scores)).select_related("person")
    known = {row.pk: row for row in of_class}
    for key, values in scores.items():
        row = known.get(key)
        if row is None:
            raise NotPossible("assessment.unknown_person")
        if row.state != EnrolmentState.ADMITTED:
            raise NotPossible("assessment.not_admitted", person=row.person.name)
        if any(value is not None and value > FULL for value in values):
            raise NotPossible("assessment.above_the_maximum", person=row.person.name)
        if any(value is not None and value < 0 for value in values):
            raise NotPossible("assessment.below_nothing", person=row.person.name)


def _write(rows: list[Result], columns: list[str]) -> None:
    Result.objects.bulk_create(rows, update_conflicts=True, unique_fields=["enrolment"], update_fields=columns)


def _record(event: str, assessment: Assessment, people: int, *, by: Actor, at: datetime) -> None:
    city, facts = assessment.city_code, {"people": people}
    audit.record(f"assessment.{event}", by=by, at=at, city=city, kind="assessment", key=assessment.pk, facts=facts)
