"""Sign-in by name or phone and password."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from cqo.foundation.accounts import queries
from cqo.foundation.accounts.models import User
from cqo.foundation.statements import Statement

_user = Statement(lambda key: User.objects.filter(pk=key))


class NameOrPhone(BaseBackend):
    """Finds the user by sign-in name, phone, or an unambiguous real name, and checks the password."""

    def authenticate(self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any) -> User | None:
        """The user, or None. An unknown name costs as much time as a wrong password."""
        if not username or password is None:
            return None
        user = queries.candidate(username)
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) else None

    def get_user(self, user_id: Any) -> User | None:
        """The active user of a session."""
        found = _user(key=user_id)
        return found[0] if found and found[0].is_active else None
