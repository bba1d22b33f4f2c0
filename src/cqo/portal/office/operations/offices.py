"""Set up an office: a bureau, or the office of a functional zone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts.models import Organisation
from cqo.foundation.accounts.operations import users
from cqo.foundation.accounts.states import OrganisationKind
from cqo.foundation.audit import operations as audit
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.refusal import NotPossible


@transaction.atomic
def add(*, kind: OrganisationKind, name: str, division: str, zone: UUID | None, by: Actor, at: datetime) -> Organisation:
    """Make an office of the actor's city: a bureau of the city or of a county, or the office of one of its zones (division: the city).

    Raises NotPossible("office.elsewhere") for a place outside the city, "office.name_taken".
    """
    gate.require(by, Can.KEEP_ACCOUNTS)
    is_zone_office = kind == OrganisationKind.ZONE_OFFICE
    in_city = divisions.city_of(division) == by.city
    if not in_city or is_zone_office != (zone is not None) or (zone and not divisions.open_zones(by.city).filter(pk=zone).exists()):
        raise NotPossible("office.elsewhere")
    if Organisation.objects.filter(city_code=by.city, name=name).exists():
        raise NotPossible("office.name_taken", name=name)
    office = users.open_organisation(key=None, kind=kind, name=name, credit_code=None, division_code=division, zone=zone, city_code=by.city)
    audit.record(
        "office.added",
        by=by,
        at=at,
        city=by.city,
        kind="organisation",
        key=office.pk,
        facts={"kind": kind.value, "division": division, "zone": zone},
    )
    return office
