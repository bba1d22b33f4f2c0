"""How far a capacity reaches: a city, a county, a zone, one organisation or one's own file. No Django."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from cqo.foundation.accounts.states import OFFICIAL_ROLES, Role


class Scale(StrEnum):
    """The kind of area a reach covers."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    ZONE = "zone"
    ORGANISATION = "organisation"
    OWN = "own"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Reach:
    """An area: its scale and its key (a division code; a zone's, organisation's or user's key)."""

    scale: Scale
    key: str

    @property
    def city_prefix(self) -> str:
        """The four digits by which a city's divisions begin, two for a province, none for what is not a place."""
        if self.scale == Scale.PROVINCE:
            return self.key[:2]
        return self.key[:4] if self.scale in (Scale.CITY, Scale.COUNTY) else ""


def of(
    *, role: Role, division_code: str | None, division_level: str | None, zone: UUID | None, organisation: UUID | None, user: UUID
) -> Reach:
    """The reach of an assignment: officials reach their place (a zone office its zone), firms their organisation, persons themselves."""
    if role == Role.PERSON:
        return Reach(Scale.OWN, str(user))
    if role not in OFFICIAL_ROLES:
        return Reach(Scale.ORGANISATION, str(organisation))
    if zone is not None:
        return Reach(Scale.ZONE, str(zone))
    return Reach(Scale(division_level or Scale.CITY), division_code or "")
