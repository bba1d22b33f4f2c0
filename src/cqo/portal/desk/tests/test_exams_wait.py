"""A candidate finds the exam on the desk while it can be sat, and only then."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from cqo.portal.desk.waiting import exams
from cqo.qualification.exams.models import Attempt
from cqo.qualification.exams.tests import candidates
from cqo.qualification.exams.tests.candidates import CLOSES, LAST_START, OPENS

pytestmark = pytest.mark.django_db


def told(actor, at: datetime) -> list[tuple[str, str]]:
    return [(task.url, task.action) for group in exams.waiting(actor, at) for task in group.tasks]


def test_an_exam_stands_on_the_desk_until_it_is_handed_in_or_over():
    attempt = candidates.attempt()
    actor = candidates.candidate(attempt)
    address = reverse("exams:exam", args=[attempt.pk])
    assert told(actor, OPENS - timedelta(days=1)) == [(address, "查看")]
    assert told(actor, OPENS) == [(address, "进入考试")]
    assert told(actor, LAST_START) == []
    Attempt.objects.filter(pk=attempt.pk).update(started_at=OPENS, ends_at=CLOSES)
    assert told(actor, LAST_START) == [(address, "继续作答")]
    assert told(actor, CLOSES) == []
    Attempt.objects.filter(pk=attempt.pk).update(handed_in_at=LAST_START, handed_in_by="candidate")
    assert told(actor, LAST_START) == []


def test_nobody_elses_exam_stands_there(django_assert_num_queries):
    candidates.attempt()
    actor = candidates.candidate(candidates.attempt())
    with django_assert_num_queries(1):
        assert len(told(actor, OPENS)) == 1
