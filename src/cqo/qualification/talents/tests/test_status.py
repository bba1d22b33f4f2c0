"""The status of an entry: what a page says is what a filter finds."""

from datetime import date, timedelta

import pytest

from cqo.qualification.certificates.states import Tier
from cqo.qualification.talents.models import Talent
from cqo.qualification.talents.operations import entry
from cqo.qualification.talents.queries import entries
from cqo.qualification.talents.tests import builders
from cqo.registry.people.models import ExternalCertificate

pytestmark = pytest.mark.django_db
people, AT = builders.people, builders.AT


def test_both_agree_on_every_day():
    first = date(2026, 3, 2)
    changes = [
        {},
        {"expires_date": date(2026, 3, 4)},
        {"suspended_date": date(2026, 3, 3)},
        {"suspended_date": date(2026, 3, 2), "resumed_date": date(2026, 3, 4)},
        {"ended_date": date(2026, 3, 4), "ending": "revoked"},
        {"ended_date": date(2026, 3, 3), "ending": "replaced", "suspended_date": date(2026, 3, 2)},
    ]
    for number, columns in enumerate(changes, start=1):
        builders.changed(builders.talent(number, name=f"周{number}").certificate, **columns)
    county = builders.enterprises.county_officer()
    for number, columns in enumerate([{}, {"expires_date": date(2026, 3, 4)}, {"withdrawn_at": AT}], start=11):
        old = people.certificate(people.person(number, name=f"吴{number}"), number=f"N{number}")
        entry.enter_by_external(certificate=old, tier=Tier.BASIC, ground="名册", by=county, at=AT)
        ExternalCertificate.objects.filter(pk=old.pk).update(**columns)

    for day in (first + timedelta(days=number) for number in range(5)):
        rows = list(Talent.objects.select_related("certificate", "external").annotate(told=entries.status(day)))
        assert [row.told for row in rows] == [entries.status_of(row, day) for row in rows]
