"""Draws the next case number of a city, kind and year."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cqo.foundation.lifecycle.models import Counter
from cqo.foundation.lifecycle.rules import number


def draw(*, kind: str, city: str, at: datetime) -> str:
    """The next platform number; the year is Shanghai's. Runs inside the transaction of the case it numbers, so no number is lost or given twice."""
    return draw_many(kind=kind, city=city, at=at, count=1)[0]


def draw_many(*, kind: str, city: str, at: datetime, count: int) -> list[str]:
    """The next so many platform numbers, for as many statements as one."""
    year = timezone.localtime(at).year
    with transaction.atomic():
        if not Counter.objects.filter(city_code=city, kind=kind, year=year).update(last=F("last") + count):
            Counter.objects.get_or_create(city_code=city, kind=kind, year=year)
            Counter.objects.filter(city_code=city, kind=kind, year=year).update(last=F("last") + count)
        last = Counter.objects.get(city_code=city, kind=kind, year=year).last
    return [number(kind=kind, city=city, year=year, counter=counter) for counter in range(last - count + 1, last + 1)]
