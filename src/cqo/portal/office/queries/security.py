"""Sign-ins of a city's people: who is locked out, where accounts are open. Addresses and phones never in full."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django_otp.plugins.otp_totp.models import TOTPDevice

from cqo.foundation.accounts import lockout
from cqo.foundation.accounts.lockout import Lockout
from cqo.foundation.accounts.models import Assignment, SignIn, User
from cqo.registry.enterprises.models import Claim
from cqo.registry.people.models import PersonInCity

KEY_LENGTH = 32


@dataclass(frozen=True)
class Locked:
    """A lockout, with whose account it is; None where nobody has the name that was typed."""

    lockout: Lockout
    user: User | None


def within(city: str) -> QuerySet[User]:
    """The accounts of a city: whoever acts for one of its offices or firms, has a file there, or asks to act for one of its firms."""
    acts = Assignment.objects.filter(user=OuterRef("pk"), organisation__city_code=city)
    is_known = PersonInCity.objects.filter(person__user=OuterRef("pk"), city_code=city)
    asks = Claim.objects.filter(applicant=OuterRef("pk"), city_code=city)
    return User.objects.filter(Exists(acts) | Exists(is_known) | Exists(asks))


def locked(city: str, *, at: datetime) -> list[Locked]:
    """The lockouts in force of the city's accounts, and of names that nobody has. Three queries."""
    found = lockout.in_force(at)
    keys = [key for each in found if (key := user_key(each.subject))]
    own = {user.pk.hex: user for user in within(city).filter(pk__in=keys)}
    anybodys = {key.hex for key in User.objects.filter(pk__in=keys).values_list("pk", flat=True)}
    return [Locked(each, own.get(each.subject)) for each in found if each.subject in own or each.subject not in anybodys]


def user_key(subject: str) -> UUID | None:
    """The key a subject may be: a user's, or a keyed hash that looks like one."""
    try:
        return UUID(subject) if len(subject) == KEY_LENGTH else None
    except ValueError:
        return None


def with_sessions(users: QuerySet[User]) -> QuerySet[User]:
    """Users with `open_sessions`, how many browsers are signed in, and `has_second_step`."""
    device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    return users.annotate(open_sessions=Count("sign_ins", filter=Q(sign_ins__ended_at__isnull=True)), has_second_step=Exists(device))


def named(city: str, text: str) -> QuerySet[User]:
    """The city's accounts whose name or sign-in name has a text in it, by name."""
    return with_sessions(within(city).filter(Q(name__contains=text) | Q(login_name__contains=text.lower()))).order_by("name", "pk")


def recent_sign_ins(city: str) -> QuerySet[SignIn]:
    """The city's sign-ins, newest first. Slice before showing."""
    return SignIn.objects.filter(Exists(within(city).filter(pk=OuterRef("user")))).select_related("user").defer("session_key").order_by("-pk")


def sign_ins_of(user: User) -> QuerySet[SignIn]:
    """Somebody's sign-ins, open ones first. Slice before showing."""
    return SignIn.objects.filter(user=user).defer("session_key").order_by(F("ended_at").asc(nulls_first=True), "-pk")
