"""Fills an installation with a talent registry of one city: people, certificates, hours of this year, an employer for every hundred.

    python -m bench.talents_fill [--entries 200000]

Rows go straight into the tables (COPY on PostgreSQL). What was filled in before is left alone.
"""

import argparse
import random
import time
from datetime import timedelta
from typing import Any

import django

CHUNK = 20_000


def main() -> int:
    """Fill where it is needed. Returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=200_000)
    wanted = parser.parse_args().entries
    django.setup()
    from django.db import connection

    from cqo.qualification.talents.models import Talent

    if Talent.objects.count() == wanted:
        return 0
    started = time.monotonic()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    _fill(wanted)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"\rfilled in {time.monotonic() - started:.0f} s")
    return 0


def _fill(wanted: int) -> None:
    from django.db import transaction
    from django.utils import timezone

    from bench import registry_affairs
    from bench.registry_data import CITY
    from cqo.foundation.audit.ids import new_id
    from cqo.foundation.codes import names
    from cqo.foundation.divisions import queries as divisions
    from cqo.foundation.search import operations as search
    from cqo.qualification.certificates.models import Certificate, Template
    from cqo.qualification.learning.models import YearTotal
    from cqo.qualification.talents.models import Talent
    from cqo.registry.enterprises.models import Enterprise
    from cqo.registry.people import indexing
    from cqo.registry.people.models import Person, PersonInCity

    at, today, rng = timezone.now(), timezone.localdate(), random.Random(29)
    registry_affairs.officers(at=at)
    counties = [place.code for place in divisions.counties(CITY)]
    template = Template.objects.create(
        city_code=CITY, tier="basic", edition=1, title="首席质量官任职培训合格证书", body="", issuer="汉中市市场监督管理局", recorded_at=at
    )
    firms = [(new_id(), counties[number % len(counties)]) for number in range(max(wanted // 100, 1))]
    _write(
        Enterprise,
        [
            {
                "id": key,
                "credit_code": f"91{number:016d}",
                "name": f"试岗{number}公司",
                "name_key": f"试岗{number}公司",
                "city_code": CITY,
                "county_id": county,
                "industry_id": f"C{13 + number % 30}",
                "recorded_at": at,
            }
            for number, (key, county) in enumerate(firms)
        ],
    )
    for chunk in (range(begin, min(begin + CHUNK, wanted)) for begin in range(0, wanted, CHUNK)):
        rows: dict[Any, list[dict[str, Any]]] = {Person: [], PersonInCity: [], Certificate: [], Talent: [], YearTotal: []}
        documents: list[Any] = []
        for number in chunk:
            person, certificate, (firm, county) = new_id(), new_id(), firms[number % len(firms)]
            name, tier = f"试{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}", rng.choice(["basic", "basic", "basic", "advanced", "senior"])
            issued = today - timedelta(days=rng.randrange(2000))
            ended = rng.random() < 0.02
            rows[Person].append(
                {"id": person, "name": name, "name_key": names.person_key(name), "id_type": "resident_id", "recorded_at": at, "version": 1}
            )
            rows[PersonInCity].append({"id": new_id(), "person_id": person, "city_code": CITY, "county_code": county})
            rows[Certificate].append(
                {
                    "id": certificate,
                    "number": f"T{number:09d}",
                    "official_number": f"示例证第{number:07d}号",
                    "check_code": "ABCD2345",
                    "city_code": CITY,
                    "county_code": county,
                    "person_id": person,
                    "holder_name": name,
                    "id_type": "resident_id",
                    "enterprise_id": firm,
                    "tier": tier,
                    "level": "county",
                    "template_id": template.pk,
                    "title": template.title,
                    "issuer": template.issuer,
                    "class_title": "基础班",
                    "hours_tenths": 240,
                    "issued_date": issued,
                    "expires_date": issued + timedelta(days=1826),
                    "ended_date": today if ended else None,
                    "ending": "revoked" if ended else "",
                    "source": "bench",
                    "source_key": new_id(),
                    "recorded_at": at,
                    "version": 1,
                }
            )
            rows[Talent].append(
                {
                    "id": new_id(),
                    "person_id": person,
                    "file_id": person,
                    "stands": True,
                    "city_code": CITY,
                    "county_id": county,
                    "industry_id": f"C{13 + number % len(firms) % 30}",
                    "enterprise_id": firm,
                    "certificate_id": certificate,
                    "tier": tier,
                    "entered_at": at,
                }
            )
            rows[YearTotal].append({"id": new_id(), "person_id": person, "year": today.year, "hours_tenths": rng.randrange(0, 400)})
            documents.append(indexing.document(person, names=[name], codes=[], places=[(CITY, county, None)], phone=""))
        with transaction.atomic():
            for model, made in rows.items():
                _write(model, made)
            search.put(documents)
        print(f"\r  {chunk[-1] + 1} entries   ", end="", flush=True)


def _write(model: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows; a column that is not given gets its default."""
    from bench.registry_rows import insert

    fields = model._meta.local_concrete_fields
    insert(
        model,
        tuple(field.attname for field in fields),
        [tuple(row.get(field.attname, field.get_default()) for field in fields) for row in rows],
    )


if __name__ == "__main__":
    raise SystemExit(main())
