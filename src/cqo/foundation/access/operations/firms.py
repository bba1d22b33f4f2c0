"""People who act for an enterprise: add, change the administrator, remove."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment, Organisation, User
from cqo.foundation.accounts.rules import Term, excluded_by
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible

_DAY = timedelta(days=1)


@transaction.atomic
def add_member(*, organisation: Organisation, user: User, role: Role, by: Actor, at: datetime, on: date) -> Assignment:
    """Let a user act for a firm from a day. The caller has checked the claim or is the firm's administrator.

    Raises NotPossible("firm.member_already", "post.excluded" for one of the three administrators: 三员分立).
    """
    if excluded_by(Term(role, on), [*accounts.terms_of(user), *accounts.lent_terms(user)]) is not None:
        raise NotPossible("post.excluded")
    if _current(organisation, on).filter(user=user).exists():
        raise NotPossible("firm.member_already")
    assignment = Assignment.objects.create(
        user=user, role=role.value, organisation=organisation, division_id=organisation.division_id, starts=on, recorded_at=at
    )
    audit.record(
        "firm.member_added",
        by=by,
        at=at,
        city=organisation.city_code,
        kind="enterprise",
        key=str(organisation.pk),
        facts={"user": str(user.pk), "role": role.value},
    )
    return assignment


@transaction.atomic
def replace_administrators(*, organisation: Organisation, successor: User, by: Actor, at: datetime, on: date) -> None:
    """Make `successor` the firm's only administrator, as its letter asks; the earlier ones stay as staff of the firm until it removes them."""
    earlier = list(_current(organisation, on).filter(role=Role.ENTERPRISE_ADMIN.value).exclude(user=successor))
    for assignment in earlier:
        Assignment.objects.filter(pk=assignment.pk).update(role=Role.ENTERPRISE_STAFF.value)
        audit.record(
            "firm.member_removed",
            by=by,
            at=at,
            city=organisation.city_code,
            kind="enterprise",
            key=str(organisation.pk),
            facts={"user": str(assignment.user_id), "role": Role.ENTERPRISE_ADMIN.value},
        )
    held = _current(organisation, on).filter(user=successor).first()
    if held is None:
        add_member(organisation=organisation, user=successor, role=Role.ENTERPRISE_ADMIN, by=by, at=at, on=on)
    elif held.role != Role.ENTERPRISE_ADMIN:
        Assignment.objects.filter(pk=held.pk).update(role=Role.ENTERPRISE_ADMIN.value)


@transaction.atomic
def remove_member(*, organisation: Organisation, user: User, by: Actor, at: datetime, on: date) -> None:
    """End somebody's acting for a firm today. Raises NotPossible("firm.last_administrator", "firm.not_a_member")."""
    current = _current(organisation, on)
    mine = current.filter(user=user).first()
    if mine is None:
        raise NotPossible("firm.not_a_member")
    if mine.role == Role.ENTERPRISE_ADMIN and not current.filter(role=Role.ENTERPRISE_ADMIN.value).exclude(user=user).exists():
        raise NotPossible("firm.last_administrator")
    if mine.starts >= on:
        Assignment.objects.filter(pk=mine.pk).delete()
    else:
        Assignment.objects.filter(pk=mine.pk).update(ends=on - _DAY)
    audit.record(
        "firm.member_removed",
        by=by,
        at=at,
        city=organisation.city_code,
        kind="enterprise",
        key=str(organisation.pk),
        facts={"user": str(user.pk), "role": mine.role},
    )


def _current(organisation: Organisation, on: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), organisation=organisation, starts__lte=on).select_for_update()
