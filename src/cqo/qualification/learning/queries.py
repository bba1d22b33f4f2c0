"""Reads of the ledger: a person's entries and sums, and the entries within an actor's reach."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import in_place
from cqo.qualification.learning.models import HourEntry, YearTotal
from cqo.registry.enterprises.queries import files as firms
from cqo.registry.people.queries import files as people


@dataclass(frozen=True)
class Year:
    """A calendar year of a person's ledger: its sum in tenths of an hour, and its entries, the latest first; withdrawn ones count nothing."""

    year: int
    hours_tenths: int
    entries: list[HourEntry]


def of_person(keys: Collection[UUID]) -> QuerySet[HourEntry]:
    """What a person (a file and those merged into it) has earned and what still counts, the latest day first."""
    return HourEntry.objects.filter(person__in=keys, withdrawn_at__isnull=True).order_by("-earned_date", "-pk")


def year_total(person_keys: Collection[UUID], year: int) -> int:
    """The hours of a person in a calendar year, in tenths. One query."""
    return YearTotal.objects.filter(person__in=person_keys, year=year).aggregate(sum=Sum("hours_tenths"))["sum"] or 0


def years(keys: Collection[UUID]) -> list[Year]:
    """A person's ledger by year, withdrawn entries beside the others with their ground. One query."""
    found: dict[int, list[HourEntry]] = {}
    for entry in HourEntry.objects.filter(person__in=keys).order_by("-earned_date", "-pk"):
        found.setdefault(entry.earned_date.year, []).append(entry)
    return [
        Year(year, sum(entry.hours_tenths for entry in entries if entry.withdrawn_at is None), entries) for year, entries in found.items()
    ]


def of_source(source_key: UUID) -> QuerySet[HourEntry]:
    """The entries that one source (a session) earned and that stand."""
    return HourEntry.objects.filter(source_key=source_key, withdrawn_at__isnull=True)


def of_sources(source_keys: Collection[UUID]) -> dict[UUID, int]:
    """Person → hours in tenths that stand from some sources (the sessions of a class). One query."""
    rows = HourEntry.objects.filter(source_key__in=source_keys, withdrawn_at__isnull=True).order_by()
    return dict(rows.values("person").annotate(sum=Sum("hours_tenths")).values_list("person", "sum"))


def within(actor: Actor) -> QuerySet[HourEntry]:
    """The entries an actor may see: officials those of their place, a firm those earned by its people while with it, a person their own."""
    rows = HourEntry.objects.select_related("person", "person__merged_into", "enterprise")
    place = in_place(actor.reach, zone="enterprise__zone_id")
    if place is not None:
        return rows.filter(place)
    if actor.reach.scale == Scale.ORGANISATION:
        return rows.filter(firms.of_firm(actor.reach.key))
    return rows.filter(people.own(actor.user))
