"""How long what is kept about people stays (个人信息保护法, Art. 19 and 47; 网络安全法: sign-in logs six months at least). No Django."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LEAST_LOG_MONTHS = 6


class Group(StrEnum):
    """Tables that share one period."""

    PERSON_FILE = "person_file"
    CONTACT = "contact"
    EVIDENCE = "evidence"
    REQUEST = "request"
    MESSAGE = "message"
    SIGN_IN = "sign_in"
    DELIVERY = "delivery"
    ROSTER = "roster"


@dataclass(frozen=True)
class RetentionTerms:
    """Periods from the last use of a row; None: kept for as long as the file itself.

    file_years: identity, employment and certificates of a person; contact_years: phone and mail; evidence_years: scans of diplomas.
    request_years: corrections and erasures with their handling (at least three, Art. 56); message_years: messages in the site.
    sign_in_months: browsers that signed in; delivery_months: addresses of copies sent; roster_days: uploaded rosters after publication.
    """

    file_years: int | None = 30
    contact_years: int = 3
    evidence_years: int = 5
    request_years: int = 3
    message_years: int = 3
    sign_in_months: int = 12
    delivery_months: int = 12
    roster_days: int = 180


def kept_until(group: Group, last_use: date, terms: RetentionTerms) -> date | None:
    """The last day on which a row of a group is kept; None: as long as its file. Sign-in logs stay six months whatever the terms say."""
    match group:
        case Group.PERSON_FILE:
            return None if terms.file_years is None else _months_later(last_use, 12 * terms.file_years)
        case Group.CONTACT:
            return _months_later(last_use, 12 * terms.contact_years)
        case Group.EVIDENCE:
            return _months_later(last_use, 12 * terms.evidence_years)
        case Group.REQUEST:
            return _months_later(last_use, 12 * terms.request_years)
        case Group.MESSAGE:
            return _months_later(last_use, 12 * terms.message_years)
        case Group.SIGN_IN:
            return _months_later(last_use, max(terms.sign_in_months, LEAST_LOG_MONTHS))
        case Group.DELIVERY:
            return _months_later(last_use, terms.delivery_months)
        case Group.ROSTER:
            return last_use + timedelta(days=terms.roster_days)


def _months_later(day: date, months: int) -> date:
    """The same day some months later; the month's last day where that month is shorter."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))
