"""In which capacities a user may act today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cqo.foundation.access import reach, roles
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts.models import Assignment, Delegation, User
from cqo.foundation.accounts.states import OFFICIAL_ROLES, THREE_ADMINISTRATORS, Role
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.statements import Statement


@dataclass(frozen=True, slots=True)
class _Held:
    """What of an assignment says in which capacity its holder acts."""

    assignment: UUID
    role: str
    division: str | None
    zone: UUID | None
    organisation: UUID | None
    organisation_name: str | None
    city: str | None


_HELD = ("pk", "role", "division", "zone", "organisation", "organisation__name", "organisation__city_code")


def _acting(held: _Held, *, user: User, lent: UUID | None = None, scope: Sequence[str] = ()) -> Actor:
    role = Role(held.role)
    powers = roles.POWERS[role] | roles.EVERYONE
    if lent is not None:
        powers = powers - {Can.DELEGATE}
        if scope:
            powers = powers & frozenset(Can(power) for power in scope)
    return Actor(
        user=user.pk,
        name=user.name,
        role=role,
        reach=reach.of(
            role=role,
            division_code=held.division,
            division_level=divisions.place(held.division).level if held.division else None,
            zone=held.zone,
            organisation=held.organisation,
            user=user.pk,
        ),
        powers=powers,
        city=held.city or "",
        capacity=held.assignment,
        organisation=held.organisation,
        organisation_name=held.organisation_name or "",
        on_behalf_of=lent,
    )


_assignments = Statement(lambda user: Assignment.objects.filter(user=user).values_list("starts", "ends", *_HELD))
_assignments_lent = Statement(lambda keys: Assignment.objects.filter(pk__in=keys).values_list("starts", "ends", *_HELD))
_delegations = Statement(
    lambda user, on: Delegation.objects.filter(receiver=user, ends__gte=on).values_list("starts", "pk", "giver", "scope", "ended_at")
)


def capacities(*, user: User, on: date) -> list[Actor]:
    """Every capacity of a user on a day: own assignments first (oldest first), then delegations from people who hold theirs on that day."""
    own = _held_on(on, _assignments(user=user.pk))
    lent = sorted(delegation[:4] for delegation in _delegations(user=user.pk, on=on) if delegation[0] <= on and delegation[4] is None)
    held = _held_on(on, _assignments_lent(keys=[giver for _, _, giver, _ in lent])) if lent else []
    givers = {each.assignment: each for each in held}
    return [_acting(each, user=user) for each in own] + [
        _acting(givers[giver], user=user, lent=key, scope=scope) for _, key, giver, scope in lent if giver in givers
    ]


def _held_on(on: date, rows: Iterable[Any]) -> list[_Held]:
    """Those of some assignments that are held on a day, oldest first."""
    oldest_first = sorted(rows, key=lambda row: (row[0], row[2]))
    return [_Held(*held) for starts, ends, *held in oldest_first if starts <= on and (ends is None or ends >= on)]


def without_capacity(user: User) -> Actor:
    """Somebody who has signed in and acts for nobody yet: may only apply."""
    return Actor(user=user.pk, name=user.name, role=None, reach=reach.Reach(reach.Scale.OWN, str(user.pk)), powers=roles.EVERYONE)


def chosen(actors: list[Actor], wanted: str) -> Actor | None:
    """The capacity the user chose in this session (its key), or the first; None where there is none."""
    for actor in actors:
        if wanted and capacity_key(actor) == wanted:
            return actor
    return actors[0] if actors else None


def capacity_key(actor: Actor) -> str:
    """What stands in the session and in the switcher's form: the delegation's key where one is used, else the assignment's."""
    return str(actor.on_behalf_of or actor.capacity)


def colleagues(actor: Actor, *, on: date) -> list[tuple[User, str]]:
    """The officials of the actor's city on a day, with their office, but the actor: who can be asked to act for them."""
    current = Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))
    held = Assignment.objects.filter(
        current, organisation__city_code=actor.city, role__in=[role.value for role in OFFICIAL_ROLES - THREE_ADMINISTRATORS]
    )
    found = {
        each.user_id: each
        for each in held.exclude(user=actor.user)
        .filter(user__is_active=True)
        .select_related("user", "organisation")
        .order_by("user__name", "pk")
    }
    return [(each.user, each.organisation.name if each.organisation else "") for each in found.values()]


def delegations_given(user: User) -> QuerySet[Delegation]:
    """The delegations a user gave, newest first."""
    return Delegation.objects.filter(giver__user=user).select_related("receiver", "giver__organisation").order_by("-starts", "-pk")


def delegations_received(user: User) -> QuerySet[Delegation]:
    """The delegations a user received, newest first."""
    return Delegation.objects.filter(receiver=user).select_related("giver__user", "giver__organisation").order_by("-starts", "-pk")


def holders(*, power: Can, division_codes: list[str], zone: UUID | None, on: date) -> list[UUID]:
    """The users who have a power over a place on a day: those assigned to any of the divisions (a county and its city, say) or to the zone."""
    able = [role.value for role, powers in roles.POWERS.items() if power in powers]
    place = Q(division_id__in=division_codes, zone__isnull=True)
    if zone is not None:
        place |= Q(zone_id=zone)
    current = Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))
    return list(
        Assignment.objects.filter(place, current, role__in=able, user__is_active=True)
        .values_list("user_id", flat=True)
        .distinct()
        .order_by("user_id")
    )
