"""The yearly list of enterprises above designated size: draft it, fill it, freeze it; a frozen list is replaced, never changed."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import DesignatedEntry, DesignatedList
from cqo.registry.enterprises.queries import files


@transaction.atomic
def draft(
    *,
    year: int,
    scope: str,
    source: str,
    document_number: str,
    permitted_use: str,
    list_date: date,
    by: Actor,
    at: datetime,
    replaces: DesignatedList | None = None,
) -> DesignatedList:
    """Begin a year's list. A year has one list in force; a frozen one is replaced by naming it in `replaces`.

    Raises NotPossible("designated.year_taken").
    """
    gate.require(by, Can.KEEP_DESIGNATED_LIST)
    fresh = DesignatedList(
        city_code=by.city,
        year=year,
        scope=scope,
        source=source,
        document_number=document_number,
        permitted_use=permitted_use,
        list_date=list_date,
        created_at=at,
    )
    try:
        with transaction.atomic():
            if replaces is not None:
                fresh.superseded_by = replaces  # out of the way of the one-per-year constraint until the two change places
                fresh.save(force_insert=True)
                DesignatedList.objects.filter(pk=replaces.pk).update(superseded_by=fresh)
                DesignatedList.objects.filter(pk=fresh.pk).update(superseded_by=None)
                fresh.superseded_by = None
            else:
                fresh.save(force_insert=True)
    except IntegrityError as taken:
        raise NotPossible("designated.year_taken", year=year) from taken
    audit.record("designated.drafted", by=by, at=at, city=by.city, kind="designated_list", key=str(fresh.pk), facts={"year": year})
    return fresh


@transaction.atomic
def add(*, designated_list: DesignatedList, keys: Sequence[UUID], by: Actor, at: datetime) -> int:
    """Put enterprises on a list that is not frozen, with the county and zone they have now; returns how many were new."""
    gate.require(by, Can.KEEP_DESIGNATED_LIST)
    _require_open(designated_list)
    wanted = files.current(files.within(by)).filter(pk__in=keys).exclude(designated_entries__designated_list=designated_list).order_by("pk")
    fresh = [
        DesignatedEntry(designated_list=designated_list, enterprise=each, county_id=each.county_id, zone_id=each.zone_id) for each in wanted
    ]
    DesignatedEntry.objects.bulk_create(fresh)
    audit.record(
        "designated.added",
        by=by,
        at=at,
        city=by.city,
        kind="designated_list",
        key=str(designated_list.pk),
        members=[str(entry.enterprise_id) for entry in fresh],
    )
    return len(fresh)


@transaction.atomic
def remove(*, designated_list: DesignatedList, enterprise: UUID, by: Actor, at: datetime) -> None:
    """Take an enterprise off a list that is not frozen."""
    gate.require(by, Can.KEEP_DESIGNATED_LIST)
    _require_open(designated_list)
    DesignatedEntry.objects.filter(designated_list=designated_list, enterprise=enterprise).delete()
    audit.record(
        "designated.removed",
        by=by,
        at=at,
        city=by.city,
        kind="designated_list",
        key=str(designated_list.pk),
        facts={"enterprise": str(enterprise)},
    )


@transaction.atomic
def freeze(*, designated_list: DesignatedList, version: int, by: Actor, at: datetime) -> None:
    """Freeze a list: from now on it is the denominator of its year. Raises NotPossible("designated.empty", "lifecycle.changed_meanwhile")."""
    gate.require(by, Can.KEEP_DESIGNATED_LIST)
    count = DesignatedEntry.objects.filter(designated_list=designated_list).count()
    if not count:
        raise NotPossible("designated.empty")
    if not DesignatedList.objects.filter(pk=designated_list.pk, version=version, frozen_at__isnull=True).update(
        frozen_at=at, version=F("version") + 1
    ):
        raise NotPossible("lifecycle.changed_meanwhile")
    audit.record(
        "designated.frozen", by=by, at=at, city=by.city, kind="designated_list", key=str(designated_list.pk), facts={"count": count}
    )


def _require_open(designated_list: DesignatedList) -> None:
    if DesignatedList.objects.filter(pk=designated_list.pk, frozen_at__isnull=False).exists():
        raise NotPossible("designated.frozen_already")
