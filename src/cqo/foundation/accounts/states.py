"""Kinds and roles of accounts. No Django."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is."""

    BUREAU = "bureau"
    ZONE_OFFICE = "zone_office"
    DEPARTMENT = "department"
    ENTERPRISE = "enterprise"
    PROVIDER = "provider"


class Role(StrEnum):
    """In which capacity somebody acts."""

    CITY_OFFICER = "city_officer"
    COUNTY_OFFICER = "county_officer"
    ZONE_OFFICER = "zone_officer"
    PROVINCE_READER = "province_reader"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    ENTERPRISE_ADMIN = "enterprise_admin"
    ENTERPRISE_STAFF = "enterprise_staff"
    PERSON = "person"


OFFICIAL_ROLES = frozenset(
    {
        Role.CITY_OFFICER,
        Role.COUNTY_OFFICER,
        Role.ZONE_OFFICER,
        Role.PROVINCE_READER,
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDIT_ADMIN,
    }
)
THREE_ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
FIRM_ROLES = frozenset({Role.ENTERPRISE_ADMIN, Role.ENTERPRISE_STAFF})


class CodeKind(StrEnum):
    """Whose file an activation code opens."""

    ENTERPRISE = "enterprise"
    PERSON = "person"
    PASSWORD = "password"  # noqa: S105 (a kind, not a secret)
