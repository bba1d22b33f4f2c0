"""Whose sign-ins are locked, of a city's accounts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from cqo.foundation.accounts import lockout
from cqo.foundation.accounts.lockout import Lockout
from cqo.foundation.accounts.models import Assignment, User
from cqo.registry.enterprises.models import Claim
from cqo.registry.people.models import PersonInCity

KEY_LENGTH = 32


@dataclass(frozen=True)
class Locked:
    """A lockout, with whose account it is; None where nobody has the name that was typed."""

    lockout: Lockout
    user: User | None


def accounts_of(city: str) -> QuerySet[User]:
    """The accounts of a city: whoever acts for one of its offices or firms, has a file there, or asks to act for one of its firms."""
    acts = Assignment.objects.filter(user=OuterRef("pk"), organisation__city_code=city)
    is_known = PersonInCity.objects.filter(person__user=OuterRef("pk"), city_code=city)
    asks = Claim.objects.filter(applicant=OuterRef("pk"), city_code=city)
    return User.objects.filter(Exists(acts) | Exists(is_known) | Exists(asks))


def locked(city: str, *, at: datetime) -> list[Locked]:
    """The lockouts in force of the city's accounts, and of names that nobody has. Three queries."""
    found = lockout.in_force(at)
    keys = [key for each in found if (key := _user_key(each.subject))]
    own = {user.pk.hex: user for user in accounts_of(city).filter(pk__in=keys)}
    anybodys = {key.hex for key in User.objects.filter(pk__in=keys).values_list("pk", flat=True)}
    return [Locked(each, own.get(each.subject)) for each in found if each.subject in own or each.subject not in anybodys]


def _user_key(subject: str) -> UUID | None:
    """The key a subject may be: a user's, or a keyed hash that looks like one."""
    try:
        return UUID(subject) if len(subject) == KEY_LENGTH else None
    except ValueError:
        return None
