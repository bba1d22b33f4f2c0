"""Reads of requests to correct or erase."""

from django.db.models import Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.registry.people.models import Request
from cqo.registry.people.states import RequestState


def within(actor: Actor) -> QuerySet[Request]:
    """The requests an actor may see: officials those of their place, persons their own."""
    requests, reach = Request.objects.select_related("person", "person__merged_into"), actor.reach
    match reach.scale:
        case Scale.EVERYTHING:
            return requests
        case Scale.PROVINCE:
            return requests.filter(city_code__startswith=reach.city_prefix)
        case Scale.CITY:
            return requests.filter(city_code=reach.key)
        case Scale.COUNTY:
            return requests.filter(county_code=reach.key)
        case Scale.ZONE:
            return requests.filter(person__places__zone=reach.key).distinct()
        case _:
            return requests.filter(
                Q(person__user=actor.user) | Q(person__merged_into__user=actor.user) | Q(person__merged__user=actor.user)
            ).distinct()


def to_answer(actor: Actor) -> QuerySet[Request]:
    """Requests waiting for an official, the most urgent first."""
    return within(actor).filter(state=RequestState.SUBMITTED.value).order_by("due_date", "submitted_at", "pk")


def address(key: str) -> str:
    """The page of a request, for the message that tells of it; "" where there is none."""
    request = Request.objects.filter(pk=key).first()
    return request.get_absolute_url() if request is not None else ""
