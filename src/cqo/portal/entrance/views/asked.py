"""Who asks for a page: the user who is signed in, and the capacity in which they act."""

from typing import cast

from django.http import HttpRequest

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.models import User


def actor(request: HttpRequest) -> Actor:
    """The capacity chosen in this session."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def user(request: HttpRequest) -> User:
    """The user of a page that asks for a sign-in."""
    return cast(User, request.user)
