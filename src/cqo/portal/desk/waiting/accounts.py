"""What the system administrator has to see to: vacant posts, terms that end, administrators the city lacks."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.wording import ROLE_NAMES
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment, Post
from cqo.foundation.accounts.states import THREE_ADMINISTRATORS, Role
from cqo.portal.desk import due
from cqo.portal.desk.tasks import Chip, Group, Task, group

AHEAD = timedelta(days=30)
SHOWN = 6


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """Vacant posts, terms that end within a month, administrators nobody holds. Four queries at most."""
    if not actor.may(Can.KEEP_ACCOUNTS):
        return []
    on = timezone.localdate(at)
    return [*_lacking(actor, on), *_vacant(actor, on), *_ending(actor, on)]


def _held(on: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on)


def _lacking(actor: Actor, on: date) -> list[Group]:
    roles = [role.value for role in THREE_ADMINISTRATORS]
    held = set(_held(on).filter(organisation__city_code=actor.city, role__in=roles).values_list("role", flat=True))
    tasks = [
        Task(
            title=_("本市没有%(role)s") % {"role": ROLE_NAMES[role]},
            url=reverse("office:posts"),
            action=_("安排任职"),
            note=_("系统、安全、审计管理员须由不同的人担任（三员分立）。"),
            chip=Chip(_("缺少"), "stop"),
        )
        for role in sorted(THREE_ADMINISTRATORS)
        if role.value not in held
    ]
    return group(_("三员不全"), tasks)


def _vacant(actor: Actor, on: date) -> list[Group]:
    found = accounts.posts(actor.city).exclude(Exists(_held(on).filter(post=OuterRef("pk"))))
    tasks = [_vacancy(post) for post in found[:SHOWN]]
    return group(_("空缺的岗位"), tasks, count=found.count(), all_url=reverse("office:posts"))


def _vacancy(post: Post) -> Task:
    return Task(
        title=post.title,
        url=reverse("office:post", args=[post.pk]),
        action=_("安排任职"),
        note=f"{post.organisation.name} · {ROLE_NAMES[Role(post.role)]}",
        chip=Chip(_("空缺"), "wait"),
    )


def _ending(actor: Actor, on: date) -> list[Group]:
    ending = _held(on).filter(post__isnull=False, organisation__city_code=actor.city, ends__lte=on + AHEAD, user__is_active=True)
    tasks = [
        Task(
            title=f"{term.user.name} · {term.post.title if term.post else ''}",
            url=reverse("office:official", args=[term.user_id]),
            action=_("查看"),
            note=term.organisation.name if term.organisation else "",
            chip=due.chip(term.ends, today=on),
        )
        for term in ending.select_related("user", "post", "organisation").order_by("ends", "pk")[:SHOWN]
    ]
    return group(_("任期将满的岗位"), tasks)
