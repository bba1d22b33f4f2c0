"""Reads of blank sheets."""

from django.db.models import QuerySet

from cqo.foundation.access.actor import Actor
from cqo.qualification.certificates.models import Sheet
from cqo.qualification.certificates.states import SheetState


def written_off(actor: Actor) -> QuerySet[Sheet]:
    """Sheets of the actor's city that were spoiled or lost, newest first."""
    return Sheet.objects.filter(city_code=actor.city).exclude(state=SheetState.PRINTED.value).order_by("-recorded_at", "sheet_number")
