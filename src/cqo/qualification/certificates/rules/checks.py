"""What the public check answers, and which facts of a certificate strangers may see. No Django."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cqo.qualification.certificates.states import Status


class Verdict(StrEnum):
    """What a check finds. SLIP: the number cannot be right; TOO_OFTEN: too many wrong guesses; UNKNOWN: nobody can tell now."""

    VALID = "valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    REPLACED = "replaced"
    VOID = "void"
    EXTERNAL = "external"
    NOT_FOUND = "not_found"
    SLIP = "slip"
    TOO_OFTEN = "too_often"
    UNKNOWN = "unknown"


FOUND = frozenset({*(Verdict(each.value) for each in Status), Verdict.EXTERNAL})


@dataclass(frozen=True)
class Finding:
    """A verdict with what a stranger may know: the holder masked, nothing of the identity document, of a revocation its basis and not its story.

    since: the day from which the verdict holds, where it has one. new_number, new_code: where a replaced certificate leads to.
    """

    verdict: Verdict
    number: str = ""
    official_number: str = ""
    holder: str = ""
    tier: str = ""
    level: str = ""
    title: str = ""
    issuer: str = ""
    class_title: str = ""
    hours_tenths: int | None = None
    issued_date: date | None = None
    expires_date: date | None = None
    since: date | None = None
    ground: str = ""
    legal_basis: str = ""
    new_number: str = ""
    new_code: str = ""


NOT_FOUND = Finding(Verdict.NOT_FOUND)
SLIP = Finding(Verdict.SLIP)
TOO_OFTEN = Finding(Verdict.TOO_OFTEN)
UNKNOWN = Finding(Verdict.UNKNOWN)
