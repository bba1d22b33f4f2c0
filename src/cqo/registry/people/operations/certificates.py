"""Certificates from elsewhere: registered here, not issued here (外部证书)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.documents import operations as documents
from cqo.foundation.refusal import NotPossible
from cqo.registry.people import indexing
from cqo.registry.people.models import ExternalCertificate, Person
from cqo.registry.people.queries import files
from cqo.registry.people.queries.papers import CERTIFICATE as PAPERS


@dataclass(frozen=True)
class CertificateFacts:
    """What stands on a certificate from elsewhere. Hours and score in tenths."""

    title: str
    number: str
    issuer: str
    issued_date: date | None = None
    expires_date: date | None = None
    hours_tenths: int | None = None
    score_tenths: int | None = None
    tier: str = ""


@transaction.atomic
def add(
    *, person: Person, facts: CertificateFacts, city: str, by: Actor, at: datetime, scan: documents.Upload | None = None
) -> ExternalCertificate:
    """Register a certificate from elsewhere, with its scan where there is one.

    Raises NotPossible("certificate.known_already", "certificate.expires_before_issue", "person.merged").
    """
    gate.require(by, Can.KEEP_REGISTRY)
    if person.merged_into_id is not None:
        raise NotPossible("person.merged")
    known = ExternalCertificate.objects.filter(
        person__in=files.family(person), issuer=facts.issuer, number=facts.number, withdrawn_at__isnull=True
    )
    if known.exists():
        raise NotPossible("certificate.known_already")
    if facts.issued_date and facts.expires_date and facts.expires_date < facts.issued_date:
        raise NotPossible("certificate.expires_before_issue")
    try:
        with transaction.atomic():
            certificate = ExternalCertificate.objects.create(person=person, city_code=city, recorded_at=at, **vars(facts))
    except IntegrityError as race:
        raise NotPossible("certificate.known_already") from race
    if scan is not None:
        documents.attach(kind=PAPERS, key=certificate.pk, purpose="scan", upload=scan, city=city, by=by, at=at)
    indexing.refresh([person.pk])
    audit.record(
        "external_certificate.added", by=by, at=at, city=city, kind="person", key=str(person.pk), facts={"certificate": str(certificate.pk)}
    )
    return certificate


@transaction.atomic
def withdraw(*, certificate: ExternalCertificate, ground: str, by: Actor, at: datetime) -> None:
    """Take a wrongly registered certificate off a file; the row stays, with the ground. Raises NotPossible("certificate.withdrawn_already")."""
    gate.require(by, Can.KEEP_REGISTRY)
    moved = ExternalCertificate.objects.filter(pk=certificate.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=at, withdrawn_ground=ground
    )
    if not moved:
        raise NotPossible("certificate.withdrawn_already")
    indexing.refresh([certificate.person_id])
    audit.record(
        "external_certificate.withdrawn",
        by=by,
        at=at,
        city=certificate.city_code,
        kind="person",
        key=str(certificate.person_id),
        facts={"certificate": str(certificate.pk)},
    )
