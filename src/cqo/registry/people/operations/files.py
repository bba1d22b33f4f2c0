"""Register a person, amend what is known, put an identity right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import phones
from cqo.foundation.audit import operations as audit
from cqo.foundation.codes import documents, names
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.operations.files import require_place
from cqo.registry.people import identity, indexing
from cqo.registry.people.models import Person, PersonInCity
from cqo.registry.people.queries import files
from cqo.registry.people.states import IdentityGround

OWN_MAY_AMEND = frozenset({"phone", "email"})
AMENDABLE = OWN_MAY_AMEND | {"education", "title", "quality_since", "quality_ground"}


@dataclass(frozen=True)
class Particulars:
    """What is known of a person. `id_number` tidied and without fault, or empty where the roster gives none."""

    name: str
    id_type: documents.Kind = documents.Kind.RESIDENT_ID
    id_number: str = ""
    phone: str = ""
    email: str = ""
    education: str = ""
    title: str = ""
    quality_since: date | None = None
    quality_ground: str = ""


def columns_of(facts: Particulars) -> dict[str, Any]:
    """The columns that hold some particulars."""
    return {
        "name": facts.name,
        "name_key": names.person_key(facts.name),
        "email": facts.email,
        "education": facts.education,
        "title": facts.title,
        "quality_since": facts.quality_since,
        "quality_ground": facts.quality_ground,
        **identity.columns(facts.id_type, facts.id_number),
        **phones.columns(facts.phone),
    }


@transaction.atomic
def register(*, facts: Particulars, county: str, zone: UUID | None, by: Actor, at: datetime) -> Person:
    """Open a file for a person, or find the one they have: a person known in another city is the same person here too, and is counted once.

    Raises NotPossible: "person.id_wrong", "person.id_of_another" (the document belongs to somebody of another name), "person.in_roster",
    "enterprise.out_of_reach" (a county or zone that the official does not reach).
    """
    gate.require(by, Can.KEEP_REGISTRY, Can.MANAGE_FIRM_PEOPLE)
    if by.is_official:
        require_place(by, county=county, zone=zone)
    if facts.id_number and documents.fault(facts.id_type, facts.id_number) is not None:
        raise NotPossible("person.id_wrong")
    known = files.by_document(facts.id_type, facts.id_number) if facts.id_number else None
    if known is not None:
        if known.name_key != names.person_key(facts.name):
            raise NotPossible("person.id_of_another")
        if known.batch is not None and not known.batch.visible:
            raise NotPossible("person.in_roster")
        if place(person=known, county=county, zone=zone):
            indexing.refresh([known.pk])
            audit.record(
                "person.placed", by=by, at=at, city=divisions.city_of(county), kind="person", key=str(known.pk), facts={"county": county}
            )
        return known
    try:
        with transaction.atomic():
            person = Person.objects.create(**columns_of(facts), recorded_at=at)
    except IntegrityError as race:
        raise NotPossible("person.in_roster") from race
    place(person=person, county=county, zone=zone)
    indexing.refresh([person.pk])
    audit.record(
        "person.registered",
        by=by,
        at=at,
        city=divisions.city_of(county),
        kind="person",
        key=str(person.pk),
        facts={"county": county, "id_type": facts.id_type.value, "with_id": bool(facts.id_number)},
    )
    return person


@transaction.atomic
def amend(*, person: Person, version: int, changes: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Change what is known (keys of AMENDABLE; `phone` as a tidied number). A person changes only what OWN_MAY_AMEND names; the rest by a request."""
    gate.require(by, Can.KEEP_REGISTRY, Can.OWN_FILE)
    allowed = AMENDABLE if by.may(Can.KEEP_REGISTRY) else OWN_MAY_AMEND
    wanted = {column: value for column, value in changes.items() if column in allowed}
    columns: dict[str, Any] = {column: value for column, value in wanted.items() if column != "phone"}
    if "phone" in wanted:
        columns.update(phones.columns(wanted["phone"]))
    write(person, version=version, columns=columns)
    indexing.refresh([person.pk])
    audit.record(
        "person.amended",
        by=by,
        at=at,
        city=by.city or files.city_of(person),
        kind="person",
        key=str(person.pk),
        facts={"fields": sorted(wanted)},
    )


@transaction.atomic
def set_identity(
    *, person: Person, version: int, name: str, id_type: documents.Kind, id_number: str, ground: IdentityGround, by: Actor, at: datetime
) -> None:
    """Put a name or an identity document right (a damaged id from a roster, a legal change of name); the record keeps by which proof.

    Raises NotPossible: "person.id_wrong", "person.id_taken" (another file has the document: merge the two instead), "lifecycle.changed_meanwhile".
    """
    gate.require(by, Can.KEEP_REGISTRY)
    if documents.fault(id_type, id_number) is not None:
        raise NotPossible("person.id_wrong")
    other = files.by_document(id_type, id_number)
    if other is not None and other.pk != person.pk:
        raise NotPossible("person.id_taken")
    write(person, version=version, columns={"name": name, "name_key": names.person_key(name), **identity.columns(id_type, id_number)})
    indexing.refresh([person.pk])
    audit.record(
        "person.identity_set",
        by=by,
        at=at,
        city=by.city,
        kind="person",
        key=str(person.pk),
        facts={"id_type": id_type.value, "ground": ground.value},
    )


def place(*, person: Person, county: str, zone: UUID | None) -> bool:
    """Note that a person is known in a county (and zone): from then on its officials reach the file. Returns whether that is new."""
    where = {"county_code": county, "zone": zone}
    if PersonInCity.objects.filter(person=person, **where).exists():
        return False
    return PersonInCity.objects.get_or_create(person=person, **where, defaults={"city_code": divisions.city_of(county)})[1]


def write(person: Person, *, version: int, columns: dict[str, Any]) -> None:
    """Write columns only if the file is still as the person at the screen saw it. Raises NotPossible("lifecycle.changed_meanwhile", "person.merged")."""
    if person.merged_into_id is not None:
        raise NotPossible("person.merged")
    if not Person.objects.filter(pk=person.pk, version=version, erased_at__isnull=True).update(version=F("version") + 1, **columns):
        raise NotPossible("lifecycle.changed_meanwhile")
    person.refresh_from_db()
