"""Continuing education (继续教育) of those who are certified. No document of the State asks for it; a place that does sets it. No Django."""

from dataclasses import dataclass

WHOLE = 100


@dataclass(frozen=True)
class ContinuingTerms:
    """hours_per_year: hours that a holder has to earn in a calendar year; None: the place asks for none."""

    hours_per_year: int | None = None


def share(tenths: int, needs: int | None) -> int | None:
    """How much of a year's hours was earned, in whole percent, at most 100; None where nothing is asked for."""
    return None if not needs else min(WHOLE, tenths * WHOLE // (needs * 10))
