"""Reads of yearly lists: which is in force, who is on it, and the totals that later coverage figures divide by."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.statements import Statement
from cqo.registry.enterprises.models import DesignatedEntry, DesignatedList
from cqo.registry.enterprises.queries import files


def lists(city: str) -> QuerySet[DesignatedList]:
    """A city's yearly lists, newest first, replaced ones after the one in force."""
    return (
        DesignatedList.objects.filter(city_code=city)
        .annotate(count=Count("entries", filter=Q(entries__batch__isnull=True) | Q(entries__batch__visible=True)))
        .order_by("-year", "superseded_by", "-created_at", "pk")
    )


def in_force(city: str, *, on: date) -> DesignatedList | None:
    """The newest frozen list of a year not later than that of the day; None where the city has none."""
    return (
        DesignatedList.objects.filter(city_code=city, frozen_at__isnull=False, superseded_by__isnull=True, year__lte=on.year)
        .order_by("-year", "pk")
        .first()
    )


def _visible() -> QuerySet[DesignatedEntry]:
    """Every entry that is not hidden in a roster still being published."""
    return DesignatedEntry.objects.filter(Q(batch__isnull=True) | Q(batch__visible=True))


def entries(designated_list: DesignatedList, actor: Actor) -> QuerySet[DesignatedEntry]:
    """The entries of a list that the actor reaches."""
    return (
        _visible()
        .filter(designated_list=designated_list, enterprise__in=files.within(actor).values("pk"))
        .select_related("enterprise", "county", "zone")
        .order_by("county_id", "enterprise__name", "pk")
    )


_years = Statement(
    lambda keys: (
        _visible()
        .filter(enterprise__in=keys, designated_list__frozen_at__isnull=False, designated_list__superseded_by__isnull=True)
        .order_by("-designated_list__year")
        .values_list("designated_list__year", flat=True)
        .distinct()
    )
)


def years_of(keys: list[UUID]) -> list[int]:
    """The years in which a firm (its file and merged ones) stands on a frozen list, newest first."""
    return _years(keys=keys)


def totals_by_county(designated_list: DesignatedList) -> dict[str, int]:
    """County code → how many enterprises; a zone's firms count in their county here and in `totals_by_zone` there: the two are never added."""
    rows = _visible().filter(designated_list=designated_list).values_list("county_id").annotate(count=Count("pk")).order_by("county_id")
    return dict(rows)


def totals_by_zone(designated_list: DesignatedList) -> dict[UUID, int]:
    """Zone key → how many enterprises."""
    rows = (
        _visible()
        .filter(designated_list=designated_list, zone__isnull=False)
        .values_list("zone_id")
        .annotate(count=Count("pk"))
        .order_by("zone_id")
    )
    return dict(rows)
