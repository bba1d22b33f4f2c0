"""How long an activation slip opens a file, and how soon a letter of authority is checked. No Django."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class ClaimTerms:
    """slip_valid_days: calendar days from printing; letter_check_workdays: working days from submission to the county's answer."""

    slip_valid_days: int = 90
    letter_check_workdays: int = 5


def slip_expires(printed: date, terms: ClaimTerms) -> date:
    """The last day on which a slip printed on a day opens its file."""
    return printed + timedelta(days=terms.slip_valid_days)
