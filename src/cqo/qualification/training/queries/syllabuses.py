"""Reads of syllabuses."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.qualification.certificates.states import Tier
from cqo.qualification.training.models import Syllabus


def within(actor: Actor) -> QuerySet[Syllabus]:
    """The syllabuses of an official's city, each with `hours_tenths` and `unit_count`."""
    rows = Syllabus.objects.annotate(hours_tenths=Coalesce(Sum("units__hours_tenths"), 0), unit_count=Count("units"))
    reach = actor.reach
    if reach.scale == Scale.EVERYTHING:
        return rows
    if reach.scale == Scale.PROVINCE:
        return rows.filter(city_code__startswith=reach.city_prefix)
    return rows.filter(city_code=actor.city)


def usable(city: str, *, keep: UUID | None = None) -> QuerySet[Syllabus]:
    """The syllabuses a new class of a city can take, the newest edition first; `keep`: one that a class has already."""
    rows = Syllabus.objects.annotate(hours_tenths=Coalesce(Sum("units__hours_tenths"), 0))
    return rows.filter(Q(retired_at__isnull=True) | Q(pk=keep), city_code=city).order_by("tier", "-edition")


def latest(city: str, tier: Tier) -> Syllabus | None:
    """The newest edition of a tier; None where there is none."""
    return Syllabus.objects.filter(city_code=city, tier=tier.value).order_by("-edition").first()
