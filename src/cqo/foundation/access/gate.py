"""The gate: views declare what they need, operations require it; every refusal carries its reason."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.refusal import NotPossible

View = Callable[..., HttpResponseBase]


class PowerMissing(NotPossible, PermissionDenied):
    """The capacity in which somebody acts lacks a power."""


def require(actor: Actor, *powers: Can | None) -> None:
    """Raise PowerMissing unless the actor has one of the powers; None stands for what only the system does."""
    if not any(power is not None and actor.may(power) for power in powers):
        raise PowerMissing("access.power_missing", power=str(powers[0] or ""))


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in a request, in which capacity; `ActorMiddleware` has put them there."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def needs(*powers: Can) -> Callable[[View], View]:
    """Mark a view as needing one of the powers; asked before the view runs (403 with the reason; signed out: to the sign-in page)."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(actor_of(request), *powers)
            return view(request, *args, **kwargs)

        guarded.access = ("needs", *powers)  # type: ignore[attr-defined]
        return guarded

    return mark


def public(view: View) -> View:
    """Mark a view as open to everyone."""
    open_view = login_not_required(view)
    open_view.access = ("public",)  # type: ignore[attr-defined]
    return open_view


def signed_in(view: View) -> View:
    """Mark a view as open to everyone who is signed in, in whatever capacity."""
    view.access = ("signed_in",)  # type: ignore[attr-defined]
    return view
