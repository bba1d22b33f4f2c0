"""A sample city at work: its offices, the officials in them, and who acts in what capacity."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cqo.config.demo import codes
from cqo.config.demo.cities import City
from cqo.config.demo.days import Days
from cqo.config.demo.signins import Newcomer, SignIns
from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import Actor, system
from cqo.foundation.access.operations import posts
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import users
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.divisions import queries as divisions

PHONES_FROM = 9000  # the numbers below belong to firms and people


@dataclass
class Town:
    """A city with those who sign in there; sign-in name → user."""

    city: City
    days: Days
    sign_ins: SignIns
    users: dict[str, User] = field(default_factory=dict)
    phones: int = PHONES_FROM

    def welcome(self, people: Sequence[tuple[str, str]], *, days: int, **settings: Any) -> None:
        """Open sign-ins for people (sign-in name, name), so many days ago; `settings` as `SignIns.open` takes them."""
        newcomers = [Newcomer(login, name, self.next_phone()) for login, name in people]
        self.users.update(self.sign_ins.open(newcomers, city=self.city.code, at=self.days.moment(days, hour=9), **settings))

    def next_phone(self) -> str:
        """A telephone that nobody has yet."""
        self.phones += 1
        return codes.phone(self.city.area, self.phones)

    def actor(self, login: str, *, days: int = 0) -> Actor:
        """Somebody in the first of their capacities, so many days ago; a person without any may only apply."""
        user = self.users[login]
        capacities = access.capacities(user=user, on=self.days.before(days))
        return capacities[0] if capacities else access.without_capacity(user)

    def zone(self, name: str) -> UUID | None:
        """The key of a zone by its name; None for no name."""
        return divisions.open_zones(self.city.code).get(name=name).pk if name else None


def open_offices(town: Town, *, days: int) -> None:
    """Set up the offices with their posts and put their people in them, so many days ago."""
    offices: list[Mapping[str, Any]] = town.city.more["office"]
    town.welcome([person for office in offices for _, person in _held(office)], days=days)
    at = town.days.moment(days, hour=9)
    for office in offices:
        city_code = "" if office["division"].endswith("0000") else town.city.code
        organisation = users.open_organisation(
            key=None,
            kind=OrganisationKind(office["kind"]),
            name=office["name"],
            credit_code=None,
            division_code=office["division"],
            zone=town.zone(office.get("zone", "")),
            city_code=city_code,
        )
        by = system("demo", city=city_code)
        for post in office["posts"]:
            opened = posts.open_post(
                organisation=organisation,
                title=post["title"],
                role=Role(post["role"]),
                division=office["division"],
                zone=organisation.zone_id,
                by=by,
                at=at,
            )
            for login, _ in _people(post):
                posts.assign(user=town.users[login], post=opened, by=by, at=at, starts=town.days.before(days))


def _held(office: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], tuple[str, str]]]:
    for post in office["posts"]:
        for person in _people(post):
            yield post, person


def _people(post: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Sign-in name and name of those in a post."""
    return [(login, name) for login, name in (person.split() for person in post["people"])]
