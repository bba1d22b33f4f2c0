"""Set up an office: a bureau, or the office of a functional zone; open a city with its first administrator."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor, system
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.operations import posts
from cqo.foundation.accounts.models import Organisation, Post
from cqo.foundation.accounts.operations import users
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.audit import operations as audit
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.refusal import NotPossible
from cqo.portal.office.operations import officials
from cqo.portal.office.operations.officials import Opened


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


@transaction.atomic
def open_city(*, city: str, bureau: str, name: str, login_name: str, phone: str, at: datetime, on: date) -> Opened:
    """Make a city's bureau, its post of system administrator and the first one's account: from then on the city makes its own.

    Raises NotPossible("office.city_open") where the city has such a post already, "account.login_taken", "account.phone_taken".
    """
    by = system("office.open_city", city=city)
    if Post.objects.filter(organisation__city_code=city, role=Role.SYSTEM_ADMIN.value).exists():
        raise NotPossible("office.city_open", city=divisions.name_of(city))
    office = Organisation.objects.filter(city_code=city, name=bureau).first()
    office = office or add(kind=OrganisationKind.BUREAU, name=bureau, division=city, zone=None, by=by, at=at)
    post = posts.open_post(organisation=office, title=_("系统管理岗"), role=Role.SYSTEM_ADMIN, division=city, zone=None, by=by, at=at)
    return officials.open_account(post=post, login_name=login_name, name=name, phone=phone, email="", by=by, at=at, on=on)
