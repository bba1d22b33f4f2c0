"""Certificates as the bureau would have issued them, for tests that begin after the issuing."""

from datetime import date
from itertools import count
from typing import Any

from cqo.foundation.audit.ids import new_id
from cqo.foundation.lifecycle.rules import number
from cqo.qualification.certificates.models import Certificate, Template
from cqo.qualification.certificates.states import Level, Tier
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, CITY
from cqo.registry.people.models import Person

TITLE = "首席质量官任职培训合格证书"
ISSUER = "汉中市市场监督管理局"
CODE = "A7K2P9M1"
_running = count(50_001)  # beyond what the platform's own counter draws in a test


def template(*, city: str = CITY, tier: Tier = Tier.BASIC, edition: int = 1) -> Template:
    """The template in use."""
    made, _ = Template.objects.get_or_create(
        city_code=city,
        tier=tier.value,
        edition=edition,
        defaults={"title": TITLE, "body": "{holder}", "issuer": ISSUER, "recorded_at": AT},
    )
    return made


def certificate(of: Person, *, counter: int | None = None, code: str = CODE, **columns: Any) -> Certificate:
    """A certificate of a person, valid from 2026-01-10 without an end unless told otherwise."""
    counter = counter or next(_running)
    known: dict[str, Any] = {
        "number": number(kind="ZS", city=CITY, year=2026, counter=counter),
        "official_number": f"示例证〔2026〕第{counter:03d}号",
        "check_code": code,
        "city_code": CITY,
        "county_code": CHENGGU,
        "person": of,
        "holder_name": of.name,
        "id_type": of.id_type,
        "id_masked": of.id_masked,
        "tier": Tier.BASIC.value,
        "level": Level.COUNTY.value,
        "title": TITLE,
        "issuer": ISSUER,
        "class_title": "城固县首席质量官基础培训班（2026年第一期）",
        "hours_tenths": 240,
        "score_tenths": 880,
        "issued_date": date(2026, 1, 10),
        "source": "class",
        "source_key": new_id(),
        "recorded_at": AT,
    }
    return Certificate.objects.create(**{**known, **columns, "template": columns.get("template") or template()})
