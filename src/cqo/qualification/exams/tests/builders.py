"""Questions, papers and sittings as officials make them."""

from datetime import timedelta
from typing import Any

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.queries import capacities
from cqo.qualification.certificates.states import Tier
from cqo.qualification.exams.models import Answer, Attempt, Paper, Question, Sitting
from cqo.qualification.exams.operations import attempts, papers, questions, sittings
from cqo.qualification.exams.operations.sittings import Plan
from cqo.qualification.exams.queries import papers as queries
from cqo.qualification.exams.rules.blueprint import ANY_UNIT, Line
from cqo.qualification.exams.rules.questions import Draft
from cqo.qualification.exams.states import QuestionKind
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.tests import builders as training
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.models import Person
from cqo.registry.people.tests import builders as people

AT, CITY = training.AT, training.CITY
OPENS = AT + timedelta(days=5)
SINGLE, MULTIPLE, TRUE_FALSE = QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE
MARK = "只有阅卷人能看到的解析"


def officer() -> Actor:
    """The county's clerk who holds classes."""
    return firms.county_officer()


def draft(number: int = 1, kind: QuestionKind = SINGLE, **columns: Any) -> Draft:
    """A sound draft; its stem holds its number."""
    key = {MULTIPLE: "ACD", TRUE_FALSE: "A"}.get(kind, "B")
    options = () if kind == TRUE_FALSE else ("甲", "乙", "丙", "丁")
    known = {"kind": kind, "stem": f"第{number}问，{kind}，应当怎样？", "options": options, "key": key, "unit_code": "ZL"}
    return Draft(**{**known, "explanation": MARK, **columns})


def bank(by: Actor, *, singles: int = 6, multiples: int = 4, statements: int = 4) -> list[Question]:
    """A bank of a basic class, half of each kind in each unit of the syllabus."""
    training.syllabus()
    numbers = {SINGLE: singles, MULTIPLE: multiples, TRUE_FALSE: statements}
    drafts = [draft(number, kind, unit_code=("ZL", "FL")[number % 2]) for kind, count in numbers.items() for number in range(1, count + 1)]
    return questions.record_many(drafts=drafts, tier=Tier.BASIC, by=by, at=AT)


def paper(of: TrainingClass, by: Actor, *, fixed: bool = True, minutes: int = 60) -> Paper:
    """Three singles of 2 points, two multiples of 4, one statement of 1: fifteen points."""
    made = papers.draft(training_class=of, title="结业考试试卷", minutes=minutes, shuffled=True, by=by, at=AT)
    lines = [Line(ANY_UNIT, SINGLE, 3, 20), Line(ANY_UNIT, MULTIPLE, 2, 40), Line(ANY_UNIT, TRUE_FALSE, 1, 10)]
    papers.draw(paper=made, version=made.version, lines=lines, by=by, at=AT)
    if fixed:
        papers.fix(paper=made, version=made.version, by=by, at=AT)
    return made


def admitted(of: TrainingClass, number: int) -> Enrolment:
    """Somebody admitted to a class, with a sign-in of their own."""
    firm = firms.enterprise(number)
    person = training.worker(number, firm, name=f"学员{number}号")
    return Enrolment.objects.create(
        number=f"BM-{number}",
        training_class=of,
        person=person,
        enterprise=firm,
        city_code=of.city_code,
        county_code=firm.county_id,
        submitted_at=AT,
        state="admitted",
    )


def plan(of: Paper, **columns: Any) -> Plan:
    """Half an hour to start, two hours in all."""
    known = {
        "paper_id": of.pk,
        "title": "结业考试",
        "opens_at": OPENS,
        "last_start_at": OPENS + timedelta(minutes=30),
        "closes_at": OPENS + timedelta(minutes=120),
        "place": "党校机房",
    }
    return Plan(**{**known, **columns})


def sitting(by: Actor, *, candidates: int = 3, prepared: bool = True, minutes: int = 60) -> Sitting:
    """A sitting of an admitted class."""
    held = training.training_class(state="admitted")
    if not Question.objects.exists():
        bank(by)
    for number in range(1, candidates + 1):
        admitted(held, number)
    made = sittings.plan(training_class=held, plan=plan(paper(held, by, minutes=minutes)), by=by, at=AT)
    if prepared:
        sittings.prepare(sitting=made, version=made.version, by=by, at=AT)
    return made


def owner(of: Attempt) -> Actor:
    """The candidate, signed in; the same sign-in however often."""
    person = Person.objects.select_related("user").get(pk=of.enrolment.person_id)
    if person.user is not None:
        return next(iter(capacities(user=person.user, on=training.TODAY)))
    return people.owner(person, f"candidate{of.enrolment.number}")


def answered(of: Attempt, *, right: int, at: Any) -> Attempt:
    """Somebody starts, answers the first so many questions rightly and the others wrongly."""
    made = attempts.start(attempt=of.pk, by=owner(of), at=at)
    for place, (key, _points) in queries.answer_key(of.sitting.paper).items():
        choice = key if place <= right else {"A": "B"}.get(key, "A")
        Answer.objects.create(attempt=made, item=place, device="test", n=place, choice=choice, saved_at=at + timedelta(seconds=place))
    return made
