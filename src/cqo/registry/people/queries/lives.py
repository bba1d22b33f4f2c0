"""Employment and certificates over time: "as of day D, as known at moment E"."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.people.models import Employment, ExternalCertificate

_VISIBLE = Q(batch__isnull=True) | Q(batch__visible=True)


def employments(persons: Sequence[UUID], *, known_at: datetime | None = None) -> QuerySet[Employment]:
    """Where people (a file and merged ones) work and worked, newest first, as known now or at a moment."""
    rows = Employment.objects.filter(_VISIBLE, person__in=persons).select_related(
        "enterprise", "enterprise__merged_into", "enterprise__county"
    )
    known = Q(recorded_until__isnull=True)
    if known_at is not None:
        known = (known | Q(recorded_until__gt=known_at)) & Q(recorded_at__lte=known_at)
    return rows.filter(known).order_by(F("starts").desc(nulls_last=True), "-pk")


def staff(enterprises: Sequence[UUID], *, on: date) -> QuerySet[Employment]:
    """Who works for a firm (a file and merged ones) on a day, as known now; people whose dates are unknown included."""
    return (
        Employment.objects.filter(_VISIBLE, enterprise__in=enterprises, recorded_until__isnull=True, person__erased_at__isnull=True)
        .filter(Q(starts__isnull=True) | Q(starts__lte=on), Q(ends__isnull=True) | Q(ends__gte=on))
        .select_related("person", "person__merged_into")
        .order_by("person__name", "pk")
    )


def leavers(enterprises: Sequence[UUID], *, on: date) -> QuerySet[Employment]:
    """Who worked for a firm and had left by a day, as known now, the last first."""
    return (
        Employment.objects.filter(
            _VISIBLE, enterprise__in=enterprises, recorded_until__isnull=True, person__erased_at__isnull=True, ends__lt=on
        )
        .select_related("person", "person__merged_into")
        .order_by("-ends", "-pk")
    )


def recorded_at_firms_of(actor: Actor) -> QuerySet[Employment]:
    """Everything ever recorded about who works for the firms an actor reaches: a county for its firms, a firm for itself."""
    firms = enterprises.within(actor).values("pk")
    return Employment.objects.filter(_VISIBLE, enterprise__in=firms).select_related("person", "enterprise")


def works_at(persons: Sequence[UUID], enterprise: UUID) -> bool:
    """Whether a person (a file and merged ones) works for a firm, as far as is known now."""
    firm = Q(enterprise=enterprise) | Q(enterprise__merged_into=enterprise)
    return Employment.objects.filter(_VISIBLE, firm, person__in=persons, recorded_until__isnull=True, ends__isnull=True).exists()


def bars_erasure(persons: Sequence[UUID]) -> bool:
    """Whether a person works for a firm in the registry or holds a certificate, so that the file must be kept (个人信息保护法, Art. 47)."""
    working = Employment.objects.filter(person__in=persons, recorded_until__isnull=True, ends__isnull=True)
    return working.exists() or ExternalCertificate.objects.filter(person__in=persons, withdrawn_at__isnull=True).exists()


def certificates(persons: Sequence[UUID]) -> QuerySet[ExternalCertificate]:
    """Certificates from elsewhere of a file and merged ones, newest first, withdrawn ones last."""
    return ExternalCertificate.objects.filter(_VISIBLE, person__in=persons).order_by(
        F("withdrawn_at").asc(nulls_first=True), F("issued_date").desc(nulls_last=True), "-pk"
    )
