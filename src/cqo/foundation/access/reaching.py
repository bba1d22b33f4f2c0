"""What an actor's reach says in SQL: the rows of an official's place, and statements narrowed by it whose SQL is written once."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Reach, Scale
from cqo.foundation.statements import Statement

_PLACES = frozenset({Scale.CITY, Scale.COUNTY})


def in_place(reach: Reach, *, city: str = "city_code", county: str = "county_code", zone: str = "") -> Q | None:
    """The condition that a row lies in an official's place; None where the reach is none (a firm, a person), or a zone and rows know no zones.

    city, county, zone: the columns, or the ways to them, that hold a city's code, a county's code and a zone's key.
    """
    match reach.scale:
        case Scale.EVERYTHING:
            return Q()
        case Scale.PROVINCE:
            return Q(**{f"{city}__startswith": reach.city_prefix})
        case Scale.CITY:
            return Q(**{city: reach.key})
        case Scale.COUNTY:
            return Q(**{county: reach.key})
        case Scale.ZONE if zone:
            return Q(**{zone: reach.key})
    return None


class Reaching:
    """A query made by `build` from an actor and keyword values, as `Statement` says; of the actor it may use the reach and the user only.

    Written once for officials of a city or county. For the few others Django writes it anew.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *, by_user: bool = False) -> None:
        """by_user: whether `build` asks who the actor is."""
        self._build, self._by_user = build, by_user
        self._statement = Statement(lambda scale, place, user=None, **values: build(_somebody(Reach(scale, place), user), **values))

    def __call__(self, actor: Actor, **values: Any) -> list[Any]:
        """The rows within the actor's reach."""
        if actor.reach.scale not in _PLACES:
            return list(self._build(actor, **values))
        if self._by_user:
            values["user"] = actor.user
        return self._statement(actor.reach.scale, place=actor.reach.key, **values)


def _somebody(reach: Reach, user: Any) -> Actor:
    return Actor(user=user, name="", role=None, reach=reach, powers=frozenset())
