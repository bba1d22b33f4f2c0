"""Where people are known follows the enterprises they work for."""

from datetime import datetime

from cqo.foundation.access.actor import Actor
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.people import indexing
from cqo.registry.people.models import Employment
from cqo.registry.people.operations.files import place


def follow_enterprise(*, case: Enterprise, cause: Actor, by: Actor, at: datetime) -> None:
    """An enterprise moved: the people who work there now are known in its new county too; the old county keeps sight of what it recorded."""
    open_ones = (
        Employment.objects.filter(enterprise=case, recorded_until__isnull=True, ends__isnull=True).select_related("person").order_by("pk")
    )
    for employment in open_ones:
        place(person=employment.person, county=case.county_id, zone=case.zone_id)
    indexing.refresh(employment.person_id for employment in open_ones)
