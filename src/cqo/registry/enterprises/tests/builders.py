"""Rows for tests of the registry: officials of a city, firms with right credit codes, users of firms."""

from datetime import UTC, date, datetime
from typing import Any

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.queries import capacities
from cqo.foundation.accounts import phones
from cqo.foundation.accounts.models import Assignment, Organisation, User
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.codes import credit_code
from cqo.registry.enterprises import indexing
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.operations.files import Particulars, columns_of

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)
CITY, CHENGGU, YANGXIAN = "610700", "610722", "610723"
PASSWORD = "correct-horse-battery"
NOTICE = "2026-11"


def code(number: int) -> str:
    """A right credit code with a running number."""
    first = f"91610722MAEX{number:05d}"
    return first + credit_code.check_character(first)


def official(login_name: str, *, role: Role = Role.COUNTY_OFFICER, division: str = CHENGGU, zone: Any = None) -> User:
    """Somebody who acts for a bureau from 2020 on, past the first steps."""
    office, _made = Organisation.objects.get_or_create(
        kind=OrganisationKind.BUREAU.value, name=f"{division} 市场监督管理局", division_id=division, city_code=division[:4] + "00"
    )
    made = user(login_name)
    Assignment.objects.create(
        user=made, role=role.value, organisation=office, division_id=division, zone=zone, starts=date(2020, 1, 1), recorded_at=AT
    )
    return made


def user(login_name: str, *, phone: str = "") -> User:
    """A user without any capacity, past the first steps."""
    made = User(login_name=login_name, name=f"{login_name}某", created_at=AT, consented_version=NOTICE, **phones.columns(phone))
    made.set_password(PASSWORD)
    made.save(force_insert=True)
    return made


def actor(of: User) -> Actor:
    """A user in the first of their capacities."""
    return capacities(user=of, on=TODAY)[0]


def city_officer() -> Actor:
    """The city's quality section."""
    return actor(official("city", role=Role.CITY_OFFICER, division=CITY))


def county_officer(division: str = CHENGGU) -> Actor:
    """A county's bureau."""
    return actor(official(f"county{division}", division=division))


def enterprise(
    number: int = 1, *, name: str = "城固县恒泰柑橘食品有限公司", county: str = CHENGGU, phone: str = "", **columns: Any
) -> Enterprise:
    """A firm with a file, findable."""
    facts = Particulars(credit_code=code(number), name=name, county=county, phone=phone)
    made = Enterprise.objects.create(**{**columns_of(facts), "recorded_at": AT, **columns})
    indexing.refresh([made.pk])
    return made
