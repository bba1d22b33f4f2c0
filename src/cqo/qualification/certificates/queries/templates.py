"""Reads of templates."""

from django.db.models import F, QuerySet

from cqo.qualification.certificates.models import Template
from cqo.qualification.certificates.states import Tier


def of_city(city: str) -> QuerySet[Template]:
    """A city's editions: those in use first, then the newest."""
    return Template.objects.filter(city_code=city).order_by(F("retired_at").desc(nulls_first=True), "tier", "-edition")


def in_use(city: str, tier: Tier) -> Template | None:
    """The edition in use for a tier, None where the platform's own wording is used."""
    return Template.objects.filter(city_code=city, tier=tier.value, retired_at__isnull=True).first()
