"""People, offices and enterprises for the tests of messages."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts import phones
from cqo.foundation.accounts.models import Assignment, Consent, Organisation, User
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.inbox.wording import Kind

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
KINDS = {
    "trial.passed": Kind("申请 %(number)s 已通过", "您 %(day)s 提交的申请 %(number)s 已通过。", sms="您的申请%(number)s已通过。"),
    "trial.receipt": Kind("收到申请 %(number)s", "我们收到了您的申请 %(number)s。", sms="已收到申请%(number)s。", necessary=True),
    "trial.quiet": Kind("提示", "只在站内。"),
}
FACTS = {"number": "RL-610722-2026-0001", "day": TODAY}
_numbers = count(1)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = AT

    def __call__(self) -> datetime:
        return self.at

    def forward(self, span: timedelta) -> None:
        """Move the clock."""
        self.at += span


def user(*, phone: str = "", email: str = "", consent: bool | None = None, **columns: Any) -> User:
    """A sign-in; `consent`: whether it agreed to be contacted, None where it was never asked."""
    number = next(_numbers)
    made = User.objects.create(
        login_name=f"user{number}", name=f"张{number}", email=email, created_at=AT, **phones.columns(phone), **columns
    )
    if consent is not None:
        Consent.objects.create(user=made, notice_version="1", optional_contact=consent, given_at=AT)
    return made


def enterprise(*members: User, county: str = "610722", name: str = "", ends: date | None = None) -> Organisation:
    """An enterprise of a county and the users who act for it."""
    made = Organisation.objects.create(
        kind=OrganisationKind.ENTERPRISE.value, name=name or f"示例企业{next(_numbers)}", division_id=county, city_code=county[:4] + "00"
    )
    for member in members:
        Assignment.objects.create(
            user=member, role=Role.ENTERPRISE_ADMIN.value, organisation=made, starts=date(2026, 1, 1), ends=ends, recorded_at=AT
        )
    return made


def official(*, division: str = "610722", role: Role = Role.COUNTY_OFFICER) -> Actor:
    """An official of a division's bureau, in that capacity."""
    office, _made = Organisation.objects.get_or_create(
        kind=OrganisationKind.BUREAU.value, name=f"{division}局", division_id=division, city_code=division[:4] + "00"
    )
    clerk = user()
    Assignment.objects.create(
        user=clerk, role=role.value, organisation=office, division_id=division, starts=date(2026, 1, 1), recorded_at=AT
    )
    return access.capacities(user=clerk, on=TODAY)[0]
