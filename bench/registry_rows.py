"""The rows of the invented registry, as its tables take them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model

from bench import registry_data as data
from bench.registry_data import CITY, Firm, Person, Roster
from cqo.foundation.accounts import phones
from cqo.foundation.accounts.models import Assignment, Organisation, User
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.audit.ids import new_id
from cqo.foundation.codes import names
from cqo.foundation.codes.documents import Kind
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.industries.models import Industry
from cqo.foundation.intake import writing
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.states import State
from cqo.foundation.search.operations import Document
from cqo.portal.entrance import notice
from cqo.registry.enterprises import indexing as firm_index
from cqo.registry.enterprises.models import Enterprise, FormerName, Merge
from cqo.registry.enterprises.rules.size_class import SizeClass
from cqo.registry.enterprises.states import Status
from cqo.registry.people import identity
from cqo.registry.people import indexing as people_index
from cqo.registry.people.models import Employment, ExternalCertificate, PersonInCity
from cqo.registry.people.models import Person as PersonRow
from cqo.registry.people.states import Education

Places = Sequence[tuple[UUID, str, str]]


def write_rosters(rosters: Sequence[Roster]) -> None:
    """Rosters with their firms, and the accounts of those that somebody acts for."""
    insert(
        Batch,
        (
            "id",
            "kind",
            "city_code",
            "county_code",
            "state",
            "visible",
            "file_path",
            "file_digest",
            "rows",
            "accepted",
            "created_at",
            "published_at",
            "settled_at",
        ),
        [
            (
                roster.key,
                "enterprises",
                first.city,
                first.county,
                State.PUBLISHED if roster.is_visible else State.PUBLISHING,
                roster.is_visible,
                "",
                "",
                len(roster.firms),
                len(roster.firms),
                first.at,
                first.at,
                first.at,
            )
            for roster in rosters
            if roster.key
            for first in roster.firms[:1]
        ],
    )
    industries = list(Industry.objects.filter(section__isnull=False).order_by("code").values_list("code", flat=True))
    zones = {zone.city_id: zone.pk for city in (CITY, "320600") for zone in divisions.open_zones(city)}
    firms = [(firm, roster.key) for roster in rosters for firm in roster.firms]
    insert(
        Enterprise,
        (
            "id",
            "credit_code",
            "name",
            "name_key",
            "legal_representative",
            "city_code",
            "county_id",
            "zone_id",
            "industry_id",
            "address",
            "employees",
            "revenue_fen",
            "assets_fen",
            "size_class",
            "established_date",
            "status",
            "contact_name",
            "phone",
            "phone_masked",
            "phone_hash",
            "claimed_at",
            "merged_into_id",
            "batch_id",
            "recorded_at",
        ),
        [_firm(firm, batch, industries, zones) for firm, batch in firms],
    )
    insert(
        FormerName,
        ("enterprise_id", "name", "until_date", "recorded_at"),
        [(firm.key, name, firm.at.date(), firm.at) for firm, _ in firms for name in firm.names[1:]],
    )
    insert(
        Merge,
        ("kept_id", "merged_id", "ground", "merged_at"),
        [(firm.merged_into, firm.key, "同一企业两份档案", firm.at) for firm, _ in firms if firm.merged_into],
    )
    claimed = [firm for firm, _ in firms if firm.number % data.CLAIMED_EVERY == 0]
    insert(
        Organisation,
        ("id", "kind", "name", "credit_code", "division_id", "city_code"),
        [(firm.key, OrganisationKind.ENTERPRISE, firm.names[0], firm.code, firm.county, firm.city) for firm in claimed],
    )
    _open_accounts([firm for firm in claimed if firm.number % data.SIGNED_IN_EVERY == 0])


def write_people(people: Sequence[Person], places: Places) -> None:
    """People, where they are known, where they work, their certificates."""
    levels = [level.value for level in Education]
    insert(
        PersonRow,
        (
            "id",
            "name",
            "name_key",
            "id_type",
            "id_number",
            "id_masked",
            "id_hash",
            "birth_date",
            "sex",
            "phone",
            "phone_masked",
            "phone_hash",
            "education",
            "title",
            "quality_since",
            "recorded_at",
        ),
        [
            (
                person.key,
                person.name,
                names.person_key(person.name),
                *_identity(person.id_number),
                *phones.columns(person.phone).values(),
                levels[person.number % len(levels)],
                "工程师" if person.number % 3 else "",
                person.at.date() - timedelta(days=person.number % 4000),
                person.at,
            )
            for person in people
        ],
    )
    insert(
        PersonInCity,
        ("person_id", "city_code", "county_code"),
        [(person.key, *where) for person in people for where in _known_in(person, places)],
    )
    insert(
        Employment,
        ("person_id", "enterprise_id", "position", "starts", "recorded_at"),
        [(person.key, places[firm][0], "质量负责人", person.at.date(), person.at) for person in people for firm in person.firms],
    )
    insert(
        ExternalCertificate,
        ("person_id", "city_code", "title", "number", "issuer", "issued_date", "recorded_at"),
        [
            (
                person.key,
                places[person.firms[0]][1],
                "首席质量官任职培训合格证",
                person.certificate,
                "省市场监督管理局",
                person.at.date(),
                person.at,
            )
            for person in people
            if person.certificate
        ],
    )


def document_of_firm(firm: Firm) -> Document:
    """A firm as the index takes it."""
    return firm_index.document(
        firm.key, names=firm.names, codes=[firm.code], city=firm.city, county=firm.county, zone=None, phone=firm.phone
    )


def document_of_person(person: Person, places: Places) -> Document:
    """A person as the index takes them."""
    where = [(city, county, None) for city, county in _known_in(person, places)]
    return people_index.document(
        person.key, names=[person.name], codes=[person.certificate] if person.certificate else [], places=where, phone=person.phone
    )


def _firm(firm: Firm, batch: UUID | None, industries: Sequence[str], zones: Mapping[str, UUID]) -> Sequence[Any]:
    n = firm.number
    size = list(SizeClass)[min(3, (n * 7) % 40 // 2)].value
    status = Status.OPERATING if n % 25 else Status.STRUCK_OFF
    return (
        firm.key,
        firm.code,
        firm.names[0],
        names.firm_key(firm.names[0]),
        "示例人",
        firm.city,
        firm.county,
        zones.get(firm.city) if firm.county == "610702" and n % 10 == 0 else None,
        industries[n % len(industries)],
        f"示例路 {n % 400} 号",
        n % 3000,
        n * 1_000_000,
        n * 2_000_000,
        size,
        firm.at.date(),
        status.value,
        "示例人",
        *phones.columns(firm.phone).values(),
        firm.at if n % data.CLAIMED_EVERY == 0 else None,
        firm.merged_into,
        batch,
        firm.at,
    )


def _open_accounts(firms: Sequence[Firm]) -> None:
    users = [User(login_name=f"firm{firm.number}", name=f"经办{firm.number}", password="!", created_at=firm.at) for firm in firms]
    columns = ("id", "login_name", "name", "password", "consented_version", "created_at")
    insert(User, columns, [(user.pk, user.login_name, user.name, user.password, notice.CURRENT.version, user.created_at) for user in users])
    insert(
        Assignment,
        ("user_id", "role", "organisation_id", "starts", "recorded_at"),
        [(user.pk, Role.ENTERPRISE_ADMIN.value, firm.key, firm.at.date(), firm.at) for user, firm in zip(users, firms, strict=True)],
    )


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows; those without a key get one."""
    if "id" in columns:
        writing.insert(model, columns, rows)
    else:
        writing.insert(model, ("id", *columns), [(new_id(), *row) for row in rows])


def _known_in(person: Person, places: Places) -> list[tuple[str, str]]:
    return list(dict.fromkeys(places[firm][1:] for firm in person.firms))  # type: ignore[arg-type]


def _identity(number: str) -> Sequence[Any]:
    columns = identity.columns(Kind.RESIDENT_ID, number)
    return (columns["id_type"], columns["id_number"], columns["id_masked"], columns["id_hash"], columns["birth_date"], columns["sex"])
