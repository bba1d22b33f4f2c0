"""The verbs of the ledger: hours are recorded and withdrawn, never changed; the sums of a year move in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible
from cqo.qualification.learning.models import HourEntry, YearTotal
from cqo.qualification.learning.states import Source
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.people.models import Person


@dataclass(frozen=True)
class Earning:
    """What one person earned on a day; `person` and `enterprise` are keys, a merged file's hours go to the file it was merged into."""

    person: UUID
    city: str
    county: str
    enterprise: UUID | None
    earned: date
    hours_tenths: int
    title: str


def record(
    *,
    person: Person,
    city: str,
    county: str,
    enterprise: Enterprise | None,
    earned: date,
    hours_tenths: int,
    title: str,
    source: Source,
    source_key: UUID,
    by: Actor,
    at: datetime,
) -> HourEntry:
    """Record what one person earned. The same source counts once for a person: a repetition answers with the entry that stands."""
    kept = person.merged_into_id or person.pk
    earning = Earning(kept, city, county, enterprise.pk if enterprise else None, earned, hours_tenths, title)
    record_all(earnings=[earning], source=source, source_key=source_key, by=by, at=at)
    return HourEntry.objects.get(person=kept, source=source.value, source_key=source_key, withdrawn_at__isnull=True)


@transaction.atomic
def record_all(*, earnings: Sequence[Earning], source: Source, source_key: UUID, by: Actor, at: datetime) -> list[HourEntry]:
    """Record what several people earned by one source; who has it already is passed over. One act in the record, a few queries for any number.

    Raises NotPossible("hours.recorded_meanwhile") where somebody else recorded the same in the same second.
    """
    of_source = HourEntry.objects.filter(source=source.value, source_key=source_key, withdrawn_at__isnull=True)
    there = set(of_source.values_list("person", flat=True))
    made = [
        HourEntry(
            person_id=each.person,
            city_code=each.city,
            county_code=each.county,
            enterprise_id=each.enterprise,
            earned_date=each.earned,
            hours_tenths=each.hours_tenths,
            title=each.title,
            source=source.value,
            source_key=source_key,
            recorded_at=at,
        )
        for each in earnings
        if each.person not in there
    ]
    if not made:
        return []
    try:
        with transaction.atomic():
            HourEntry.objects.bulk_create(made)
    except IntegrityError as race:
        raise NotPossible("hours.recorded_meanwhile") from race
    _add(made, sign=1)
    _record("hours.recorded", made, source_key, by=by, at=at)
    return made


def withdraw(*, entry: HourEntry, ground: str, by: Actor, at: datetime) -> None:
    """Take an entry out of the sums, with its ground; the entry stays. Raises NotPossible("hours.withdrawn_already")."""
    if not withdraw_all(entries=[entry], ground=ground, by=by, at=at):
        raise NotPossible("hours.withdrawn_already")
    entry.refresh_from_db()


@transaction.atomic
def withdraw_all(*, entries: Iterable[HourEntry], ground: str, by: Actor, at: datetime) -> list[HourEntry]:
    """Take several entries of one source out of the sums; returns those that still stood."""
    keys = [entry.pk for entry in entries]
    standing = list(HourEntry.objects.select_for_update().filter(pk__in=keys, withdrawn_at__isnull=True).order_by("pk"))
    if not standing:
        return []
    HourEntry.objects.filter(pk__in=[entry.pk for entry in standing]).update(withdrawn_at=at, withdrawn_ground=ground)
    _add(standing, sign=-1)
    _record("hours.withdrawn", standing, standing[0].source_key, by=by, at=at)
    return standing


def _add(entries: Iterable[HourEntry], *, sign: int) -> None:
    """Move the sums of the years; rows are made and moved in one order, so that two acts never wait for each other."""
    sums: dict[tuple[UUID, int], int] = defaultdict(int)
    for entry in entries:
        sums[entry.person_id, entry.earned_date.year] += entry.hours_tenths
    ordered = sorted(sums)
    YearTotal.objects.bulk_create([YearTotal(person_id=person, year=year) for person, year in ordered], ignore_conflicts=True)
    alike: dict[tuple[int, int], list[UUID]] = defaultdict(list)
    for person, year in ordered:
        alike[year, sums[person, year]].append(person)
    for (year, tenths), people in sorted(alike.items()):
        YearTotal.objects.filter(person__in=people, year=year).update(hours_tenths=F("hours_tenths") + sign * tenths)


def _record(event: str, entries: Sequence[HourEntry], source_key: UUID, *, by: Actor, at: datetime) -> None:
    facts = {"hours_tenths": sum(entry.hours_tenths for entry in entries)}
    members = [entry.pk for entry in entries]
    audit.record(event, by=by, at=at, city=entries[0].city_code, kind="hours", key=source_key, facts=facts, members=members)
