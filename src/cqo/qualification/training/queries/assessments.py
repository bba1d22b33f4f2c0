"""Reads of assessments: the rules, what is known of each person, what it comes to; who may see which results."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from cqo.foundation.access.actor import Actor
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.provisions.queries import Edition
from cqo.qualification.training.models import Assessment, Attendance, Enrolment, Result, Session, TrainingClass
from cqo.qualification.training.queries import classes, enrolments
from cqo.qualification.training.rules import assessment as rules
from cqo.qualification.training.rules.assessment import AssessmentTerms, Outcome, Scores
from cqo.qualification.training.states import AssessmentState, Presence, Verdict


@dataclass(frozen=True)
class Line:
    """One admitted person on the sheet of scores: what was entered, and what it comes to by now."""

    enrolment: Enrolment
    result: Result | None
    scores: Scores
    outcome: Outcome


def terms_of(training_class: TrainingClass) -> Edition[AssessmentTerms]:
    """The rules a class is assessed under: those its sheet was opened with, else those that hold where and when it begins."""
    sheet = Assessment.objects.filter(training_class=training_class).first()
    return _terms(training_class, sheet)


def _terms(training_class: TrainingClass, sheet: Assessment | None) -> Edition[AssessmentTerms]:
    if sheet is not None and sheet.provision is not None:
        return provisions.pinned(sheet)
    return provisions.in_force(AssessmentTerms, training_class.county_id or training_class.city_code, training_class.starts_date)


def of_class(training_class: TrainingClass) -> Assessment | None:
    """The class's assessment; None where nobody opened it."""
    return Assessment.objects.filter(training_class=training_class).select_related("training_class", "submitted_by", "published_by").first()


def held_by(actor: Actor) -> QuerySet[Assessment]:
    """The assessments of classes that are an actor's to hold; a city's officer is the second person for its counties."""
    return Assessment.objects.filter(training_class__in=classes.held_by(actor).order_by().values("pk")).select_related("training_class")


def unconfirmed(training_class: TrainingClass) -> QuerySet[Session]:
    """The sessions of a class whose attendance list is not confirmed, in their order."""
    return Session.objects.filter(training_class=training_class, confirmed_at__isnull=True).order_by("starts_at")


def lines(assessment: Assessment, terms: AssessmentTerms) -> list[Line]:
    """Everybody admitted, by name, with what is known of them and what it comes to. Four queries."""
    members = list(enrolments.admitted(assessment.training_class))
    results = {row.enrolment_id: row for row in Result.objects.filter(assessment=assessment)}
    confirmed = Session.objects.filter(training_class=assessment.training_class_id, confirmed_at__isnull=False)
    taught = confirmed.aggregate(sum=Sum("hours_tenths"))["sum"] or 0
    attended = _attended(assessment.training_class_id, terms)
    found = []
    for member in members:
        row = results.get(member.pk)
        scores = Scores(
            exam=row.exam_tenths if row else None,
            homework=row.homework_tenths if row else None,
            absent=row.absent if row else False,
            attended=attended.get(member.pk, 0),
            taught=taught,
        )
        found.append(Line(member, row, scores, rules.outcome(scores, terms)))
    return found


def _attended(training_class: UUID, terms: AssessmentTerms) -> dict[UUID, int]:
    counted = [presence.value for presence in Presence if rules.counts(presence, terms)]
    rows = Attendance.objects.filter(
        session__training_class=training_class, session__confirmed_at__isnull=False, presence__in=counted
    ).order_by()
    return dict(rows.values("enrolment").annotate(sum=Sum("session__hours_tenths")).values_list("enrolment", "sum"))


def published_of(rows: QuerySet[Any] | Sequence[Enrolment]) -> QuerySet[Result]:
    """The published results of some sign-ups; nothing of a sheet that is not published."""
    found = Result.objects.filter(enrolment__in=rows, assessment__state=AssessmentState.PUBLISHED.value)
    return found.select_related("assessment", "enrolment", "enrolment__person", "enrolment__enterprise", "enrolment__training_class")


def results_of(of: QuerySet[TrainingClass]) -> QuerySet[Result]:
    """The published results of some classes."""
    found = Result.objects.filter(assessment__training_class__in=of.order_by(), assessment__state=AssessmentState.PUBLISHED.value)
    return found.select_related("assessment", "enrolment", "enrolment__person", "enrolment__person__merged_into", "enrolment__enterprise")


def passed(assessment: Assessment) -> QuerySet[Result]:
    """The published results of those who passed, by name."""
    rows = Result.objects.filter(assessment=assessment, verdict=Verdict.PASSED.value)
    return rows.select_related("enrolment", "enrolment__person", "enrolment__person__merged_into", "enrolment__enterprise").order_by(
        "enrolment__person__name", "pk"
    )
