"""Examinations of the sample cities: a bank read from what people paste from Word, a paper drawn by blueprint, a sitting that can be sat at once."""

from dataclasses import replace
from datetime import timedelta

from cqo.config.demo import courses
from cqo.config.demo.cities import DATA, data
from cqo.config.demo.courses import Course
from cqo.config.demo.town import Town
from cqo.qualification.certificates.states import Tier
from cqo.qualification.exams.operations import papers, questions, sittings
from cqo.qualification.exams.operations.sittings import Plan
from cqo.qualification.exams.rules import pasting
from cqo.qualification.exams.rules.blueprint import ANY_UNIT, Line
from cqo.qualification.exams.states import QuestionKind
from cqo.qualification.training.models import TrainingClass

PREPARED = 1  # days before the loading
OPEN_DAYS = 30  # a visitor may come long after the loading


def fill_bank(town: Town, *, official: str, days: int) -> None:
    """The city's questions, unit by unit."""
    drafts = []
    for file in sorted((DATA / "questions").glob("*.txt")):
        read = pasting.parse(file.read_text(encoding="utf-8"))
        drafts += [replace(pasted.draft, unit_code=file.stem) for pasted in read.questions]
    questions.record_many(drafts=drafts, tier=Tier.BASIC, by=town.actor(official, days=days), at=town.days.moment(days))


def set_exam(town: Town, planned: TrainingClass, course: Course) -> None:
    """Draw and fix a paper, plan a sitting that is open since this morning, build everybody's paper."""
    told, by, at = data("training")["exam"], courses.official(town, course, days=PREPARED), town.days.moment(PREPARED, hour=15)
    paper = papers.draft(training_class=planned, title=told["title"], minutes=told["minutes"], shuffled=True, by=by, at=at)
    lines = [Line(ANY_UNIT, QuestionKind(line["kind"]), line["count"], line["points"]) for line in told["blueprint"]]
    papers.draw(paper=paper, version=paper.version, lines=lines, by=by, at=at)
    papers.fix(paper=paper, version=paper.version, by=by, at=at)
    opens = min(town.days.moment_of(0, hour=0), town.days.loaded_at)
    closes = town.days.moment_of(-OPEN_DAYS, hour=18)
    plan = Plan(
        paper_id=paper.pk,
        title=told["title"],
        opens_at=opens,
        last_start_at=closes - timedelta(hours=2),
        closes_at=closes,
        place=told["place"],
    )
    sitting = sittings.plan(training_class=planned, plan=plan, by=by, at=at)
    sittings.prepare(sitting=sitting, version=sitting.version, by=by, at=at)
