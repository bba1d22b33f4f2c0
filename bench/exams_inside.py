"""What the bench of exams does inside an installation, each printing a line of JSON.

python -m bench.exams_inside prepare 200     a running exam with so many candidates: their passes; one of them with a session and many exams
python -m bench.exams_inside answers         every answer in the database
python -m bench.exams_inside scores          how many attempts are handed in, and what they came to together
"""

import json
import sys
from datetime import date, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import django

QUESTIONS = 24
CITY, COUNTY = "610700", "610722"


def main(what: str, *told: str) -> None:
    """Run one of them and print what it found."""
    django.setup()
    print(json.dumps({"prepare": _prepare, "answers": _answers, "scores": _scores}[what](*told)))


def _prepare(candidates: str, exams: str = "0") -> dict[str, Any]:
    """A sitting that runs with candidates who have started; further sittings of one candidate with a session, not yet started."""
    from django.utils import timezone

    from cqo.qualification.exams import passes
    from cqo.qualification.exams.models import Attempt, Sitting
    from cqo.registry.people.models import Person

    now = timezone.now()
    held, paper = _class_and_paper(now)
    moments = {"opens_at": now - timedelta(hours=1), "last_start_at": now + timedelta(hours=1), "closes_at": now + timedelta(hours=4)}
    common = {
        "city_code": CITY,
        "training_class": held,
        "paper": paper,
        "title": "结业考试",
        "state": "ready",
        "recorded_at": now,
        **moments,
    }
    sitting = Sitting.objects.create(number="KC-0", **common)
    people = Person.objects.bulk_create(
        [Person(name=f"考生{place}", name_key=f"考生{place}", id_type="other", recorded_at=now) for place in range(int(candidates) + 1)]
    )
    enrolments = _enrol(held, people, now)
    order = list(range(1, QUESTIONS + 1))
    running = {"order": order, "started_at": now, "ends_at": now + timedelta(hours=2)}
    attempts = Attempt.objects.bulk_create([Attempt(sitting=sitting, enrolment=each, **running) for each in enrolments[1:]])
    user, session = _signed_in(people[0], now)
    own = Sitting.objects.bulk_create([Sitting(number=f"KC-{place}", **common) for place in range(1, int(exams) + 1)])
    waiting = Attempt.objects.bulk_create([Attempt(sitting=each, enrolment=enrolments[0], order=order) for each in own])
    key = session.session_key or ""
    return {
        "session": key,
        "passes": [passes.issue(attempt=each.pk, paper=paper.pk, user=user, session_key=key, at=now) for each in attempts],
        "attempts": [str(each.pk) for each in attempts],
        "exams": [str(each.pk) for each in waiting],
    }


def _class_and_paper(now: Any) -> tuple[Any, Any]:
    from cqo.foundation.accounts.models import Organisation
    from cqo.foundation.accounts.states import OrganisationKind
    from cqo.qualification.exams.models import Paper, PaperItem, Question
    from cqo.qualification.training.models import Syllabus, TrainingClass

    office = Organisation.objects.create(kind=OrganisationKind.BUREAU.value, name="示例市局", division_id=CITY, city_code=CITY)
    syllabus = Syllabus.objects.create(city_code=CITY, tier="basic", edition=90, title="大纲", recorded_at=now)
    held = TrainingClass.objects.create(
        number="PX-BENCH",
        city_code=CITY,
        level="city",
        organiser=office,
        tier="basic",
        title="示例班",
        syllabus=syllabus,
        starts_date=now.date(),
        ends_date=now.date(),
        place="市局",
        seats=1000,
        sign_up_from=now - timedelta(days=9),
        sign_up_until=now - timedelta(days=2),
        contact_name="王",
        contact_phone="0916-2000000",
        state="admitted",
        recorded_at=now,
    )
    paper = Paper.objects.create(
        number="SJ-BENCH", city_code=CITY, training_class=held, title="试卷", minutes=90, state="fixed", recorded_at=now
    )
    for place in range(1, QUESTIONS + 1):
        kind = ("single", "multiple", "true_false")[place % 3]
        question = Question.objects.create(
            city_code=CITY,
            code=f"T-{place}",
            kind=kind,
            stem=f"第 {place} 题：企业发现已出厂产品存在缺陷并可能危及人身安全时，首席质量官首先应当推动企业采取下列哪项措施？",
            stem_digest=f"{place:064d}",
            options=["正确", "错误"] if kind == "true_false" else [f"采取第 {option} 项措施，并报告法定代表人" for option in range(1, 5)],
            key="A",
            tier="basic",
            recorded_at=now,
        )
        PaperItem.objects.create(paper=paper, question=question, place=place, points_tenths=20)
    return held, paper


def _enrol(held: Any, people: list[Any], now: Any) -> list[Any]:
    from cqo.qualification.training.models import Enrolment

    common = {"training_class": held, "city_code": CITY, "county_code": COUNTY, "submitted_at": now, "state": "admitted"}
    return Enrolment.objects.bulk_create([Enrolment(number=f"BM-{place}", person=each, **common) for place, each in enumerate(people)])


def _signed_in(person: Any, now: Any) -> tuple[UUID, Any]:
    from django.conf import settings
    from django.contrib.auth import login
    from django.http import HttpRequest

    from cqo.foundation.accounts.models import Assignment, User
    from cqo.foundation.accounts.states import Role
    from cqo.portal.entrance import notice

    user = User.objects.create(login_name="candidate", name="考生某", created_at=now, consented_version=notice.CURRENT.version)
    Assignment.objects.create(user=user, role=Role.PERSON.value, starts=date(2020, 1, 1), recorded_at=now)
    person.user = user
    person.save(update_fields=["user"])
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, user, backend="cqo.foundation.accounts.backends.NameOrPhone")
    request.session.save()
    return user.pk, request.session


def _answers() -> list[list[Any]]:
    from cqo.qualification.exams.models import Answer

    rows = Answer.objects.order_by("seq").values_list("attempt_id", "item", "device", "n", "choice")
    return [[str(attempt), *rest] for attempt, *rest in rows]


def _scores() -> dict[str, int]:
    from django.db.models import Sum

    from cqo.qualification.exams.models import Attempt

    handed = Attempt.objects.filter(handed_in_at__isnull=False)
    return {"handed_in": handed.count(), "points": handed.aggregate(all=Sum("points_tenths"))["all"] or 0}


if __name__ == "__main__":
    main(*sys.argv[1:])
