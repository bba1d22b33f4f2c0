"""Reads of accounts."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from cqo.foundation.accounts import phones
from cqo.foundation.accounts.models import ActivationCode, Assignment, Consent, Organisation, Post, SignIn, User
from cqo.foundation.accounts.rules import Term, code_as_typed
from cqo.foundation.accounts.states import CodeKind, Role
from cqo.foundation.codes import phone as phone_numbers
from cqo.foundation.sealing.sealing import keyed_hash
from cqo.foundation.statements import Statement

UUID_LENGTH = 36


# One condition each: of two joined by "or", SQLite would go through everybody.
_of_login = Statement(lambda login: User.objects.filter(login_name=login, is_active=True))
_of_phone = Statement(lambda phone: User.objects.filter(phone_hash=phone, is_active=True))
_of_name = Statement(lambda name: User.objects.filter(name=name, is_active=True)[:2])


def candidate(login: str) -> User | None:
    """The one active user meant by what was typed: a sign-in name, a phone however it is written, or a real name that only one user has.

    A sign-in name and a phone go before any number of people who call themselves by it, so that nobody shuts an official out by taking a name.
    """
    login = login.strip()
    if not login:
        return None
    phone = phones.look_up(phone_numbers.read(login) or login)
    found = dict.fromkeys([*_of_login(login=login.lower()), *_of_phone(phone=phone)]) or dict.fromkeys(_of_name(name=login))
    return next(iter(found)) if len(found) == 1 else None


def terms_of(user: User) -> list[Term]:
    """Every role a user holds or held, with its days."""
    return [
        Term(Role(role), starts, ends)
        for role, starts, ends in user.assignments.order_by("starts", "pk").values_list("role", "starts", "ends")
    ]


def lent_terms(user: User) -> list[Term]:
    """Every role in which a user acts or will act for somebody else, with the days of the delegation."""
    lent = user.delegations.filter(ended_at__isnull=True).order_by("starts", "pk")
    return [Term(Role(role), starts, ends) for role, starts, ends in lent.values_list("giver__role", "starts", "ends")]


def current_assignments(user: User, *, on: date) -> list[Assignment]:
    """What a user holds on a day, oldest first."""
    current = Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))
    return list(Assignment.objects.filter(current, user=user).select_related("organisation", "post").order_by("starts", "pk"))


def terms_from(user: User, *, on: date) -> list[Assignment]:
    """What a user holds on a day or later, oldest first: what has been given for next week counts when somebody asks what an account opens."""
    current = Q(ends__isnull=True) | Q(ends__gte=on)
    return list(Assignment.objects.filter(current, user=user).select_related("organisation").order_by("starts", "pk"))


def usable_code(*, kind: CodeKind, typed: str, on: date) -> ActivationCode | None:
    """The unused, unexpired code of a kind that somebody typed; None otherwise, without telling which of the reasons it was."""
    code = code_as_typed(typed)
    if code is None:
        return None
    return ActivationCode.objects.filter(
        kind=kind.value, code_hash=code_hash(code), used_at__isnull=True, withdrawn_at__isnull=True, expires_date__gte=on
    ).first()


def code_hash(code: str) -> bytes:
    """The keyed hash under which a tidied code is kept."""
    return keyed_hash("activation_code", code)


def codes_of_batch(batch: UUID) -> QuerySet[ActivationCode]:
    """The codes printed together, oldest first."""
    return ActivationCode.objects.filter(batch=batch).order_by("pk")


_names = Statement(lambda keys: User.objects.filter(pk__in=keys).values_list("pk", "name"))


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """The names of users by the keys under which the record holds them; keys that are no user's are left out."""
    users = [UUID(key) for key in keys if len(key) == UUID_LENGTH]
    return {str(key): name for key, name in (_names(keys=users) if users else [])}


def open_sign_ins(user: User) -> QuerySet[SignIn]:
    """Where the account is open now, newest first."""
    return SignIn.objects.filter(user=user, ended_at__isnull=True).order_by("-started_at", "-pk")


def members(organisation: UUID, *, on: date) -> QuerySet[Assignment]:
    """Who acts for an organisation on a day, administrators first."""
    current = Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))
    return Assignment.objects.filter(current, organisation_id=organisation).select_related("user", "post").order_by("role", "starts", "pk")


def holders_of(post: Post, *, on: date) -> list[Assignment]:
    """Who holds a post on a day."""
    current = Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))
    return list(Assignment.objects.filter(current, post=post).select_related("user").order_by("starts", "pk"))


def posts(city_code: str) -> QuerySet[Post]:
    """The posts of a city's bureaus and zone offices that still exist."""
    return (
        Post.objects.filter(organisation__city_code=city_code, abolished_date__isnull=True)
        .select_related("organisation", "division", "zone")
        .order_by("division_id", "organisation_id", "title", "pk")
    )


def offices(city_code: str) -> Sequence[Organisation]:
    """The city's bureaus and zone offices, city first."""
    return list(
        Organisation.objects.filter(city_code=city_code, kind__in=["bureau", "zone_office"]).order_by("division_id", "kind", "name", "pk")
    )


def latest_consent(user: User) -> Consent | None:
    """The consent in force, if any."""
    return Consent.objects.filter(user=user, withdrawn_at__isnull=True).order_by("-given_at", "-pk").first()
