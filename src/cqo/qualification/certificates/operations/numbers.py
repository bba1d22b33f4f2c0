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

PLATFORM, OFFICIAL = "ZS", "ZO"


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


def foreseen(count: int, *, city: str, at: datetime) -> list[Drawn]:
    """The numbers that would be drawn now, for a preview; whoever issues first gets them."""
    year = timezone.localtime(at).year
    rows = Counter.objects.filter(city_code=city, kind__in=(PLATFORM, OFFICIAL), year=year).values_list("kind", "last")
    last = dict(rows)
    return [Drawn(year, last.get(PLATFORM, 0) + place, last.get(OFFICIAL, 0) + place) for place in range(1, count + 1)]


def _block(kind: str, count: int, *, city: str, year: int) -> int:
    """Take `count` numbers of a counter; the first of them."""
    with transaction.atomic():
        row = Counter.objects.filter(city_code=city, kind=kind, year=year)
        if not row.update(last=F("last") + count):
            Counter.objects.get_or_create(city_code=city, kind=kind, year=year)
            row.update(last=F("last") + count)
        return row.get().last - count + 1
