"""An assessment (考核): opened, handed to a second person, published by another or sent back."""

from datetime import datetime

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.audit import operations as audit
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.models import Assessment, Result, TrainingClass
from cqo.qualification.training.operations import seats, telling
from cqo.qualification.training.operations.classes import require_hold
from cqo.qualification.training.queries import assessments
from cqo.qualification.training.queries.assessments import Line
from cqo.qualification.training.states import AssessmentState, ClassState, Verdict

NAMED = 5


@transaction.atomic
def open_for(training_class: TrainingClass, *, by: Actor, at: datetime) -> Assessment:
    """The assessment of a class, made where there is none yet, pinned to the rules that hold where and when the class begins.

    Raises NotPossible("assessment.class_not_admitted") before admission and for a class closed without an assessment.
    """
    there = assessments.of_class(training_class)
    if there is not None:
        return there
    _require_holds(training_class, by)
    held = seats.lock(training_class)
    there = assessments.of_class(held)
    if there is not None:
        return there
    if held.state != ClassState.ADMITTED:
        raise NotPossible("assessment.class_not_admitted")
    edition = assessments.terms_of(held)
    made = Assessment.objects.create(training_class=held, city_code=held.city_code, provision=edition.rule_set)
    facts = {"training_class": held.pk}
    audit.record("assessment.opened", by=by, at=at, city=held.city_code, kind="assessment", key=made.pk, under=edition.key, facts=facts)
    return made


@transaction.atomic
def submit(*, assessment: Assessment, version: int, by: Actor, at: datetime) -> None:
    """Hand the complete sheet to a second person.

    Raises NotPossible: "class.not_yours", "assessment.nobody", "assessment.sessions_open", "assessment.incomplete".
    """
    require_hold(assessment.training_class, by)
    known = _complete(assessment)
    edition = assessments.terms_of(assessment.training_class)
    advance(
        assessment,
        "submit",
        version=version,
        by=by,
        at=at,
        under=edition.key,
        facts={"people": len(known)},
        submitted_by_id=by.user,
        submitted_at=at,
        reason="",
    )


@transaction.atomic
def take_back(*, assessment: Assessment, version: int, by: Actor, at: datetime) -> None:
    """Go on entering scores. Raises NotPossible("class.not_yours")."""
    require_hold(assessment.training_class, by)
    advance(assessment, "take_back", version=version, by=by, at=at, submitted_by_id=None, submitted_at=None)


@transaction.atomic
def send_back(*, assessment: Assessment, version: int, reason: str, by: Actor, at: datetime) -> None:
    """The second person wants something looked at again; whoever submitted is told. Raises NotPossible("assessment.same_person")."""
    _require_second(assessment, by)
    owner = assessment.submitted_by_id
    advance(assessment, "send_back", version=version, by=by, at=at, submitted_by_id=None, submitted_at=None, reason=reason)
    if owner is not None:
        about, facts = ("assessment", assessment.pk), _facts(assessment.training_class)
        inbox.tell(kind="assessment.sent_back", by=by, at=at, users=[owner], about=about, facts=facts)


@transaction.atomic
def publish(*, assessment: Assessment, version: int, by: Actor, at: datetime) -> None:
    """Publish, by another person than submitted: what was computed is written, candidates and firms are told, nothing changes any more.

    Raises NotPossible: "assessment.same_person", "class.not_yours", and those of `submit`.
    """
    _require_second(assessment, by)
    if assessment.state == AssessmentState.PUBLISHED:
        raise NotPossible("assessment.published_already")
    known = _complete(assessment)
    edition = assessments.terms_of(assessment.training_class)
    passed = sum(1 for line in known if line.outcome.verdict == Verdict.PASSED)
    advance(
        assessment,
        "publish",
        version=version,
        by=by,
        at=at,
        under=edition.key,
        facts={"people": len(known), "passed": passed},
        published_by_id=by.user,
        published_at=at,
    )
    _write(assessment, known, at=at)
    telling.everybody_admitted(assessment.training_class, "assessment.published", by=by, at=at)


def _complete(assessment: Assessment) -> list[Line]:
    """Everybody's line, where every list is confirmed and nobody's scores are missing."""
    known = assessments.lines(assessment, assessments.terms_of(assessment.training_class).terms)
    if not known:
        raise NotPossible("assessment.nobody")
    still_open = list(assessments.unconfirmed(assessment.training_class))
    if still_open:
        titles = "、".join(session.title for session in still_open[:NAMED])
        raise NotPossible("assessment.sessions_open", count=len(still_open), titles=titles)
    lacking = [line.enrolment.person.name for line in known if line.outcome.verdict == Verdict.INCOMPLETE]
    if lacking:
        people = "、".join(lacking[:NAMED]) + ("…" if len(lacking) > NAMED else "")
        raise NotPossible("assessment.incomplete", count=len(lacking), people=people)
    return known


def _write(assessment: Assessment, known: list[Line], *, at: datetime) -> None:
    rows = [
        Result(
            assessment=assessment,
            enrolment=line.enrolment,
            attendance_tenths=line.outcome.attendance,
            total_tenths=line.outcome.total,
            verdict=line.outcome.verdict.value,
            unmet=list(line.outcome.unmet),
            entered_at=at,
        )
        for line in known
    ]
    Result.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["enrolment"],
        update_fields=["attendance_tenths", "total_tenths", "verdict", "unmet"],
    )


def _require_second(assessment: Assessment, by: Actor) -> None:
    """Another person than submitted, of the bureau that holds the class or of its city's."""
    gate.require(by, Can.PUBLISH_RESULTS)
    training_class = assessment.training_class
    own = {Scale.COUNTY: training_class.county_id, Scale.CITY: training_class.city_code}.get(by.reach.scale)
    if by.user is not None and own != by.reach.key:
        raise NotPossible("class.not_yours")
    if by.user is not None and assessment.submitted_by_id == by.user:
        raise NotPossible("assessment.same_person")


def _require_holds(training_class: TrainingClass, by: Actor) -> None:
    """Whoever holds the class or runs its sitting may open the sheet."""
    gate.require(by, Can.HOLD_CLASS, Can.RUN_SITTING)
    if by.may(Can.HOLD_CLASS):
        require_hold(training_class, by)


def _facts(training_class: TrainingClass) -> dict[str, object]:
    return {"number": training_class.number, "title": training_class.title}
