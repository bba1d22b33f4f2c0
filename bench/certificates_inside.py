"""Run inside an installation: prints one line of JSON with what was measured."""

import json
import os
import resource
import threading
import time
from datetime import date
from io import BytesIO

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from cqo.foundation.access.actor import system  # noqa: E402
from cqo.foundation.access.queries import capacities  # noqa: E402
from cqo.foundation.accounts.models import Assignment, Organisation, User  # noqa: E402
from cqo.foundation.accounts.states import OrganisationKind, Role  # noqa: E402
from cqo.foundation.audit.ids import new_id  # noqa: E402
from cqo.foundation.documents import operations as documents  # noqa: E402
from cqo.qualification.certificates import papers  # noqa: E402
from cqo.qualification.certificates.models import Certificate, Issue  # noqa: E402
from cqo.qualification.certificates.operations import issues, keys, pdf  # noqa: E402
from cqo.qualification.certificates.queries import issues as queries  # noqa: E402
from cqo.qualification.certificates.rules.issuing import Passed  # noqa: E402
from cqo.qualification.certificates.states import Tier  # noqa: E402
from cqo.registry.people.models import Person  # noqa: E402

PASSED, PDFS = 1_000, 100
CITY, COUNTY = "610700", "610722"


def main() -> None:
    settings.PUBLIC_ADDRESS = settings.PUBLIC_ADDRESS or "https://zl.example.gov.cn"
    keys.create(by=system("bench"), at=timezone.now())
    issue = _approved()
    looking = _Looker(issue)
    looking.start()
    began, spent = time.monotonic(), _cpu()
    issues.run(issue_key=issue.pk, at=timezone.now())
    issue_s, cpu = time.monotonic() - began, _cpu() - spent
    looking.ended.set()
    looking.join()
    numbers = set(Certificate.objects.filter(issue=issue).exclude(signed_digest="").values_list("official_number", flat=True))
    told = {"issue_s": issue_s, "issue_cpu_ms": cpu / PASSED * 1000, "seen": looking.seen, "wrong": PASSED - len(numbers)}
    print(json.dumps({**told, "pdf_ms": _pdf_ms(issue)}))


def _approved() -> Issue:
    now = timezone.now()
    office = Organisation.objects.create(kind=OrganisationKind.BUREAU.value, name="示例局", division_id=COUNTY, city_code=CITY)
    user = User.objects.create(login_name=f"bench-{os.getpid()}", name="示例", created_at=now)
    Assignment.objects.create(
        user=user, role=Role.COUNTY_OFFICER.value, organisation=office, division_id=COUNTY, starts=date(2020, 1, 1), recorded_at=now
    )
    by = capacities(user=user, on=timezone.localdate())[0]
    people = Person.objects.bulk_create(
        [
            Person(name=name, name_key=name, id_type="resident_id", id_masked="610722********0012", recorded_at=now)
            for name in (f"学员{chr(0x4E00 + place)}{chr(0x6000 + place)}" for place in range(PASSED))
        ]
    )
    members = [Passed(each.pk, None, each.name, each.id_type, each.id_masked, "汉中某某有限公司", COUNTY, 240, 850) for each in people]
    issue = issues.draft(
        source="class",
        source_key=new_id(),
        source_number="PX-示例",
        class_title="示例培训班",
        tier=Tier.BASIC,
        city=CITY,
        county=COUNTY,
        issued_date=timezone.localdate(),
        members=members,
        by=by,
        at=now,
    )
    scan = documents.receive(BytesIO(papers.approval_form(issue, at=now)), name="approval.pdf")
    issues.approve(issue=issue, version=issue.version, approval_number="示例1号", scan=scan, by=by, at=now)
    return issue


class _Looker(threading.Thread):
    """Asks for the progress every two seconds, as the page does."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(daemon=True)
        self.issue, self.seen, self.ended = issue, 0, threading.Event()

    def run(self) -> None:
        last = -1
        while not self.ended.wait(2):
            percent = queries.progress(self.issue).percent
            self.seen, last = self.seen + (percent != last), percent
        connection.close()


def _pdf_ms(issue: Issue) -> float:
    rows = list(Certificate.objects.filter(issue=issue).select_related("template")[:PDFS])
    pdf.signed(rows[0])
    began = time.process_time()
    for certificate in rows:
        pdf.signed(certificate)
    return (time.process_time() - began) / len(rows) * 1000


def _cpu() -> float:
    return sum(
        use.ru_utime + use.ru_stime for use in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main()
