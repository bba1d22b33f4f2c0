"""A certificate with a change, and an issue with a member, in a place of the table of access."""

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from cqo.foundation.sealing.fields import Sealed
from cqo.qualification.certificates.models import Certificate, Change, Issue, IssueMember, Template
from cqo.registry.people.models import Person

LONG_AGO = date(2020, 1, 1)
_numbers = count(1)


def certificate(it: Any) -> tuple[Certificate, Change]:
    """A certificate of the place's person, and a revocation proposed."""
    template, _ = Template.objects.get_or_create(
        city_code=it.place.city,
        tier="basic",
        edition=99,
        defaults={"title": "合格证书", "body": "", "issuer": "示例局", "recorded_at": it.at, "retired_at": it.at},
    )
    person, running = Person.objects.get(pk=it.person), next(_numbers)
    made = Certificate.objects.create(
        number=f"ZS-示例-{running}",
        official_number=f"示例证{running}",
        check_code="A7K2P9M1",
        city_code=it.place.city,
        county_code=it.place.county,
        person=person,
        holder_name=person.name,
        id_type=person.id_type,
        id_masked=person.id_masked,
        enterprise_id=it.firm,
        tier="basic",
        level="county",
        template=template,
        title=template.title,
        issuer=template.issuer,
        class_title="示例班",
        hours_tenths=240,
        issued_date=LONG_AGO,
        source="class",
        source_key=it.firm,
        recorded_at=it.at,
    )
    change = Change.objects.create(
        number=f"BG-示例-{running}",
        certificate=made,
        city_code=it.place.city,
        county_code=it.place.county,
        kind="revoke",
        ground="cheating",
        reason=Sealed.of("示例"),
        effective_date=timezone.localdate(it.at),
        proposed_by=it.clerk_user,
        proposed_at=it.at,
    )
    return made, change


def issue(it: Any) -> tuple[Issue, IssueMember]:
    """A draft of an issue, with a template of its own."""
    template = Template.objects.create(
        city_code=it.place.city,
        tier="basic",
        edition=100 + next(_numbers),
        title="合格证书",
        body="{holder}",
        issuer="示例局",
        recorded_at=it.at,
        retired_at=it.at,
    )
    drafted = Issue.objects.create(
        number=f"FZ-示例-{next(_numbers)}",
        city_code=it.place.city,
        county_code=it.place.county,
        source="class",
        source_key=it.firm,
        source_number="PX-示例",
        class_title="示例班",
        tier="basic",
        level="county",
        template=template,
        issued_date=LONG_AGO,
        drafted_by=it.clerk_user,
        drafted_at=it.at,
    )
    member = IssueMember.objects.create(
        issue=drafted,
        place=1,
        person_id=it.person,
        holder_name="示例某",
        id_type="resident_id",
        county_code=it.place.county,
        hours_tenths=240,
    )
    return drafted, member
