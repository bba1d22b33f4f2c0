"""Who checks what an enterprise in a functional zone files: the zone's own office or the county the zone lies in. No Django."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SupervisionTerms:
    """zone_checks_own: the zone's office checks its enterprises' filings; otherwise the county bureau does."""

    zone_checks_own: bool = False


def checked_by_zone(*, in_zone: bool, terms: SupervisionTerms) -> bool:
    """Whether an enterprise's filings go to the zone's office."""
    return in_zone and terms.zone_checks_own
