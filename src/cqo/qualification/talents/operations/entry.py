"""Entering the talent registry (入库): with a certificate of the platform by itself, on one from elsewhere by an official's act."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.states import Tier
from cqo.qualification.talents.models import Talent
from cqo.qualification.talents.operations import following
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.models import Merge as FirmMerge
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.people.models import Employment, ExternalCertificate, Merge, Person, PersonInCity
from cqo.registry.people.queries import files


@transaction.atomic
def enter(*, certificates: Sequence[Certificate], by: Actor, at: datetime) -> int:
    """Enter the holders of certificates of the platform, each once in a city, and let entries stand on the best certificate; returns how many are new.

    One entry of the record a city, with a digest of its members.
    """
    known = set(Talent.objects.filter(person__in={each.person_id for each in certificates}).values_list("person", "city_code"))
    fresh = {(each.person_id, each.city_code): each for each in certificates if (each.person_id, each.city_code) not in known}
    made = [_entry(certificate, at=at) for certificate in fresh.values()]
    Talent.objects.bulk_create(made, ignore_conflicts=True, batch_size=200)
    following.refresh(each.person_id for each in certificates)
    for city in sorted({entry.city_code for entry in made}):
        members = [str(entry.person_id) for entry in made if entry.city_code == city]
        audit.record("talents.entered", by=by, at=at, city=city, kind="talents", key=city, members=members)
    return len(made)


@transaction.atomic
def enter_by_external(*, certificate: ExternalCertificate, tier: Tier, ground: str, by: Actor, at: datetime) -> Talent:
    """Enter the holder of a certificate from elsewhere (外部证书入库) in the actor's city, on a ground that stays with the entry.

    The entry belongs to the employer's county, or else to the one where the person is known.
    Raises NotPossible: "talent.known_already", "talent.certificate_withdrawn", "talent.no_place" (known nowhere in the city), "talent.ground_missing".
    """
    gate.require(by, Can.KEEP_REGISTRY)
    person, city = certificate.person.merged_into or certificate.person, by.city
    if not ground.strip():
        raise NotPossible("talent.ground_missing")
    if certificate.withdrawn_at is not None:
        raise NotPossible("talent.certificate_withdrawn")
    family = files.family(person)
    if Talent.objects.filter(person__in=family, city_code=city).exists():
        raise NotPossible("talent.known_already")
    place = PersonInCity.objects.filter(person__in=family, city_code=city).order_by("pk").first()
    if place is None:
        raise NotPossible("talent.no_place")
    try:
        with transaction.atomic():
            talent = Talent.objects.create(
                person=person,
                file=person,
                city_code=city,
                county_id=place.county_code,
                zone_id=place.zone,
                external=certificate,
                external_ground=ground.strip(),
                tier=tier.value,
                entered_at=at,
            )
    except IntegrityError as race:
        raise NotPossible("talent.known_already") from race
    following.refresh([person.pk])
    talent.refresh_from_db()
    audit.record(
        "talent.entered_by_external",
        by=by,
        at=at,
        city=city,
        kind="person",
        key=str(person.pk),
        facts={"talent": str(talent.pk), "certificate": str(certificate.pk), "tier": tier.value},
    )
    return talent


def when_issued(*, case: Iterable[Certificate], cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: certificates were issued; their holders stand in the registry."""
    enter(certificates=list(case), by=by, at=at)


def when_changed(*, case: Certificate, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: a certificate was suspended, ended or replaced; entries read anew which one they stand on."""
    following.refresh([case.person_id])


def when_employed(*, case: Employment, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: an employment began, ended, was put right or withdrawn."""
    following.refresh([case.person_id])


def when_firm_changed(*, case: Enterprise, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: a firm moved or has another industry; entries of who works there follow."""
    _follow_firms(enterprises.family(case))


def when_firms_merged(*, case: FirmMerge, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: two files of a firm became one, or two again."""
    _follow_firms([case.kept_id, case.merged_id])


def when_merged(*, case: Merge, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: two files became one, or two again; the entry to read, and what it stands on, is chosen anew."""
    following.refresh([case.kept_id, case.merged_id])


def _follow_firms(firms: Sequence[UUID]) -> None:
    working = Employment.objects.filter(enterprise__in=firms, recorded_until__isnull=True, ends__isnull=True)
    refresh_entered(working.values_list("person", flat=True))


def refresh_entered(people: Iterable[UUID]) -> None:
    """Bring those entries in step that there are; few of a roster's people have one."""
    keys = list(dict.fromkeys(people))
    for start in range(0, len(keys), following.CHUNK):
        chunk = keys[start : start + following.CHUNK]
        merged = Person.objects.filter(pk__in=chunk).exclude(merged_into=None).values_list("merged_into", flat=True)
        entered = Talent.objects.filter(file__in=[*chunk, *merged]).values_list("person", flat=True)
        following.refresh(list(entered))


def _entry(certificate: Certificate, *, at: datetime) -> Talent:
    """A new entry; it stands from when `following` has compared it with those of merged files."""
    return Talent(
        person_id=certificate.person_id,
        file_id=certificate.person_id,
        stands=False,
        city_code=certificate.city_code,
        county_id=certificate.county_code,
        enterprise_id=certificate.enterprise_id,
        certificate=certificate,
        tier=certificate.tier,
        entered_at=at,
    )
