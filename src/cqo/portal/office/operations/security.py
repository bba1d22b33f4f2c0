"""What the security administrator does about sign-ins: lift a lockout, end sessions, reset the second step."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import lockout
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import sign_ins
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible
from cqo.portal.entrance import authenticator


@transaction.atomic
def lift_lockout(*, subject: str, user: User | None, by: Actor, at: datetime) -> None:
    """Let somebody sign in again before the wait is over. user: whose account it is, None for a name that nobody has.

    Raises NotPossible("security.not_locked").
    """
    gate.require(by, Can.KEEP_SECURITY)
    if not lockout.lift(subject):
        raise NotPossible("security.not_locked")
    kind, key = ("user", str(user.pk)) if user is not None else ("sign_in", subject)
    audit.record("security.lockout_lifted", by=by, at=at, city=by.city, kind=kind, key=key)


@transaction.atomic
def end_session(*, user: User, sign_in: UUID, by: Actor, at: datetime) -> None:
    """End one of somebody's open sessions. Raises NotPossible("account.session_gone")."""
    gate.require(by, Can.KEEP_SECURITY)
    sign_ins.end(user=user, sign_in=sign_in, at=at)
    audit.record("security.sessions_ended", by=by, at=at, city=by.city, kind="user", key=str(user.pk), facts={"count": 1})


@transaction.atomic
def end_sessions(*, user: User, by: Actor, at: datetime) -> int:
    """End all of somebody's open sessions; returns how many. Raises NotPossible("account.session_gone") where none is open."""
    gate.require(by, Can.KEEP_SECURITY)
    count = sign_ins.end_all(user=user, at=at)
    if not count:
        raise NotPossible("account.session_gone")
    audit.record("security.sessions_ended", by=by, at=at, city=by.city, kind="user", key=str(user.pk), facts={"count": count})
    return count


def reset_second_step(*, user: User, by: Actor, at: datetime) -> None:
    """Take a lost authenticator away, so that the password alone opens the account until a new one is set up; open sessions end.

    Raises NotPossible("security.no_second_step").
    """
    gate.require(by, Can.KEEP_SECURITY)
    if authenticator.confirmed(user) is None:
        raise NotPossible("security.no_second_step")
    with transaction.atomic():
        authenticator.remove(user, by=by, at=at)
        sign_ins.end_all(user=user, at=at)
