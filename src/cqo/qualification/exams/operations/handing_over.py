"""Hand a sitting over (提交成绩): mark what is left, and write everybody's score into the class's assessment, where a second person publishes it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cqo.foundation.access.actor import Actor
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible
from cqo.qualification.exams.models import Attempt, Sitting
from cqo.qualification.exams.operations import attempts as attempting
from cqo.qualification.exams.operations.sittings import require_holds
from cqo.qualification.exams.queries import papers, sittings
from cqo.qualification.exams.rules import timing
from cqo.qualification.exams.rules.marking import of_hundred
from cqo.qualification.exams.rules.timing import Standing
from cqo.qualification.exams.states import SittingState
from cqo.qualification.training.operations import assessments, results
from cqo.qualification.training.operations.classes import results_published

DONE = (Standing.HANDED_IN, Standing.MISSED)


def hand_over(*, sitting: Sitting, version: int, by: Actor, at: datetime) -> int:
    """Mark what is left and write everybody's score (of 100) into the class's assessment, where a second person publishes it; how many.

    Who never started is absent; in a resit that does not undo a score from before.
    Raises NotPossible: "sitting.not_over" with how many may still write, "sitting.results_published", and what `record_exam` raises.
    """
    require_holds(sitting.training_class, by)
    attempting.hand_in_due(at=at)
    with transaction.atomic():
        if results_published(sitting.training_class):
            raise NotPossible("sitting.results_published")
        rows = list(Attempt.objects.select_for_update().filter(sitting=sitting).order_by("pk"))
        unfinished = [row for row in rows if timing.status(sittings.facts(row, sitting), at) not in DONE]
        if unfinished and sitting.state == SittingState.READY:
            raise NotPossible("sitting.not_over", number=len(unfinished))
        scores = _scores(sitting, rows)
        sat = sum(1 for score in scores.values() if score is not None)
        advance(sitting, "hand_over", version=version, by=by, at=at, facts={"sat": sat, "absent": len(rows) - sat})
        assessment = assessments.open_for(sitting.training_class, by=by, at=at)
        results.record_exam(assessment=assessment, scores=scores, by=by, at=at)
    return len(scores)


def _scores(sitting: Sitting, rows: Sequence[Attempt]) -> dict[UUID, int | None]:
    total = papers.total(sitting.paper)
    before = sittings.sat_before([row.enrolment_id for row in rows], but=sitting) if sitting.resit_of_id else set()
    scores = {row.enrolment_id: None if row.started_at is None else of_hundred(row.points_tenths or 0, total_tenths=total) for row in rows}
    return {key: score for key, score in scores.items() if score is not None or key not in before}
