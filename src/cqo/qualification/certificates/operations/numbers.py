"""Numbers of certificates: the platform's and the bureau's, drawn as a block in the transaction that writes the certificates.

Each city and year has one counter for either number. A block that is rolled back gives its numbers back, so none is given twice and none is missing.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cqo.foundation.lifecycle.models import Counter
from cqo.foundation.lifecycle.rules import number
from cqo.qualification.certificates.queries.issues import OFFICIAL, PLATFORM


@dataclass(frozen=True)
class Drawn:
    """The year and the two counters of one certificate."""

    year: int
    platform: int
    official: int

    def number(self, city: str) -> str:
        """The platform number."""
        return number(kind=PLATFORM, city=city, year=self.year, counter=self.platform)


def draw(count: int, *, city: str, at: datetime) -> list[Drawn]:
    """The next numbers of a city, in their order; the year is Shanghai's. Call inside the transaction that writes the certificates."""
    year = timezone.localtime(at).year
    first, official = (_block(kind, count, city=city, year=year) for kind in (PLATFORM, OFFICIAL))
    return [Drawn(year, first + place, official + place) for place in range(count)]


def _block(kind: str, count: int, *, city: str, year: int) -> int:
    """Take `count` numbers of a counter; the first of them."""
    with transaction.atomic():
        row = Counter.objects.filter(city_code=city, kind=kind, year=year)
        if not row.update(last=F("last") + count):
            Counter.objects.get_or_create(city_code=city, kind=kind, year=year)
            row.update(last=F("last") + count)
        return row.get().last - count + 1
