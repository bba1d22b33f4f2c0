"""Reads of claims."""

from uuid import UUID

from django.db.models import Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reaching import in_place
from cqo.registry.enterprises.models import Claim
from cqo.registry.enterprises.states import ClaimState


def within(actor: Actor) -> QuerySet[Claim]:
    """The claims an actor may see: officials those of their place, everyone their own."""
    claims = Claim.objects.select_related("enterprise", "county", "zone", "applicant")
    place = in_place(actor.reach, county="county_id", zone="zone_id")
    own = Q(applicant_id=actor.user)
    if place is None:
        return claims.filter(own)
    return claims.filter(own | place) if place else claims


def to_check(actor: Actor) -> QuerySet[Claim]:
    """Claims waiting for an official, the most urgent first."""
    return within(actor).filter(state=ClaimState.SUBMITTED.value).order_by("due_date", "submitted_at", "pk")


def open_of(user: UUID) -> QuerySet[Claim]:
    """A user's claims that are not decided."""
    return Claim.objects.filter(applicant_id=user, state__in=[ClaimState.SUBMITTED.value, ClaimState.RETURNED.value]).order_by("pk")


def of_applicant(user: UUID) -> QuerySet[Claim]:
    """A user's own claims, newest first."""
    return Claim.objects.filter(applicant_id=user).select_related("county").order_by("-submitted_at", "-pk")
