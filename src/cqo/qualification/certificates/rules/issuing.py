"""Who gets a certificate, from which level of bureau, until when, under which number. Values in, verdict out; no Django."""

import string
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cqo.qualification.certificates.states import Level, Tier

RANK = {Level.COUNTY: 0, Level.CITY: 1, Level.PROVINCE: 2}
PLACEHOLDERS = frozenset({"city_short", "county_short", "tier", "year", "counter"})
LONGEST_NUMBER = 60


@dataclass(frozen=True)
class Passed:
    """Somebody who passed, with everything that is printed on the certificate."""

    person: UUID
    enterprise: UUID | None
    holder_name: str
    id_type: str
    id_masked: str
    employer: str
    county_code: str
    hours_tenths: int
    score_tenths: int | None


@dataclass(frozen=True)
class CertificateTerms:
    """What a place settles about certificates.

    valid_months_…: how long a tier's certificate holds (None: without an end). level_…: the bureau that issues a tier.
    official_number: the pattern of the number as the bureau prints it, with the placeholders of `PLACEHOLDERS`.
    """

    valid_months_basic: int | None = None
    valid_months_advanced: int | None = None
    valid_months_senior: int | None = None
    level_basic: str = Level.COUNTY.value
    level_advanced: str = Level.CITY.value
    level_senior: str = Level.PROVINCE.value
    official_number: str = "{city_short}质官{year}{counter:04}"

    def valid_months(self, tier: Tier) -> int | None:
        """How long a tier's certificate holds."""
        months: int | None = getattr(self, f"valid_months_{tier.value}")
        return months

    def level(self, tier: Tier) -> Level:
        """The level that issues a tier."""
        return Level(getattr(self, f"level_{tier.value}"))


def may_issue(own: Level, needed: Level) -> bool:
    """Whether a bureau of a level may issue what that level or a lower one issues."""
    return RANK[own] >= RANK[needed]


def issuing_level(level: Level, *, of_county: bool) -> Level:
    """The level that issues for a class: where a county would, but the class is the city's own, the city does, in its own name."""
    return Level.CITY if level == Level.COUNTY and not of_county else level


def last_day(issued: date, months: int | None) -> date | None:
    """The last day of validity: three years from 2026-03-02 end on 2029-03-01; None for a certificate without an end.

    >>> last_day(date(2026, 3, 2), 36), last_day(date(2024, 2, 29), 12), last_day(date(2026, 3, 2), None)
    (datetime.date(2029, 3, 1), datetime.date(2025, 2, 28), None)
    """
    if not months:
        return None
    years, month = divmod(issued.month - 1 + months, 12)
    year, month = issued.year + years, month + 1
    longest = monthrange(year, month)[1]
    if issued.day > longest:
        return date(year, month, longest)
    return date.fromordinal(date(year, month, issued.day).toordinal() - 1)


def pattern_fault(pattern: str) -> str:
    """What is wrong with a pattern of official numbers: "" where nothing is, else "unreadable", "unknown", "counter_missing", "year_missing", "too_long".

    Counter and year must both stand in it: the counter begins anew each year, and without either a number would come twice.
    """
    try:
        names = [name for _text, name, _spec, _turned in string.Formatter().parse(pattern) if name is not None]
        sample = official_number(pattern, dict.fromkeys(PLACEHOLDERS, "") | {"year": 2026, "counter": 9999})
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        return "unknown" if _is_readable(pattern) else "unreadable"
    if set(names) - PLACEHOLDERS:
        return "unknown"
    if "counter" not in names:
        return "counter_missing"
    if "year" not in names:
        return "year_missing"
    return "too_long" if len(sample) > LONGEST_NUMBER - 20 else ""


def official_number(pattern: str, values: Mapping[str, object]) -> str:
    """The number as the bureau prints it.

    >>> official_number("{city_short}质官{year}{counter:04}", {"city_short": "汉中", "year": 2026, "counter": 7})
    '汉中质官20260007'
    """
    return pattern.format_map(values)


def _is_readable(pattern: str) -> bool:
    try:
        list(string.Formatter().parse(pattern))
    except ValueError:
        return False
    return True
