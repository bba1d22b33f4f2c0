"""Requests to correct or erase personal data that an official has to answer."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reaching import Reaching
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.statements import counting
from cqo.portal.desk import due
from cqo.portal.desk.tasks import Group, Task, group
from cqo.registry.people.models import Request
from cqo.registry.people.queries import requests
from cqo.registry.people.states import RequestKind
from cqo.registry.people.wording import REQUEST_KINDS

SHOWN = 6


_first = Reaching(
    lambda actor: (
        requests.to_answer(actor)
        .select_related(None)
        .select_related("person")
        .only("number", "kind", "due_date", "submitted_at", "person__name")[:SHOWN]
    )
)
_count = Reaching(lambda actor: counting(requests.to_answer(actor)))


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """The most urgent requests. Two queries."""
    if not actor.may(Can.ANSWER_REQUEST):
        return []
    on = timezone.localdate(at)
    tasks = [_task(request, on) for request in _first(actor)]
    return group(_("个人信息请求待处理"), tasks, count=sum(_count(actor)), all_url=reverse("people:requests"))


def _task(request: Request, on: date) -> Task:
    facts = {"number": request.number, "day": day(request.submitted_at)}
    return Task(
        title=_("%(name)s：%(kind)s") % {"name": request.person.name, "kind": REQUEST_KINDS[RequestKind(request.kind)]},
        url=request.get_absolute_url(),
        action=_("处理"),
        note=_("%(number)s · %(day)s提出") % facts,
        chip=due.chip(request.due_date, today=on),
    )
