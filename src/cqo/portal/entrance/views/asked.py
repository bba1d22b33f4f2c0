"""Who asks for a page."""

from typing import cast

from django.http import HttpRequest

from cqo.foundation.accounts.models import User


def user(request: HttpRequest) -> User:
    """The user of a page that asks for a sign-in."""
    return cast(User, request.user)
