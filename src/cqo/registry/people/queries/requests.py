"""Reads of requests to correct or erase."""

from django.db.models import QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import in_place
from cqo.registry.people.models import Request
from cqo.registry.people.queries import files
from cqo.registry.people.states import RequestState


def within(actor: Actor) -> QuerySet[Request]:
    """The requests an actor may see: officials those of their place, persons their own."""
    requests, place = Request.objects.select_related("person", "person__merged_into"), in_place(actor.reach)
    if place is not None:
        return requests.filter(place)
    if actor.reach.scale == Scale.ZONE:
        return requests.filter(person__places__zone=actor.reach.key).distinct()
    return requests.filter(files.own(actor.user))


def to_answer(actor: Actor) -> QuerySet[Request]:
    """Requests waiting for an official, the most urgent first."""
    return within(actor).filter(state=RequestState.SUBMITTED.value).order_by("due_date", "submitted_at", "pk")


def address(key: str) -> str:
    """The page of a request, for the message that tells of it; "" where there is none."""
    request = Request.objects.filter(pk=key).first()
    return request.get_absolute_url() if request is not None else ""
