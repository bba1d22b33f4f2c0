"""Statements narrowed by an actor's reach: of an official's place, in whose name most pages are asked for, the SQL is written once."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Reach, Scale
from cqo.foundation.statements import Statement

_PLACES = frozenset({Scale.CITY, Scale.COUNTY})


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
