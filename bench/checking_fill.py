"""Fills an installation with the certificates of `checking_data`.

    python -m bench.checking_fill [--certificates 1000000]

Rows go straight into the table (COPY on PostgreSQL). What was filled in before is left alone.
"""

import argparse
import time
from datetime import date, timedelta
from uuid import UUID, uuid4

import django

CHUNK = 20_000
PEOPLE = 1_000


def main() -> int:
    """Fill where it is needed. Returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--certificates", type=int, default=1_000_000)
    wanted = parser.parse_args().certificates
    django.setup()
    from django.db import connection

    from cqo.qualification.certificates.models import Certificate

    there = Certificate.objects.count()
    if there == wanted:
        return 0
    if there:
        raise SystemExit(f"{there} certificates are there already, {wanted} are wanted: throw this installation away first")
    started = time.monotonic()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    _fill(wanted)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM certificates_certificate")
    print(f"\rfilled in {time.monotonic() - started:.0f} s")
    return 0


def _fill(wanted: int) -> None:
    from django.db import transaction
    from django.utils import timezone

    from bench import checking_data as data
    from bench.registry_rows import insert
    from cqo.foundation.accounts.models import User
    from cqo.foundation.codes import names
    from cqo.qualification.certificates.models import Certificate, Change, Template
    from cqo.registry.people.models import Person

    at, today = timezone.now(), timezone.localdate()
    clerk = User.objects.create(login_name="bench", name="bench", created_at=at)
    other = User.objects.create(login_name="bench-2", name="bench", created_at=at)
    template = Template.objects.create(
        city_code=data.CITY,
        tier="basic",
        edition=1,
        title="首席质量官任职培训合格证书",
        body="",
        issuer="汉中市市场监督管理局",
        recorded_at=at,
    )
    people = [
        Person.objects.create(
            name=data.name_of(place), name_key=names.person_key(data.name_of(place)), id_type="resident_id", recorded_at=at
        ).pk
        for place in range(PEOPLE)
    ]
    keys: list[UUID] = []
    for begin in range(0, wanted, CHUNK):
        rows, changes = [], []
        for place in range(begin, min(begin + CHUNK, wanted)):
            keys.append(uuid4())
            kind, issued = data.verdict(place), data.issued(place)
            ended = today - timedelta(days=30) if kind in ("revoked", "replaced") else None
            rows.append(
                {
                    "id": keys[place],
                    "number": data.number_of(place),
                    "official_number": f"示例证〔{issued.year}〕第{place:07d}号",
                    "check_code": data.code_of(place),
                    "city_code": data.CITY,
                    "county_code": data.COUNTY,
                    "person_id": people[place % PEOPLE],
                    "holder_name": data.name_of(place),
                    "id_type": "resident_id",
                    "id_masked": "6107****************",
                    "employer": "城固县恒泰柑橘食品有限公司",
                    "tier": "basic",
                    "level": "county",
                    "template_id": template.pk,
                    "title": template.title,
                    "issuer": template.issuer,
                    "class_title": "城固县首席质量官基础培训班",
                    "hours_tenths": 240,
                    "score_tenths": 880,
                    "issued_date": issued,
                    "expires_date": today - timedelta(days=1) if kind == "expired" else date(today.year + 3, 1, 1),
                    "suspended_date": today if kind == "suspended" else None,
                    "ended_date": ended,
                    "ending": kind if ended else "",
                    "replaces_id": keys[place - 1] if place and data.verdict(place - 1) == "replaced" else None,
                    "source": "bench",
                    "source_key": uuid4(),
                    "signed_digest": "",
                    "recorded_at": at,
                    "version": 1,
                }
            )
            if kind == "revoked":
                changes.append(_revocation(keys[place], place, clerk.pk, other.pk, at, ended))
        with transaction.atomic():
            insert(Certificate, tuple(rows[0]), [tuple(row.values()) for row in rows])
            if changes:
                insert(Change, tuple(changes[0]), [tuple(row.values()) for row in changes])
        print(f"\r  {begin + len(rows)} certificates   ", end="", flush=True)


def _revocation(certificate: UUID, place: int, proposer: UUID, decider: UUID, at: object, day: date | None) -> dict[str, object]:
    from bench import checking_data as data

    return {
        "id": uuid4(),
        "number": f"BG-{place}",
        "certificate_id": certificate,
        "city_code": data.CITY,
        "county_code": data.COUNTY,
        "kind": "revoke",
        "ground": "cheating",
        "document_number": "",
        "legal_basis": "示例：汉中市首席质量官证书管理规定第十五条第一项",
        "effective_date": day,
        "state": "done",
        "proposed_by_id": proposer,
        "proposed_at": at,
        "decided_by_id": decider,
        "decided_at": at,
        "version": 1,
    }


if __name__ == "__main__":
    raise SystemExit(main())
