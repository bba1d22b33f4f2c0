"""Levels of a place, and how sure a change of places is. No Django."""

from enum import StrEnum


class Level(StrEnum):
    """Where a division stands in GB/T 2260."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class Precision(StrEnum):
    """How exactly the day of a change is known.

    DAY: the day. YEAR: only the year; its first of January is stored. FROM: only that it was on that day or later, before the next list.
    """

    DAY = "day"
    YEAR = "year"
    FROM = "from"


class Sureness(StrEnum):
    """What a fact about places rests on: a named document, a code list, or general knowledge that a bureau has to confirm."""

    DOCUMENTED = "documented"
    LISTED = "listed"
    UNVERIFIED = "unverified"


class AliasKind(StrEnum):
    """Why a place or zone is called otherwise: a customary short name that no rule yields, or a name it bore before."""

    SHORT = "short"
    FORMER = "former"
