"""Puts the Actor of a request at `request.actor`, loaded when it is first asked for."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cqo.foundation.access import queries
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Reach, Scale

SESSION_KEY = "capacity"
NOBODY = Actor(user=None, name="", role=None, reach=Reach(Scale.OWN, ""), powers=frozenset())


class ActorMiddleware:
    """`request.capacities` lists what the signed-in user may act as today, `request.actor` is the chosen one; both cost no query until used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.capacities = SimpleLazyObject(lambda: _capacities(request))  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _capacities(request: HttpRequest) -> list[Actor]:
    if not request.user.is_authenticated:
        return []
    return queries.capacities(user=request.user, on=timezone.localdate())


def _actor(request: HttpRequest) -> Actor:
    actor = queries.chosen(request.capacities, request.session.get(SESSION_KEY, ""))  # type: ignore[attr-defined]
    if actor is None and request.user.is_authenticated:
        return queries.without_capacity(request.user)
    return actor or NOBODY


def choose(request: HttpRequest, key: str) -> None:
    """Act in another of one's capacities from now on in this session. Raises PermissionDenied for one that is not the user's."""
    if key not in {queries.capacity_key(actor) for actor in request.capacities}:  # type: ignore[attr-defined]
        raise PermissionDenied
    request.session[SESSION_KEY] = key
