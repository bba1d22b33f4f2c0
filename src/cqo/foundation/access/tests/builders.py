"""Offices, posts and the people in them, for tests of who may act as what."""

from datetime import date

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.operations import posts
from cqo.foundation.access.queries import capacities
from cqo.foundation.accounts.models import Assignment, Organisation, Post, User
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, CITY, PASSWORD, TODAY, YANGXIAN, actor, official, user

__all__ = ["AT", "CHENGGU", "CITY", "PASSWORD", "TODAY", "YANGXIAN", "actor", "official", "user"]

NANTONG = "320600"


def administrator(division: str = CITY) -> Actor:
    """The system administrator of a city."""
    return actor(official(f"keeper{division}", role=Role.SYSTEM_ADMIN, division=division))


def office(division: str = CHENGGU) -> Organisation:
    """The bureau of a division."""
    return Organisation.objects.get_or_create(
        kind=OrganisationKind.BUREAU.value, name=f"{division} 市场监督管理局", division_id=division, city_code=division[:4] + "00"
    )[0]


def post(title: str, role: Role = Role.COUNTY_OFFICER, *, by: Actor, division: str = CHENGGU) -> Post:
    """A post in a bureau."""
    return posts.open_post(organisation=office(division), title=title, role=role, division=division, zone=None, by=by, at=AT)


def holder(login_name: str, of: Post, *, by: Actor, starts: date = TODAY) -> User:
    """Somebody new in a post."""
    made = user(login_name)
    posts.assign(user=made, post=of, by=by, at=AT, starts=starts)
    return made


def term(of: User) -> Assignment:
    """The one post somebody holds."""
    return Assignment.objects.get(user=of, post__isnull=False)


def acts_as(of: User, *, on: date = TODAY) -> list[tuple[Role | None, bool]]:
    """In which roles somebody acts, and whether for another."""
    return [(each.role, each.on_behalf_of is not None) for each in capacities(user=of, on=on)]
