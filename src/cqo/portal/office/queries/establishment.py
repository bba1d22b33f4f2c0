"""The offices of a city with their posts, and the people who hold them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment, Delegation, Organisation, Post, User
from cqo.foundation.accounts.states import OFFICIAL_ROLES, THREE_ADMINISTRATORS, OrganisationKind, Role

OFFICES = (OrganisationKind.BUREAU.value, OrganisationKind.ZONE_OFFICE.value)
_OFFICIALS = [role.value for role in OFFICIAL_ROLES]


@dataclass(frozen=True)
class Seat:
    """A post and who holds it now or is to hold it; several people may hold one post."""

    post: Post
    terms: list[Assignment]

    def is_vacant(self, on: date) -> bool:
        """Whether nobody holds it on a day."""
        return not any(term.starts <= on for term in self.terms)


@dataclass(frozen=True)
class Office:
    """A bureau or zone office with its posts."""

    organisation: Organisation
    seats: list[Seat] = field(default_factory=list)


@dataclass(frozen=True)
class Establishment:
    """All offices of a city on a day."""

    offices: list[Office]
    on: date

    @property
    def vacant(self) -> list[Seat]:
        """The posts that nobody holds."""
        return [seat for office in self.offices for seat in office.seats if seat.is_vacant(self.on)]

    @property
    def unfilled(self) -> list[Role]:
        """Those of the three administrators whom the city does not have."""
        held = {seat.post.role for office in self.offices for seat in office.seats if not seat.is_vacant(self.on)}
        return sorted(role for role in THREE_ADMINISTRATORS if role.value not in held)


def establishment(city: str, *, on: date) -> Establishment:
    """The offices of a city, city first, with their posts and current or coming holders. Three queries."""
    offices = {office.pk: Office(office) for office in offices_of(city)}
    terms = terms_by_post(city, on=on)
    for post in accounts.posts(city):
        if post.organisation_id in offices:
            offices[post.organisation_id].seats.append(Seat(post, terms.get(post.pk, [])))
    return Establishment(list(offices.values()), on)


def offices_of(city: str) -> QuerySet[Organisation]:
    """The bureaus and zone offices of a city with their places, city first."""
    found = Organisation.objects.filter(city_code=city, kind__in=OFFICES)
    return found.select_related("division", "zone").order_by("division_id", "kind", "name", "pk")


def terms_by_post(city: str, *, on: date) -> dict[UUID, list[Assignment]]:
    """Post → who holds it on a day or later, oldest first."""
    found: dict[UUID, list[Assignment]] = defaultdict(list)
    held = Assignment.objects.filter(_not_over(on), post__organisation__city_code=city).select_related("user").order_by("starts", "pk")
    for term in held:
        if term.post_id is not None:
            found[term.post_id].append(term)
    return found


def terms_of_post(post: Post) -> QuerySet[Assignment]:
    """Everybody who holds or held a post, the latest first."""
    return Assignment.objects.filter(post=post).select_related("user").order_by("-starts", "-pk")


def officials(city: str, *, on: date) -> QuerySet[User]:
    """Everybody who holds or held a post in a city, by name, each with `terms`, what they hold on a day or later, and `in_office`."""
    posts = Assignment.objects.filter(organisation__city_code=city, role__in=_OFFICIALS)
    terms = posts.filter(_not_over(on)).select_related("post", "organisation").order_by("starts", "pk")
    own = posts.filter(user=OuterRef("pk"))
    found = User.objects.filter(Exists(own)).annotate(in_office=Exists(own.filter(_not_over(on))))
    return found.prefetch_related(Prefetch("assignments", queryset=terms, to_attr="terms")).order_by("name", "pk")


def history(user: User, city: str) -> QuerySet[Assignment]:
    """Every post of the city that somebody holds or held, the latest first."""
    found = Assignment.objects.filter(user=user, organisation__city_code=city, role__in=_OFFICIALS)
    return found.select_related("post", "organisation").order_by("-starts", "-pk")


def choosable(city: str, *, on: date, but: Iterable[UUID] = ()) -> list[tuple[str, str]]:
    """The officials of a city who can sign in, to choose from: key, and name with office."""
    held = officials(city, on=on).filter(is_active=True).exclude(pk__in=list(but))
    return [(str(user.pk), named(user)) for user in held]


def named(user: User) -> str:
    """An official with the offices they act for, so that namesakes are told apart."""
    offices = dict.fromkeys(term.organisation.name for term in user.terms if term.organisation)  # type: ignore[attr-defined]
    return f"{user.name}（{'、'.join(offices) or user.login_name}）"


def delegations(city: str) -> QuerySet[Delegation]:
    """The delegations of a city's officials, those in force or to come first."""
    found = Delegation.objects.filter(giver__organisation__city_code=city)
    return found.select_related("giver__user", "giver__post", "giver__organisation", "receiver").order_by(
        F("ended_at").asc(nulls_first=True), "-ends", "-pk"
    )


def delegations_that_end(user: User, *, on: date) -> QuerySet[Delegation]:
    """The delegations that end when somebody leaves: those they gave and those they received."""
    running = Delegation.objects.filter(Q(giver__user=user) | Q(receiver=user), ended_at__isnull=True, ends__gte=on)
    return running.select_related("giver__user", "receiver").order_by("starts", "pk")


def _not_over(on: date) -> Q:
    return Q(ends__isnull=True) | Q(ends__gte=on)
