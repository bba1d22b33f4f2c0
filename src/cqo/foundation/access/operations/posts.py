"""Posts and the people who hold them. Each act is recorded in the city's record."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment, Delegation, Organisation, Post, User
from cqo.foundation.accounts.operations import users
from cqo.foundation.accounts.rules import Term, excluded_by
from cqo.foundation.accounts.states import OFFICIAL_ROLES, Role
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible


@transaction.atomic
def open_post(*, organisation: Organisation, title: str, role: Role, division: str, zone: UUID | None, by: Actor, at: datetime) -> Post:
    """Make a post in a bureau or zone office. Raises NotPossible("post.not_official") for a role that firms and persons have."""
    gate.require(by, Can.KEEP_ACCOUNTS)
    _own_city(organisation, by)
    if role not in OFFICIAL_ROLES:
        raise NotPossible("post.not_official")
    if Post.objects.filter(organisation=organisation, title=title).exists():
        raise NotPossible("post.title_taken", title=title)
    post = Post.objects.create(organisation=organisation, title=title, role=role.value, division_id=division, zone_id=zone)
    audit.record("post.opened", by=by, at=at, city=organisation.city_code, kind="post", key=str(post.pk), facts={"role": role.value})
    return post


@transaction.atomic
def abolish_post(*, post: Post, by: Actor, at: datetime, on: date) -> None:
    """Abolish a post nobody holds. Raises NotPossible("post.held") while somebody does."""
    gate.require(by, Can.KEEP_ACCOUNTS)
    _own_city(post.organisation, by)
    if accounts.holders_of(post, on=on):
        raise NotPossible("post.held")
    Post.objects.filter(pk=post.pk).update(abolished_date=on)
    audit.record("post.abolished", by=by, at=at, city=post.organisation.city_code, kind="post", key=str(post.pk))


@transaction.atomic
def open_official(
    *, post: Post, login_name: str, name: str, phone: str, email: str, password: str, by: Actor, at: datetime, on: date
) -> User:
    """Make an official's sign-in and put them in a post at once; the first sign-in asks for a password of their own."""
    gate.require(by, Can.KEEP_ACCOUNTS)
    city = post.organisation.city_code
    user = users.open_user(
        login_name=login_name, name=name, phone=phone, email=email, password=password, by=by, at=at, city=city, must_change_password=True
    )
    assign(user=user, post=post, by=by, at=at, starts=on)
    return user


@transaction.atomic
def assign(*, user: User, post: Post, by: Actor, at: datetime, starts: date, ends: date | None = None) -> Assignment:
    """Put somebody in a post. Raises NotPossible("post.excluded") where the three administrators would meet in one person, be it by delegation."""
    gate.require(by, Can.KEEP_ACCOUNTS)
    _own_city(post.organisation, by)
    wanted = Term(Role(post.role), starts, ends)
    clash = excluded_by(wanted, [*accounts.terms_of(user), *accounts.lent_terms(user)])
    if clash is not None:
        raise NotPossible("post.excluded", role=clash.value)
    if any(holder.user_id == user.pk for holder in accounts.holders_of(post, on=starts)):
        raise NotPossible("post.held_already")
    assignment = Assignment.objects.create(
        user=user,
        role=post.role,
        post=post,
        organisation=post.organisation,
        division_id=post.division_id,
        zone_id=post.zone_id,
        starts=starts,
        ends=ends,
        recorded_at=at,
    )
    audit.record(
        "post.assigned",
        by=by,
        at=at,
        city=post.organisation.city_code,
        kind="user",
        key=str(user.pk),
        facts={"post": str(post.pk), "starts": starts, "ends": ends},
    )
    return assignment


@transaction.atomic
def hand_over(*, leaver: User, successor: User | None, ground: str, by: Actor, at: datetime, on: date) -> int:
    """Somebody leaves: every post they hold passes to the successor in one act, their delegations end, their sign-in closes.

    on: the leaver's last day; the successor holds the posts from the next day. Without a successor the posts stand empty until somebody is assigned.
    Returns how many posts passed. With nothing written it raises NotPossible("post.excluded") where the successor may not hold one of them,
    "post.last_administrator" where nobody would be left to keep the accounts.
    """
    gate.require(by, Can.KEEP_ACCOUNTS)
    held = list(_current(leaver, on).select_related("post__organisation"))
    official = [assignment for assignment in held if assignment.post is not None]
    for assignment in official:
        _own_city(assignment.post.organisation, by)  # type: ignore[union-attr]
        if successor is None:
            _require_another_administrator(assignment, on=on)
    Assignment.objects.filter(pk__in=[assignment.pk for assignment in official]).update(ends=on)
    Delegation.objects.filter(giver__in=official, ended_at__isnull=True).update(ended_at=at)
    Delegation.objects.filter(receiver=leaver, ended_at__isnull=True).update(ended_at=at)
    if successor is not None:
        for assignment in official:
            if not any(holder.user_id == successor.pk for holder in accounts.holders_of(assignment.post, on=on + timedelta(days=1))):  # type: ignore[arg-type]
                assign(user=successor, post=assignment.post, by=by, at=at, starts=on + timedelta(days=1))  # type: ignore[arg-type]
    if len(official) == len(held):
        users.close_user(user=leaver, ground=ground, by=by, at=at, city=by.city)
    audit.record(
        "post.handed_over",
        by=by,
        at=at,
        city=by.city,
        kind="user",
        key=str(leaver.pk),
        facts={"successor": str(successor.pk) if successor else None, "ground": ground},
        members=[str(assignment.post_id) for assignment in official],
    )
    return len(official)


@transaction.atomic
def step_down(*, assignment: Assignment, by: Actor, at: datetime, on: date) -> None:
    """Somebody gives up one post and keeps the others. on: the last day; delegations of that post end, a term that has not begun falls away.

    Raises NotPossible("post.not_held") for a term that is over by then, "post.last_administrator".
    """
    gate.require(by, Can.KEEP_ACCOUNTS)
    if assignment.post is None or (assignment.ends is not None and assignment.ends <= on):
        raise NotPossible("post.not_held")
    city = assignment.post.organisation.city_code
    _own_city(assignment.post.organisation, by)
    _require_another_administrator(assignment, on=on)
    Delegation.objects.filter(giver=assignment, ended_at__isnull=True).update(ended_at=at)
    if assignment.starts > on and not assignment.delegations.exists():
        Assignment.objects.filter(pk=assignment.pk).delete()
    else:
        Assignment.objects.filter(pk=assignment.pk).update(ends=max(on, assignment.starts))
    audit.record(
        "post.left", by=by, at=at, city=city, kind="user", key=str(assignment.user_id), facts={"post": str(assignment.post_id), "ends": on}
    )


def _require_another_administrator(assignment: Assignment, *, on: date) -> None:
    """A city never loses its last system administrator: nobody could make another one."""
    if assignment.role != Role.SYSTEM_ADMIN:
        return
    others = Assignment.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=on),
        role=Role.SYSTEM_ADMIN.value,
        organisation__city_code=assignment.post.organisation.city_code,  # type: ignore[union-attr]
        user__is_active=True,
    )
    if not others.exclude(user=assignment.user_id).exists():
        raise NotPossible("post.last_administrator")


def _current(user: User, on: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), user=user).order_by("starts", "pk")


def _own_city(organisation: Organisation, by: Actor) -> None:
    if by.city and organisation.city_code != by.city:
        raise NotPossible("post.other_city")
