"""One holder lets another act for them while away (A/B角): a period, a scope, a reason; both see it, either can end it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from cqo.foundation.access import gate, roles
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment, Delegation, User
from cqo.foundation.accounts.rules import LONGEST_DELEGATION_DAYS, Term, excluded_by
from cqo.foundation.accounts.states import OFFICIAL_ROLES, THREE_ADMINISTRATORS, Role
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible


@transaction.atomic
def give(
    *, giver: Assignment, receiver: User, scope: Sequence[Can], starts: date, ends: date, reason: str, by: Actor, at: datetime
) -> Delegation:
    """Let `receiver` act for the holder of `giver` from `starts` to `ends` (both included) with the powers in `scope` (empty: all).

    The holder gives it; where somebody fell ill, the system administrator may give it for them.
    Raises NotPossible with a "delegation." code.
    """
    gate.require(by, Can.DELEGATE, Can.KEEP_ACCOUNTS)
    role = Role(giver.role)
    own = giver.pk == by.capacity and by.on_behalf_of is None
    city = giver.organisation.city_code if giver.organisation else ""
    if not own and not (by.may(Can.KEEP_ACCOUNTS) and by.city == city):
        raise NotPossible("delegation.not_yours")
    if receiver.pk == giver.user_id:
        raise NotPossible("delegation.to_oneself")
    if ends < starts or (ends - starts).days > LONGEST_DELEGATION_DAYS:
        raise NotPossible("delegation.too_long")
    held = accounts.terms_of(receiver)
    if role in THREE_ADMINISTRATORS or excluded_by(Term(role, starts, ends), held) is not None:
        raise NotPossible("post.excluded")
    colleagues = receiver.assignments.filter(organisation__city_code=city, role__in=[each.value for each in OFFICIAL_ROLES])
    if not any(Term(Role(each.role), each.starts, each.ends).overlaps(Term(role, starts, ends)) for each in colleagues):
        raise NotPossible("delegation.not_an_official")
    beyond = set(scope) - roles.POWERS[role] | set(scope) & {Can.DELEGATE}
    if beyond:
        raise NotPossible("delegation.beyond_the_post", power=min(beyond).value)
    allowed = [power.value for power in scope]
    delegation = Delegation.objects.create(
        giver=giver, receiver=receiver, scope=allowed, reason=reason, starts=starts, ends=ends, recorded_at=at
    )
    audit.record(
        "delegation.given",
        by=by,
        at=at,
        city=city,
        kind="user",
        key=str(receiver.pk),
        facts={"giver": str(giver.user_id), "starts": starts, "ends": ends, "scope": allowed},
    )
    return delegation


@transaction.atomic
def end(*, delegation: Delegation, by: Actor, at: datetime) -> None:
    """End a delegation before its time. Raises NotPossible("delegation.ended") when it has ended, "delegation.not_yours" for a third person's."""
    keeps_them = (
        by.may(Can.KEEP_ACCOUNTS) and delegation.giver.organisation is not None and delegation.giver.organisation.city_code == by.city
    )
    if by.user not in (delegation.giver.user_id, delegation.receiver_id) and not keeps_them:
        raise NotPossible("delegation.not_yours")
    if not Delegation.objects.filter(pk=delegation.pk, ended_at__isnull=True).update(ended_at=at):
        raise NotPossible("delegation.ended")
    audit.record(
        "delegation.ended",
        by=by,
        at=at,
        city=by.city,
        kind="user",
        key=str(delegation.receiver_id),
        facts={"giver": str(delegation.giver.user_id)},
    )
