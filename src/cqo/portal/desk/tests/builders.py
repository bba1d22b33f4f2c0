"""Firms, people, claims and requests that wait on a desk."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import Actor, system
from cqo.foundation.accounts.models import Assignment, Organisation, User
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.codes import credit_code
from cqo.foundation.sealing.fields import Sealed
from cqo.portal.office.tests import builders
from cqo.registry.enterprises.models import Claim, Enterprise
from cqo.registry.enterprises.operations import files
from cqo.registry.enterprises.states import ClaimPurpose, ClaimState
from cqo.registry.people.models import Employment, Person, Request
from cqo.registry.people.operations import files as people
from cqo.registry.people.states import RequestKind

_numbers = count(1)


def now() -> datetime:
    """The moment at which pages are opened."""
    return timezone.now()


def today() -> date:
    """The day on which pages are opened."""
    return timezone.localdate()


def code() -> str:
    """A credit code with the right check character."""
    body = f"91610722MA{next(_numbers):07d}"
    return next(body + letter for letter in "0123456789ABCDEFGHJKLMNPQRTUWXY" if credit_code.fault(body + letter) is None)


def clerk(city: str = "610700") -> Actor:
    """Somebody who may file anything."""
    return system("trial.filing", city=city)


def firm(name: str = "", *, county: str = "610722", **facts: Any) -> Enterprise:
    """An enterprise's file."""
    given = {"credit_code": code(), "name": name or f"示例企业{next(_numbers)}", "county": county, **facts}
    return files.register(facts=files.Particulars(**given), by=clerk(county[:4] + "00"), at=now())


def person(name: str = "马秀英", *, county: str = "610722", **facts: Any) -> Person:
    """A person's file."""
    return people.register(facts=people.Particulars(name=name, **facts), county=county, zone=None, by=clerk(county[:4] + "00"), at=now())


def claim(
    on: Enterprise, *, due: int | None = 5, state: ClaimState = ClaimState.SUBMITTED, by: User | None = None, **columns: Any
) -> Claim:
    """A claim by letter, due in so many days."""
    number = next(_numbers)
    return Claim.objects.create(
        number=f"RL-610700-2026-{number:05d}-K", city_code=on.city_code, county=on.county, enterprise=on, credit_code=on.credit_code,
        enterprise_name=on.name, applicant=by or builders.user(), purpose=ClaimPurpose.FIRST.value, state=state.value, submitted_at=now(),
        due_date=None if due is None else today() + timedelta(days=due), **columns,
    )  # fmt: skip


def request(of: Person, *, county: str = "610722", due: int = 9) -> Request:
    """A request to correct."""
    return Request.objects.create(
        number=f"QQ-610700-2026-{next(_numbers):05d}-K", city_code=county[:4] + "00", county_code=county, person=of, kind=RequestKind.CORRECTION.value,
        text=Sealed.of("姓名有误"), due_date=today() + timedelta(days=due), submitted_at=now(),
    )  # fmt: skip


def acts_for(user: User, firm: Enterprise, role: Role = Role.ENTERPRISE_ADMIN) -> Actor:
    """Let somebody act for a firm; says who acts."""
    office, _made = Organisation.objects.get_or_create(
        pk=firm.pk,
        defaults={"kind": OrganisationKind.ENTERPRISE.value, "name": firm.name, "division_id": firm.county_id, "city_code": firm.city_code},
    )
    Assignment.objects.create(
        user=user, role=role.value, organisation=office, division_id=firm.county_id, starts=today(), recorded_at=now()
    )
    return access.capacities(user=user, on=today())[0]


def owns(user: User, file: Person) -> None:
    """Give somebody their own file."""
    Person.objects.filter(pk=file.pk).update(user=user)
    Assignment.objects.create(user=user, role=Role.PERSON.value, starts=today(), recorded_at=now())


def works(file: Person, at: Enterprise) -> Employment:
    """A person works for a firm."""
    return Employment.objects.create(person=file, enterprise=at, position="质量部长", recorded_at=now())
