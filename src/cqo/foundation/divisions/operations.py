"""Functional zones: add one, close one. Who may do so is asked where the capability is known, in `portal/office`."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction

from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.signature import Signatory
from cqo.foundation.divisions import queries
from cqo.foundation.divisions.models import Alias, Overlap, Zone
from cqo.foundation.divisions.states import AliasKind, Level, Sureness
from cqo.foundation.refusal import NotPossible


@transaction.atomic
def add_zone(
    *,
    name: str,
    short_name: str,
    city: str,
    counties: Collection[str],
    supervises: bool,
    source: str,
    by: Signatory,
    at: datetime,
    aliases: Collection[str] = (),
    valid_from: date | None = None,
) -> Zone:
    """Add a functional zone to a city; rosters are read with it from then on.

    counties: codes of the counties it lies in. supervises: whether its office looks after its enterprises itself.
    source: the document that set it up.
    Raises NotPossible: "zone.not_a_city", "zone.no_county", "zone.county_elsewhere", "zone.name_taken".
    """
    if queries.place(city).level != Level.CITY:
        raise NotPossible("zone.not_a_city", division=city)
    if not counties:
        raise NotPossible("zone.no_county")
    for county in sorted(counties):
        if queries.city_of(county) != city:
            raise NotPossible("zone.county_elsewhere", name=queries.name_of(county))
    zone = Zone(
        name=name.strip(),
        short_name=short_name.strip() or name.strip(),
        city_id=city,
        supervises=supervises,
        valid_from=valid_from,
        sureness=Sureness.DOCUMENTED.value,
        source=source,
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            zone.save(force_insert=True)
    except IntegrityError as taken:
        raise NotPossible("zone.name_taken", name=zone.name) from taken
    Overlap.objects.bulk_create([Overlap(zone=zone, county_id=county) for county in sorted(counties)])
    Alias.objects.bulk_create([Alias(zone=zone, name=alias, kind=AliasKind.SHORT.value) for alias in sorted(set(aliases))])
    audit.record(
        "zone.added", by=by, at=at, city=city, kind="zone", key=str(zone.pk), facts={"counties": sorted(counties), "supervises": supervises}
    )
    return zone


@transaction.atomic
def close_zone(*, zone: Zone, on: date, by: Signatory, at: datetime) -> None:
    """Close a zone with its last day; its enterprises keep their history, new rosters no longer know it.

    Raises NotPossible: "zone.closed_already", "zone.ends_before_it_begins".
    """
    if zone.valid_from is not None and on < zone.valid_from:
        raise NotPossible("zone.ends_before_it_begins")
    open_rows = Zone.objects.filter(pk=zone.pk, valid_to__isnull=True, version=zone.version)
    closed = open_rows.update(valid_to=on, recorded_at=at, version=zone.version + 1)
    if not closed:
        raise NotPossible("zone.closed_already", name=zone.name)
    zone.valid_to, zone.recorded_at, zone.version = on, at, zone.version + 1
    audit.record("zone.closed", by=by, at=at, city=zone.city_id, kind="zone", key=str(zone.pk), facts={"last_day": on})
