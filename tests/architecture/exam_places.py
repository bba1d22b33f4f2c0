"""An exam that a place's person sits, in a place of the table of access."""

from datetime import timedelta
from itertools import count
from typing import Any

from cqo.foundation.sealing.sealing import digest
from cqo.qualification.exams.models import Attempt, Paper, PaperItem, Question, Sitting
from tests.architecture import training_places

_numbers = count(1)


def attempt(it: Any, *, handed_in: bool = False) -> Attempt:
    """The owner of the place's person sits an exam of one question, begun a moment ago; or has handed it in."""
    number = next(_numbers)
    enrolment = training_places.enrolment(it, state="admitted")
    held = enrolment.training_class
    paper = Paper.objects.create(
        number=f"SJ-示例-{number}",
        city_code=it.place.city,
        training_class=held,
        title="示例卷",
        minutes=60,
        state="fixed",
        recorded_at=it.at,
    )
    question = Question.objects.create(
        city_code=it.place.city,
        code=f"示例-{number}",
        kind="single",
        stem=f"示例题 {number}",
        stem_digest=digest(f"示例题 {number}".encode()),
        options=["甲", "乙"],
        key="A",
        tier="basic",
        recorded_at=it.at,
    )
    PaperItem.objects.create(paper=paper, question=question, place=1, points_tenths=20)
    sitting = Sitting.objects.create(
        number=f"KC-示例-{number}",
        city_code=it.place.city,
        training_class=held,
        paper=paper,
        title="示例考试",
        opens_at=it.at - timedelta(minutes=10),
        last_start_at=it.at + timedelta(minutes=20),
        closes_at=it.at + timedelta(minutes=90),
        state="ready",
        recorded_at=it.at,
    )
    end: dict[str, Any] = {"handed_in_at": it.at, "handed_in_by": "candidate", "answers_digest": digest(b"{}"), "points_tenths": 0}
    return Attempt.objects.create(
        sitting=sitting,
        enrolment=enrolment,
        order=[1],
        started_at=it.at,
        ends_at=it.at + timedelta(minutes=60),
        **(end if handed_in else {}),
    )
