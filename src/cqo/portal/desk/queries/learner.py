"""A learner's card on the desk: the certificate with its QR, the hours of this year as a ring."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from cqo.foundation.documents import qr
from cqo.foundation.provisions import queries as provisions
from cqo.qualification.certificates import addresses
from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.queries import status as statuses
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import CHIPS, STATUSES, TIERS
from cqo.qualification.learning.models import YearTotal
from cqo.qualification.talents.queries import entries
from cqo.qualification.talents.rules.continuing import ContinuingTerms, share


@dataclass(frozen=True)
class Card:
    """A certificate of the platform as its holder shows it: words, where anyone checks it, and the QR of that address."""

    title: str
    tier: str
    number: str
    status: str
    chip: str
    expires: date | None
    check_url: str
    qr: str


@dataclass(frozen=True)
class Learner:
    """card: none without a certificate. hours: earned this year, as written; needs: what the place asks for, percent of it; None where it asks for none."""

    card: Card | None
    year: int
    hours: str
    needs: int | None
    percent: int | None


def of_family(family: Sequence[UUID], *, on: date, absolute: Callable[[str], str]) -> Learner:
    """The card of a person (a file and merged ones); `absolute` makes a full address of a path. Three queries at most."""
    entry = entries.of_files(family).select_related("certificate").first()
    tenths = YearTotal.objects.filter(person__in=family, year=on.year).aggregate(sum=Sum("hours_tenths"))["sum"] or 0
    needs = provisions.in_force(ContinuingTerms, entry.county_id, on).terms.hours_per_year if entry is not None else None
    return Learner(
        card=_card(entry.certificate, on, absolute) if entry is not None and entry.certificate is not None else None,
        year=on.year,
        hours=f"{tenths / 10:g}",
        needs=needs,
        percent=share(tenths, needs),
    )


def _card(row: Certificate, on: date, absolute: Callable[[str], str]) -> Card:
    status = statuses.of(row, on)
    return Card(
        title=row.title,
        tier=str(TIERS[Tier(row.tier)]),
        number=row.official_number,
        status=str(STATUSES[status]),
        chip=CHIPS[status],
        expires=row.expires_date,
        check_url=addresses.check_path(row),
        qr=qr.svg(absolute(addresses.check_path(row))),
    )
