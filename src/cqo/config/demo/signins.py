"""Sign-ins of the sample cities, written in bulk: they have one password, which is hashed once and not a hundred times."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from cqo.foundation.access import queries as access
from cqo.foundation.accounts import phones
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import users
from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.signature import system
from cqo.portal.entrance import notice

PASSWORD = "zhiliang-demo"  # noqa: S105  (told to everybody on the demo's sign-in page)


@dataclass(frozen=True)
class Newcomer:
    """Somebody who gets a sign-in; `phone` is one that nobody has."""

    login: str
    name: str
    phone: str


class SignIns:
    """Opens sign-ins for one city after another."""

    def __init__(self) -> None:
        self._password = make_password(PASSWORD)

    def open(
        self, newcomers: Sequence[Newcomer], *, city: str, at: datetime, but: Collection[str] = (), willing: Collection[str] = ()
    ) -> dict[str, User]:
        """Open a sign-in for each; sign-in name → user. They have taken note of the privacy notice, `but` those of these names have not.

        willing: the sign-in names of those who agreed to be reached by SMS and e-mail.
        """
        opened = [
            User(login_name=each.login, name=each.name, password=self._password, created_at=at, **phones.columns(each.phone))
            for each in newcomers
        ]
        User.objects.bulk_create(opened)
        audit.record_many(
            audit.Act(event="account.opened", by=system("demo"), at=at, city=city, kind="user", key=user.pk) for user in opened
        )
        for user in opened:
            if user.login_name not in but:
                self._take_note(user, city=city, at=at, optional=user.login_name in willing)
        return {user.login_name: user for user in opened}

    def _take_note(self, user: User, *, city: str, at: datetime, optional: bool) -> None:
        version = notice.CURRENT.version
        users.give_consent(user=user, notice_version=version, optional_contact=optional, by=access.without_capacity(user), at=at, city=city)
        user.consented_version = version
