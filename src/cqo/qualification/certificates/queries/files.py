"""Which certificates an actor may see."""

from uuid import UUID

from django.db.models import QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import in_place
from cqo.qualification.certificates.models import Certificate
from cqo.registry.people.models import Person
from cqo.registry.people.queries import files as people


def within(actor: Actor) -> QuerySet[Certificate]:
    """Officials see those of their place, a firm those of the people who work there now, a person their own."""
    rows, reach = Certificate.objects.all(), actor.reach
    place = in_place(reach, zone="enterprise__zone_id")
    if place is not None:
        return rows.filter(place)
    if reach.scale == Scale.ORGANISATION:
        return rows.filter(person__in=people.staff_of(Person.objects.all(), UUID(reach.key)).values("pk"))
    return rows.filter(people.own(actor.user))
