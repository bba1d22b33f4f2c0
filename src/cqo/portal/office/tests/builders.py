"""A city with its offices and the people in them, for the tests of the office and of the desk."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from django.test import Client

from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts import phones
from cqo.foundation.accounts.models import Assignment, Organisation, Post, User
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.divisions.models import Zone
from cqo.portal.desk import tour
from cqo.portal.entrance import notice

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
BEGAN = date(2024, 1, 1)
_numbers = count(1)


@dataclass
class City:
    """A city's offices by name, and its posts by title."""

    code: str
    offices: dict[str, Organisation] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def office(
        self, name: str, *, division: str, kind: OrganisationKind = OrganisationKind.BUREAU, zone: UUID | None = None
    ) -> Organisation:
        """Set up an office."""
        self.offices[name] = Organisation.objects.create(
            kind=kind.value, name=name, division_id=division, city_code=self.code, zone_id=zone
        )
        return self.offices[name]

    def post(self, title: str, office: str, role: Role) -> Post:
        """Set up a post in an office."""
        where = self.offices[office]
        self.posts[title] = Post.objects.create(
            organisation=where, title=title, role=role.value, division_id=where.division_id, zone_id=where.zone_id
        )
        return self.posts[title]

    def put(self, user: User, title: str, *, starts: date = BEGAN, ends: date | None = None) -> Assignment:
        """Put somebody in a post."""
        post = self.posts[title]
        return Assignment.objects.create(
            user=user,
            role=post.role,
            post=post,
            organisation=post.organisation,
            division_id=post.division_id,
            zone_id=post.zone_id,
            starts=starts,
            ends=ends,
            recorded_at=AT,
        )


def user(name: str = "", *, phone: str = "", **columns: Any) -> User:
    """A sign-in that is past its first steps and its tour."""
    number = next(_numbers)
    given = {
        "login_name": f"person{number}",
        "consented_version": notice.CURRENT.version,
        "tour_step": tour.OVER,
        "created_at": AT,
        **columns,
    }
    return User.objects.create(name=name or f"张{number}", **phones.columns(phone), **given)


def hanzhong() -> City:
    """汉中: the bureau with its four posts, two counties, the zone; nobody in them yet."""
    city = City("610700")
    city.office("汉中市市场监督管理局", division="610700")
    city.office("城固县市场监督管理局", division="610722")
    city.office("佛坪县市场监督管理局", division="610730")
    zone = Zone.objects.get(city="610700")
    city.office("汉中经济技术开发区管理委员会", division="610700", kind=OrganisationKind.ZONE_OFFICE, zone=zone.pk)
    city.post("质量科经办岗", "汉中市市场监督管理局", Role.CITY_OFFICER)
    city.post("系统管理岗", "汉中市市场监督管理局", Role.SYSTEM_ADMIN)
    city.post("安全管理岗", "汉中市市场监督管理局", Role.SECURITY_ADMIN)
    city.post("审计管理岗", "汉中市市场监督管理局", Role.AUDIT_ADMIN)
    city.post("城固受理岗", "城固县市场监督管理局", Role.COUNTY_OFFICER)
    city.post("佛坪受理岗", "佛坪县市场监督管理局", Role.COUNTY_OFFICER)
    city.post("经开区受理岗", "汉中经济技术开发区管理委员会", Role.ZONE_OFFICER)
    return city


def nantong() -> City:
    """南通: another city, with one post."""
    city = City("320600")
    city.office("南通市市场监督管理局", division="320600")
    city.post("南通系统管理岗", "南通市市场监督管理局", Role.SYSTEM_ADMIN)
    return city


def acting(user: User, *, on: date = TODAY) -> Actor:
    """The first capacity somebody has on a day."""
    return access.capacities(user=user, on=on)[0]


def signed_in(client: Client, city: City, title: str, name: str = "李敏") -> Actor:
    """Put somebody new in a post and sign them in; says who acts."""
    holder = user(name)
    city.put(holder, title)
    client.force_login(holder)
    return acting(holder)
