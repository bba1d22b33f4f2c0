"""The keys that sign PDFs, as everybody may see them: the public half, when it was in use, and what its signatures are worth."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cqo.qualification.certificates.models import SigningKey


class Standing(StrEnum):
    """Whether a key signs now, signed once, or fell into wrong hands from a moment on."""

    IN_USE = "in_use"
    RETIRED = "retired"
    COMPROMISED = "compromised"


@dataclass(frozen=True)
class PublicKey:
    """A key without its secret. trusted_until: signatures made from that moment on prove nothing; None where all do."""

    fingerprint: str
    certificate_pem: str
    made_at: datetime
    retired_at: datetime | None
    compromised_from: datetime | None

    @property
    def standing(self) -> Standing:
        """What the list says of it."""
        if self.compromised_from is not None:
            return Standing.COMPROMISED
        return Standing.IN_USE if self.retired_at is None else Standing.RETIRED

    @property
    def trusted_until(self) -> datetime | None:
        """The end of the time in which its signatures count."""
        ends = [moment for moment in (self.retired_at, self.compromised_from) if moment is not None]
        return min(ends, default=None)


def published() -> list[PublicKey]:
    """Every key there ever was, newest first."""
    return [_public(row) for row in SigningKey.objects.order_by("-made_at", "-pk").defer("private_pem")]


def of_fingerprint(fingerprint: str) -> PublicKey | None:
    """The key of a fingerprint (64 hexadecimal digits, in either case)."""
    row = SigningKey.objects.filter(fingerprint=fingerprint.lower()).defer("private_pem").first()
    return None if row is None else _public(row)


def _public(row: SigningKey) -> PublicKey:
    return PublicKey(row.fingerprint, row.certificate_pem, row.made_at, row.retired_at, row.compromised_from)
