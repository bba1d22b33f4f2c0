"""A new certificate in the place of an old one (换发): what is corrected comes from the person's file, everything else is kept."""

import secrets
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import operations as audit
from cqo.foundation.documents.typesetting import cannot_draw
from cqo.foundation.lifecycle.rules import ALPHABET
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import Certificate, Change
from cqo.qualification.certificates.operations import numbers
from cqo.qualification.certificates.queries import issues
from cqo.qualification.certificates.rules import changes as rules
from cqo.qualification.certificates.states import ChangeKind, Ground
from cqo.registry.people.models import Person


def holder_now(certificate: Certificate) -> Person:
    """The holder's file; of a merged one, the one that was kept."""
    return certificate.person.merged_into or certificate.person


def require_ready(certificate: Certificate, ground: Ground, *, issued_date: date | None, expires_date: date | None, today: date) -> None:
    """Raise NotPossible unless what is to be corrected is at hand.

    "change.file_not_mended": the file in the registry still says what the certificate says. "change.no_glyph": the type cannot print the name.
    "change.dates_missing", "change.date_in_future".
    """
    needs = rules.GROUNDS[ChangeKind.REPLACE].get(ground)
    if needs is None:
        return
    person = holder_now(certificate)
    same = {
        "name": person.name == certificate.holder_name,
        "id": (person.id_type, person.id_masked) == (certificate.id_type, certificate.id_masked),
    }
    if same.get(needs.mended, False):
        raise NotPossible("change.file_not_mended")
    if lacking := cannot_draw(person.name):
        raise NotPossible("change.no_glyph", signs="、".join(lacking))
    if ground == Ground.CORRECTION_DATE:
        if issued_date is None or (expires_date is not None and expires_date < issued_date):
            raise NotPossible("change.dates_missing")
        if (issued_date, expires_date) == (certificate.issued_date, certificate.expires_date):
            raise NotPossible("change.dates_missing")
        if issued_date > today:
            raise NotPossible("change.date_in_future")


def successor(certificate: Certificate, change: Change, *, official_number: str, by: Actor, at: datetime) -> Certificate:
    """Write the new certificate. Its validity ends when the old one's would have, unless the dates themselves are corrected.

    Raises NotPossible("certificate.official_number_taken").
    """
    person = holder_now(certificate)
    (drawn,) = numbers.draw(1, city=certificate.city_code, at=at)
    terms = issues.terms_for(certificate.county_code, timezone.localdate(at)).terms
    by_rule = issues.official_number(terms, issue=certificate, county=certificate.county_code, year=drawn.year, counter=drawn.official)
    issued, expires = certificate.issued_date, certificate.expires_date
    if change.corrected_issued_date is not None:
        issued, expires = change.corrected_issued_date, change.corrected_expires_date
    made = Certificate(
        number=drawn.number(certificate.city_code),
        official_number=official_number.strip() or by_rule,
        check_code=check_code(),
        city_code=certificate.city_code,
        county_code=certificate.county_code,
        person=person,
        holder_name=person.name,
        id_type=person.id_type,
        id_masked=person.id_masked,
        enterprise_id=certificate.enterprise_id,
        employer=certificate.employer,
        tier=certificate.tier,
        level=certificate.level,
        template_id=certificate.template_id,
        title=certificate.title,
        issuer=certificate.issuer,
        class_title=certificate.class_title,
        hours_tenths=certificate.hours_tenths,
        score_tenths=certificate.score_tenths,
        issued_date=issued,
        expires_date=expires,
        replaces=certificate,
        issue_id=certificate.issue_id,
        source=certificate.source,
        source_key=certificate.source_key,
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as taken:
        raise NotPossible("certificate.official_number_taken", number=made.official_number) from taken
    facts = {"replaces": certificate.pk, "change": change.pk, "ground": change.ground}
    audit.record("certificate.issued_in_place", by=by, at=at, city=made.city_code, kind="certificate", key=str(made.pk), facts=facts)
    return made


def check_code() -> str:
    """What a stranger types beside the number: eight characters of GB 32100's alphabet, which has no O, I, S, Z."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))
