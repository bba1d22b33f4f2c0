"""Which entries of the talent registry an actor may see, and what stands behind one."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import in_place
from cqo.qualification.certificates.queries import status as certificates
from cqo.qualification.certificates.states import Status
from cqo.qualification.learning.models import YearTotal
from cqo.qualification.talents.models import Talent
from cqo.registry.enterprises.queries import files as firms
from cqo.registry.people.models import Person

AHEAD = timedelta(days=90)


def within(actor: Actor) -> QuerySet[Talent]:
    """The entries to read that an actor's capacity reaches: of the place, of who works for the firm now, one's own. A person once in a city."""
    rows, reach = Talent.objects.filter(stands=True), actor.reach
    place = in_place(reach, county="county_id", zone="zone_id")
    if place is not None:
        return rows.filter(place, city_code=actor.city) if reach.scale == Scale.COUNTY else rows.filter(place)
    if reach.scale == Scale.ORGANISATION:
        return rows.filter(firms.of_firm(reach.key))
    return rows.filter(Q(file__user=actor.user) | Q(person__user=actor.user))


def of_files(family: Sequence[UUID]) -> QuerySet[Talent]:
    """The entries to read of a file and those merged into it, city by city."""
    return Talent.objects.filter(stands=True, person__in=family).order_by("city_code", "pk")


def status_of(talent: Talent, on: date) -> Status:
    """What an entry's certificate is worth on a day; of one from elsewhere, its own dates and whether it was taken off the file say."""
    if talent.certificate is not None:
        return certificates.of(talent.certificate, on)
    external = talent.external
    if external is None or external.withdrawn_at is not None:
        return Status.VOID
    return Status.EXPIRED if external.expires_date is not None and external.expires_date < on else Status.VALID


def status(on: date) -> Case:
    """SQL of `status_of`."""
    return Case(
        When(external__withdrawn_at__isnull=False, then=Value(Status.VOID.value)),
        When(external__expires_date__lt=on, then=Value(Status.EXPIRED.value)),
        When(external__isnull=False, then=Value(Status.VALID.value)),
        default=certificates.expression(on, "certificate__"),
        output_field=CharField(max_length=12),
    )


def year_hours(year: int) -> Coalesce:
    """SQL of the hours (tenths) that a person earned in a year, under the file and those merged into it."""
    totals = YearTotal.objects.filter(year=year).order_by()
    own = totals.filter(person=OuterRef("file")).values("hours_tenths")
    merged = totals.filter(person__merged_into=OuterRef("file")).values("year").annotate(sum=Sum("hours_tenths")).values("sum")
    return Coalesce(Subquery(own), Value(0), output_field=IntegerField()) + Coalesce(  # type: ignore[return-value]
        Subquery(merged), Value(0), output_field=IntegerField()
    )


def listed(rows: QuerySet[Talent], *, year: int) -> QuerySet[Talent]:
    """Rows with what a list shows of them: the person, the employer, the certificate; the year's hours for those that are fetched."""
    totals = YearTotal.objects.filter(year=year)
    hours = (
        Prefetch("file__year_hours", totals, to_attr="hours_of_year"),
        Prefetch("file__merged", Person.objects.only("merged_into"), to_attr="merged_files"),
        Prefetch("file__merged_files__year_hours", totals, to_attr="hours_of_year"),
    )
    return rows.select_related("file", "enterprise__merged_into", "zone", "certificate", "external").prefetch_related(*hours)


def hours_of(row: Any) -> int:
    """The hours (tenths) of the year for which a row was listed."""
    return sum(total.hours_tenths for file in (row.file, *row.file.merged_files) for total in file.hours_of_year)


def running_out(rows: QuerySet[Talent], on: date) -> QuerySet[Talent]:
    """The rows whose certificate, of the platform and valid, runs out within 90 days."""
    # That both are of one city lets the database begin at the certificates that run out, which are few, instead of at the entries.
    lasting = rows.filter(
        certificate__city_code=F("city_code"),
        certificate__ending="",
        certificate__expires_date__gte=on,
        certificate__expires_date__lte=on + AHEAD,
    )
    return lasting.alias(status_then=status(on)).filter(status_then=Status.VALID.value)
