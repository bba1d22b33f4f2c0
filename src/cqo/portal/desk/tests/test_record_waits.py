"""The auditor's desk knows from the record itself when it was last verified."""

from datetime import timedelta

import pytest

from cqo.foundation.access.actor import system
from cqo.foundation.audit import operations as audit
from cqo.portal.desk.tests import builders as desk
from cqo.portal.desk.waiting import record
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    city = builders.hanzhong()
    return builders.acting(city.put(builders.user(), "审计管理岗").user)


def verified(days_ago: int, faults: int = 0) -> None:
    audit.record(
        "record.verified", by=system("trial"), at=desk.now() - timedelta(days=days_ago), city="610700", kind="record", key="610700",
        facts={"entries": 10, "faults": faults},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("history", "words"),
    [
        ([], ["办理记录还没有校验过"]),
        ([(3, 0)], []),
        ([(31, 0)], ["距上次校验已有 31 天"]),
        ([(31, 0), (1, 0)], []),
        ([(3, 2)], ["上次校验发现 2 处问题"]),
        ([(3, 2), (1, 0)], []),
    ],
)
def test_a_verification_waits_when_it_is_due_or_found_something(auditor, history, words):
    for days_ago, faults in history:
        verified(days_ago, faults)

    assert [task.title for group in record.waiting(auditor, desk.now()) for task in group.tasks] == words
