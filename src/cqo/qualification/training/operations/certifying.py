"""From the published results of a class to the draft of its approval of certificates (发证审批)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import Issue
from cqo.qualification.certificates.operations import issues
from cqo.qualification.certificates.rules.issuing import Passed
from cqo.qualification.certificates.states import IssueState, Tier
from cqo.qualification.training.models import Assessment, Result, TrainingClass
from cqo.qualification.training.operations.classes import require_hold
from cqo.qualification.training.queries import assessments
from cqo.qualification.training.states import AssessmentState

SOURCE = "class"


@transaction.atomic
def draft_issue(*, training_class: TrainingClass, by: Actor, at: datetime) -> Issue:
    """The issue for everybody who passed: the open one where there is one, a new one for who has no certificate yet, else the finished one.

    Raises NotPossible("class.not_yours", "assessment.not_published", "assessment.nobody_passed") and as `issues.draft` does.
    """
    gate.require(by, Can.ISSUE_CERTIFICATES)
    require_hold(training_class, by)
    sheet = assessments.of_class(training_class)
    if sheet is None or sheet.state != AssessmentState.PUBLISHED:
        raise NotPossible("assessment.not_published")
    members = _members(sheet)
    if not members:
        raise NotPossible("assessment.nobody_passed")
    there = issue_of(training_class)
    if there is not None and there.state != IssueState.ISSUED:
        return there
    try:
        return issues.draft(
            source=SOURCE,
            source_key=training_class.pk,
            source_number=training_class.number,
            class_title=training_class.title,
            tier=Tier(training_class.tier),
            city=training_class.city_code,
            county=training_class.county_id or "",
            issued_date=timezone.localdate(at),
            members=members,
            by=by,
            at=at,
        )
    except NotPossible as refused:
        there = issue_of(training_class)
        if refused.code not in ("issue.open_already", "issue.nobody") or there is None:
            raise
        return there


def issue_of(training_class: TrainingClass) -> Issue | None:
    """The latest issue for a class that was not withdrawn; None where there is none."""
    rows = Issue.objects.filter(source=SOURCE, source_key=training_class.pk).exclude(state=IssueState.WITHDRAWN.value)
    return rows.order_by("-drafted_at", "-pk").first()


def _members(sheet: Assessment) -> list[Passed]:
    attended = {
        line.enrolment.pk: line.scores.attended for line in assessments.lines(sheet, assessments.terms_of(sheet.training_class).terms)
    }
    return [_passed(row, attended.get(row.enrolment_id, 0)) for row in assessments.passed(sheet)]


def _passed(row: Result, attended: int) -> Passed:
    enrolment, firm = row.enrolment, row.enrolment.enterprise
    person = enrolment.person.merged_into or enrolment.person
    return Passed(
        person=person.pk,
        enterprise=firm.pk if firm else None,
        holder_name=person.name,
        id_type=person.id_type,
        id_masked=person.id_masked,
        employer=firm.name if firm else "",
        county_code=enrolment.county_code,
        hours_tenths=attended,
        score_tenths=row.total_tenths,
    )
