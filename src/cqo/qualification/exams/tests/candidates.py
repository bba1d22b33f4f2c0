"""A paper, a sitting and its candidates, made row by row, for tests of the candidate's side."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.models import Organisation
from cqo.foundation.accounts.states import OrganisationKind
from cqo.qualification.certificates.states import Level, Tier
from cqo.qualification.exams.models import Attempt, Paper, PaperItem, Question, Sitting
from cqo.qualification.exams.states import PaperState, QuestionKind, SittingState
from cqo.qualification.training.models import Enrolment, Syllabus, TrainingClass
from cqo.qualification.training.states import ClassState, EnrolmentState
from cqo.registry.people.models import Person
from cqo.registry.people.tests import builders as people

CITY, COUNTY = "610700", "610722"
OPENS = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)  # nine o'clock in Hanzhong
LAST_START = OPENS + timedelta(minutes=30)
CLOSES = OPENS + timedelta(minutes=120)
MINUTES = 90
EXPLANATION = "解析：见《产品质量法》第二十六条"
_numbers = count(1)

# Kind, options, key of each question of the sample paper; two points each.
QUESTIONS = (
    (QuestionKind.SINGLE, ["加大抽检比例", "停止销售并召回", "等待结论", "协商价格"], "B"),
    (QuestionKind.MULTIPLE, ["计量", "标准", "认证", "广告"], "ABC"),
    (QuestionKind.TRUE_FALSE, ["正确", "错误"], "A"),
)


def training_class(**columns: Any) -> TrainingClass:
    """An admitted class of the city."""
    number = next(_numbers)
    organiser, _made = Organisation.objects.get_or_create(
        kind=OrganisationKind.BUREAU.value, name="汉中市市场监督管理局", division_id=CITY, city_code=CITY
    )
    syllabus = Syllabus.objects.create(city_code=CITY, tier=Tier.BASIC.value, edition=number, title="基础班大纲", recorded_at=OPENS)
    given = {
        "number": f"PX-{number}",
        "city_code": CITY,
        "level": Level.CITY.value,
        "organiser": organiser,
        "tier": Tier.BASIC.value,
        "title": "首席质量官基础培训班",
        "syllabus": syllabus,
        "starts_date": date(2026, 3, 16),
        "ends_date": date(2026, 3, 20),
        "place": "市局三楼",
        "seats": 400,
        "sign_up_from": OPENS - timedelta(days=30),
        "sign_up_until": OPENS - timedelta(days=10),
        "contact_name": "王敏",
        "contact_phone": "0916-2000000",
        "state": ClassState.ADMITTED.value,
        "recorded_at": OPENS - timedelta(days=40),
    }
    return TrainingClass.objects.create(**{**given, **columns})


def paper(of: TrainingClass, *, questions: Any = QUESTIONS, minutes: int = MINUTES, state: PaperState = PaperState.FIXED) -> Paper:
    """A fixed paper of some questions."""
    number = next(_numbers)
    made = Paper.objects.create(
        number=f"SJ-{number}",
        city_code=CITY,
        training_class=of,
        title="结业考试试卷",
        minutes=minutes,
        state=state.value,
        recorded_at=OPENS,
    )
    for place, (kind, options, key) in enumerate(questions, start=1):
        question = Question.objects.create(
            city_code=CITY,
            code=f"T{number}-{place}",
            kind=kind.value,
            stem=f"第{place}问：企业应当采取哪项措施？",
            stem_digest=f"{number:032d}{place:032d}",
            options=options,
            key=key,
            explanation=EXPLANATION,
            tier=Tier.BASIC.value,
            recorded_at=OPENS,
        )
        PaperItem.objects.create(paper=made, question=question, place=place, points_tenths=20)
    return made


def sitting(of: TrainingClass | None = None, **columns: Any) -> Sitting:
    """A prepared sitting."""
    held = of or training_class()
    given = {
        "number": f"KC-{next(_numbers)}",
        "city_code": CITY,
        "training_class": held,
        "paper": columns.pop("paper", None) or paper(held),
        "title": "基础培训班结业考试",
        "opens_at": OPENS,
        "last_start_at": LAST_START,
        "closes_at": CLOSES,
        "place": "市局三楼机房",
        "state": SittingState.READY.value,
        "recorded_at": OPENS - timedelta(days=1),
    }
    return Sitting.objects.create(**{**given, **columns})


def enrolment(of: TrainingClass, person: Person) -> Enrolment:
    """An admitted person."""
    return Enrolment.objects.create(
        number=f"BM-{next(_numbers)}",
        training_class=of,
        person=person,
        city_code=CITY,
        county_code=COUNTY,
        submitted_at=OPENS - timedelta(days=20),
        state=EnrolmentState.ADMITTED.value,
    )


def attempt(at: Sitting | None = None, person: Person | None = None, *, started: datetime | None = None, **columns: Any) -> Attempt:
    """A candidate's attempt, waiting or started."""
    held = at or sitting()
    who = person or people.person(next(_numbers) + 100)
    places = list(range(1, held.paper.items.count() + 1))
    if started:
        columns = {"started_at": started, "ends_at": min(started + timedelta(minutes=held.paper.minutes), held.closes_at), **columns}
    return Attempt.objects.create(**{"sitting": held, "enrolment": enrolment(held.training_class, who), "order": places, **columns})


def candidate(of: Attempt, login_name: str = "candidate") -> Actor:
    """The candidate, signed in for the own exams."""
    return people.owner(of.enrolment.person, login_name)
