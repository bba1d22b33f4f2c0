"""Two clerks at the same moment, and a worker killed half way: nobody is certified twice, no number is given twice, no hole is unexplained."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import close_old_connections, connection

from cqo.foundation.access.actor import system
from cqo.foundation.documents import operations as documents
from cqo.foundation.documents.tests.builders import pdf
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import Certificate, Issue
from cqo.qualification.certificates.operations import issues, keys
from cqo.qualification.certificates.rules.issuing import Passed
from cqo.qualification.certificates.states import IssueState, Tier
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, CITY, actor, official
from cqo.registry.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def lasting(settings, tmp_path: Path) -> None:
    settings.PUBLIC_ADDRESS = "https://zl.example.gov.cn"
    settings.ATTACHMENTS, settings.SPOOL = tmp_path / "attachments", tmp_path
    keys.create(by=system("trial"), at=AT)


def draft(count: int) -> tuple[Issue, Any]:
    people = Person.objects.bulk_create(
        Person(name=f"学员{place}", name_key=f"学员{place}", id_type="resident_id", id_masked="610722********0012", recorded_at=AT)
        for place in range(count)
    )
    by = actor(official("clerk"))
    issue = issues.draft(
        source="class",
        source_key=people[0].pk,
        source_number="PX-1",
        class_title="示例班",
        tier=Tier.BASIC,
        city=CITY,
        county=CHENGGU,
        issued_date=date(2026, 3, 2),
        members=[Passed(each.pk, None, each.name, each.id_type, each.id_masked, "", CHENGGU, 240, None) for each in people],
        by=by,
        at=AT,
    )
    return issue, by


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts in threads that start at the same moment; what each answered, or refused with."""
    start, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        close_old_connections()
        start.wait()
        try:
            answers[place] = act()
        except NotPossible as refused:
            answers[place] = refused.code  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def official_numbers() -> list[str]:
    return list(Certificate.objects.order_by("official_number").values_list("official_number", flat=True))


def test_two_clerks_approve_at_once_and_one_wins():
    issue, by = draft(2)

    def approve() -> str:
        scan = documents.receive(BytesIO(pdf(f"scan{threading.get_ident()}")), name="scan.pdf")
        issues.approve(issue=Issue.objects.get(pk=issue.pk), version=1, approval_number="", scan=scan, by=by, at=AT)
        return "approved"

    answers = together(approve, approve)
    assert sorted(answers) in (["approved", "lifecycle.changed_meanwhile"], ["approved", "lifecycle.not_from_here"])


def test_two_workers_at_the_same_issue_give_each_number_once():
    issue, by = draft(120)
    scan = documents.receive(BytesIO(pdf("scan")), name="scan.pdf")
    issues.approve(issue=issue, version=1, approval_number="", scan=scan, by=by, at=AT)
    together(*[lambda: issues.run(issue_key=issue.pk, at=AT)] * 2)
    issue.refresh_from_db()
    assert issue.state == IssueState.ISSUED
    assert official_numbers() == [f"汉中质官2026{number:04}" for number in range(1, 121)]
    assert Certificate.objects.filter(signed_digest="").count() == 0


_CHILD = """
import django, sys
from datetime import UTC, datetime
from uuid import UUID
django.setup()
from cqo.qualification.certificates.operations import issues
issues.run(issue_key=UUID(sys.argv[1]), at=datetime(2026, 3, 2, tzinfo=UTC))
"""


@pytest.mark.slow
def test_killed_half_way_it_goes_on_where_it_had_committed(settings, tmp_path: Path):
    issue, by = draft(200)
    scan = documents.receive(BytesIO(pdf("scan")), name="scan.pdf")
    issues.approve(issue=issue, version=1, approval_number="", scan=scan, by=by, at=AT)
    child = _started(settings, tmp_path, issue)
    deadline = time.monotonic() + 120
    while Certificate.objects.exclude(signed_digest="").count() == 0 and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    issue.refresh_from_db()
    assert issue.state == IssueState.APPROVED
    issues.run(issue_key=issue.pk, at=AT)
    issue.refresh_from_db()
    assert issue.state == IssueState.ISSUED
    assert official_numbers() == [f"汉中质官2026{number:04}" for number in range(1, 201)]
    assert Certificate.objects.filter(signed_digest="").count() == 0


def _started(settings: Any, tmp_path: Path, issue: Issue) -> "subprocess.Popen[bytes]":
    """Another process at the test's own database."""
    known = connection.settings_dict
    if connection.vendor == "sqlite" and "mode=memory" in str(known["NAME"]):
        pytest.skip("an in-memory database has no other process")
    name = known["NAME"]
    url = f"sqlite:///{name}" if connection.vendor == "sqlite" else f"postgresql://{known['USER']}@{known['HOST']}:{known['PORT']}/{name}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cqo.config.settings",
        "CQO_DATABASE_URL": url,
        "CQO_VAR": str(tmp_path),
        "CQO_KEY_FILE": str(settings.KEY_FILE),
        "CQO_PUBLIC_ADDRESS": settings.PUBLIC_ADDRESS,
        "PYTHONPATH": str(settings.PACKAGE.parent),
    }
    return subprocess.Popen([sys.executable, "-c", _CHILD, str(issue.pk)], env=environment, start_new_session=True)
