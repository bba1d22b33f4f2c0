"""Decisions of the office screens: values in, verdicts out. No database, no clock, no Django."""

from collections.abc import Mapping
from datetime import timedelta

from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.divisions.states import Level

ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
VERIFICATION_SILENT_AFTER = timedelta(minutes=30)

_ROLES: Mapping[Level, tuple[Role, ...]] = {
    Level.PROVINCE: (Role.PROVINCE_READER, *ADMINISTRATORS),
    Level.CITY: (Role.CITY_OFFICER, *ADMINISTRATORS),
    Level.COUNTY: (Role.COUNTY_OFFICER,),
}


def roles_in(kind: OrganisationKind, level: Level) -> tuple[Role, ...]:
    """Which posts an office can have: a zone's and a county's only their own tasks; the three administrators sit in the city's bureau."""
    return (Role.ZONE_OFFICER,) if kind == OrganisationKind.ZONE_OFFICE else _ROLES[level]
