"""Reads of classes: which an actor may see, and which are an actor's to hold."""

from django.db.models import Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import in_place
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.states import ClassState
from cqo.registry.people.models import PersonInCity
from cqo.registry.people.queries import files as people


def within(actor: Actor) -> QuerySet[TrainingClass]:
    """The classes an actor may see: a city's officials all of the city; a county's its own and what others have announced; everybody else the announced
    ones of the city they are known in."""
    rows, reach = TrainingClass.objects.select_related("county", "organiser", "syllabus"), actor.reach
    place = in_place(reach, county="county")
    if place is None:
        return rows.filter(_announced() & Q(city_code__in=_cities(actor)))
    if reach.scale == Scale.COUNTY:
        return rows.filter(place | _announced() & Q(city_code=actor.city, county__isnull=True))
    return rows.filter(place)


def held_by(actor: Actor) -> QuerySet[TrainingClass]:
    """The classes that are an actor's to hold: a county's bureau its own, the city's bureau every one of the city; none without the power."""
    rows, reach = within(actor), actor.reach
    if not actor.may(Can.HOLD_CLASS):
        return rows.none()
    return rows.filter(county=reach.key) if reach.scale == Scale.COUNTY else rows


def _announced() -> Q:
    return ~Q(state=ClassState.DRAFT.value)


def _cities(actor: Actor) -> list[str]:
    """The cities an actor without a place of their own is known in: a zone's, a firm's, or wherever a person is known."""
    if actor.reach.scale != Scale.OWN:
        return [actor.city]
    known = PersonInCity.objects.filter(people.own(actor.user))
    return list(known.order_by("city_code").values_list("city_code", flat=True).distinct())
