"""Scores from a spreadsheet: all of it or nothing, with every faulty row told."""

from datetime import datetime

from django.db import transaction

from cqo.foundation.access.actor import Actor
from cqo.qualification.training import score_sheets
from cqo.qualification.training.models import Assessment
from cqo.qualification.training.operations import results
from cqo.qualification.training.operations.results import Entry
from cqo.qualification.training.queries import assessments
from cqo.qualification.training.rules import scores
from cqo.qualification.training.rules.scores import Read


@transaction.atomic
def take_over(*, assessment: Assessment, version: int, content: bytes, by: Actor, at: datetime) -> Read:
    """Write the scores of a file where it has no fault; an empty cell leaves what is known. The answer tells scores and faults.

    Raises NotATable for what is no table, and as `results.enter` does.
    """
    rows, _passed_over = score_sheets.read(content)
    found = scores.read(rows, score_sheets.known(assessment.training_class))
    if found.faults or not found.scores:
        return found
    terms = assessments.terms_of(assessment.training_class).terms
    before = {line.enrolment.pk: line.scores for line in assessments.lines(assessment, terms)}
    entries = {}
    for score in found.scores:
        there = before[score.key]
        exam = score.exam if score.exam is not None else there.exam
        homework = score.homework if score.homework is not None else there.homework
        entries[score.key] = Entry(exam, homework, absent=score.absent or (there.absent and score.exam is None))
    results.enter(assessment=assessment, version=version, entries=entries, by=by, at=at, event="imported")
    return found
