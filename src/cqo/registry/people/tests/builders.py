"""People with right documents, where they work and what they hold, for tests of the registry of people."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.queries import capacities
from cqo.foundation.accounts.models import Assignment, User
from cqo.foundation.accounts.states import Role
from cqo.foundation.codes import resident_id
from cqo.foundation.codes.documents import Kind
from cqo.foundation.divisions import queries as divisions
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.operations.slips import organisation_of
from cqo.registry.enterprises.states import Filer
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, TODAY
from cqo.registry.people import indexing
from cqo.registry.people.models import Employment, ExternalCertificate, Person, PersonInCity
from cqo.registry.people.operations.files import Particulars, columns_of

PHONE = "13912342231"


def id_number(number: int, *, county: str = CHENGGU) -> str:
    """A right resident id with a running number; whoever has it was born in 1990."""
    first = f"{county}19900101{number:03d}"
    return first + resident_id.check_character(first)


def person(
    number: int | None = 1,
    *,
    name: str = "赵晓燕",
    county: str = CHENGGU,
    zone: UUID | None = None,
    phone: str = PHONE,
    education: str = "",
    **columns: Any,
) -> Person:
    """A person with a file, findable, known in a county; number None: without a document."""
    facts = Particulars(name=name, id_number=id_number(number) if number is not None else "", phone=phone, education=education)
    made = Person.objects.create(**{**columns_of(facts), "recorded_at": AT, **columns})
    PersonInCity.objects.create(person=made, city_code=divisions.city_of(county), county_code=county, zone=zone)
    indexing.refresh([made.pk])
    return made


def employment(
    of: Person,
    at: Enterprise,
    *,
    position: str = "质量部长",
    starts: date | None = date(2024, 3, 1),
    ends: date | None = None,
    filer: Filer = Filer.BUREAU,
    recorded_at: datetime = AT,
) -> Employment:
    """A person works for a firm."""
    return Employment.objects.create(
        person=of, enterprise=at, position=position, starts=starts, ends=ends, filer=filer.value, recorded_at=recorded_at
    )


def certificate(
    of: Person, *, number: str = "HZ2017-0031", title: str = "首席质量官任职培训合格证书", issuer: str = "汉中市质量技术监督局"
) -> ExternalCertificate:
    """A certificate of the 2017 class, findable by its number."""
    made = ExternalCertificate.objects.create(
        person=of, city_code="610700", title=title, number=number, issuer=issuer, issued_date=date(2017, 11, 20), recorded_at=AT
    )
    indexing.refresh([of.pk])
    return made


def owner(of: Person, login_name: str = "owner") -> Actor:
    """The person, signed in for the own file."""
    user = enterprises.user(login_name)
    Person.objects.filter(pk=of.pk).update(user=user)
    of.refresh_from_db()
    Assignment.objects.create(user=user, role=Role.PERSON.value, starts=date(2026, 1, 1), recorded_at=AT)
    return enterprises.actor(user)


def firm_actor(of: Enterprise, login_name: str = "boss", *, role: Role = Role.ENTERPRISE_ADMIN) -> Actor:
    """Somebody who acts for a firm."""
    user = enterprises.user(login_name)
    organisation = organisation_of(of)
    Assignment.objects.create(
        user=user, role=role.value, organisation=organisation, division_id=of.county_id, starts=date(2026, 1, 1), recorded_at=AT
    )
    return capacities(user=user, on=TODAY)[0]


def user_of(actor: Actor) -> User:
    """The sign-in behind an actor."""
    return User.objects.get(pk=actor.user)


def identity(number: int, name: str = "赵晓燕", **more: Any) -> dict[str, Any]:
    """Name and document as they are typed into a form."""
    return {"name": name, "id_type": Kind.RESIDENT_ID.value, "id_number": id_number(number), **more}
