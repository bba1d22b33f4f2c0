"""What a certificate is worth on a day, from recorded facts alone. No database, no clock, no Django."""

from dataclasses import dataclass
from datetime import date

from cqo.qualification.certificates.states import Ending, Status


@dataclass(frozen=True)
class Facts:
    """The days that decide: `ending` says how it ended on `ended_date`, "" where it did not. A suspension lasts until the day before `resumed_date`."""

    expires_date: date | None = None
    suspended_date: date | None = None
    resumed_date: date | None = None
    ended_date: date | None = None
    ending: str = ""


def status(facts: Facts, on: date) -> Status:
    """The status on a day. An ending outweighs a suspension, a suspension an expiry; the last day of validity (expires_date) still counts."""
    if facts.ending and facts.ended_date is not None and facts.ended_date <= on:
        return Status(Ending(facts.ending).value)
    if facts.suspended_date is not None and facts.suspended_date <= on and (facts.resumed_date is None or on < facts.resumed_date):
        return Status.SUSPENDED
    if facts.expires_date is not None and facts.expires_date < on:
        return Status.EXPIRED
    return Status.VALID
