"""People who were certified, for tests of the talent registry."""

from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from cqo.foundation.access.actor import system
from cqo.foundation.lifecycle import reactions
from cqo.qualification.certificates.models import Certificate, Template
from cqo.qualification.certificates.states import Tier
from cqo.qualification.learning.models import YearTotal
from cqo.qualification.talents.models import Talent
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, CITY, TODAY
from cqo.registry.people.models import Person
from cqo.registry.people.tests import builders as people

_numbers = count(1)


def template(*, city: str = CITY, tier: Tier = Tier.BASIC) -> Template:
    """The template in use of a tier."""
    found, _made = Template.objects.get_or_create(
        city_code=city,
        tier=tier.value,
        edition=1,
        defaults={"title": "首席质量官任职培训合格证书", "body": "{holder}", "issuer": "汉中市市场监督管理局", "recorded_at": AT},
    )
    return found


def certificate(
    of: Person, *, tier: Tier = Tier.BASIC, city: str = CITY, county: str = CHENGGU, enterprise: Enterprise | None = None, **columns: Any
) -> Certificate:
    """A certificate of the platform."""
    number = next(_numbers)
    edition = template(city=city, tier=tier)
    return Certificate.objects.create(
        **{
            "number": f"{city}C2026{number:05d}X",
            "official_number": f"汉质官〔2026〕{number:04d}号",
            "check_code": "ABCD2345",
            "city_code": city,
            "county_code": county,
            "person": of,
            "holder_name": of.name,
            "id_type": of.id_type,
            "id_masked": of.id_masked,
            "enterprise": enterprise,
            "employer": enterprise.name if enterprise else "",
            "tier": tier.value,
            "level": "county",
            "template": edition,
            "title": edition.title,
            "issuer": edition.issuer,
            "class_title": "2026 年基础班",
            "hours_tenths": 240,
            "issued_date": date(2026, 2, 2),
            "expires_date": date(2031, 2, 1),
            "source": "class",
            "source_key": uuid4(),
            "recorded_at": AT,
            **columns,
        }
    )


def issued(*certificates: Certificate) -> None:
    """The event that issuing ends with."""
    reactions.run("certificates.issued", case=list(certificates), by=system("test", city=CITY), at=AT)


def changed(certificate: Certificate, **columns: Any) -> None:
    """The event that a change ends with."""
    Certificate.objects.filter(pk=certificate.pk).update(**columns)
    certificate.refresh_from_db()
    reactions.run("certificate.changed", case=certificate, by=system("test", city=CITY), at=AT)


def talent(number: int = 1, *, tier: Tier = Tier.BASIC, county: str = CHENGGU, firm: Enterprise | None = None, **person: Any) -> Talent:
    """Somebody in the registry, employed by a firm where one is given."""
    made = people.person(number, county=county, **person)
    if firm is not None:
        people.employment(made, firm)
    issued(certificate(made, tier=tier, county=county, enterprise=firm))
    return Talent.objects.get(person=made)


def hours(of: Person, tenths: int, year: int = 0) -> None:
    """Hours of a year."""
    from django.utils import timezone

    YearTotal.objects.create(person=of, year=year or timezone.localdate().year, hours_tenths=tenths)


__all__ = ["AT", "CHENGGU", "CITY", "TODAY", "certificate", "changed", "enterprises", "hours", "issued", "people", "talent", "template"]
