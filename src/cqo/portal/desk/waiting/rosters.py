"""Rosters somebody uploaded and has to go on with."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reaching import Reaching
from cqo.foundation.intake import queries, recipes
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.states import State
from cqo.foundation.intake.wording import STATES
from cqo.foundation.look.templatetags.look import moment
from cqo.foundation.statements import counting
from cqo.portal.desk.tasks import Chip, Group, Task, group

SHOWN = 4
ACTIONS = {State.UPLOADED: gettext_lazy("确认列"), State.CHECKED: gettext_lazy("核对并发布"), State.UNREADABLE: gettext_lazy("查看原因")}


_first = Reaching(lambda actor: queries.waiting(actor).only("kind", "state", "rejected", "created_at", "created_by__name")[:SHOWN])
_count = Reaching(lambda actor: counting(queries.waiting(actor)))


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """The latest rosters to go on with. Two queries."""
    if not actor.may(Can.IMPORT_ROSTER):
        return []
    tasks = [_task(batch) for batch in _first(actor)]
    return group(_("导入名单待继续"), tasks, count=sum(_count(actor)), all_url=reverse("intake:batches"))


def _task(batch: Batch) -> Task:
    state = State(batch.state)
    who = batch.created_by.name if batch.created_by else _("系统")
    return Task(
        title=str(recipes.of(batch.kind).words.title),
        url=reverse("intake:batch", args=[batch.pk]),
        action=str(ACTIONS[state]),
        note=_("%(name)s 于 %(at)s 上传") % {"name": who, "at": moment(batch.created_at)},
        warning=_("%(count)s 行需要更正") % {"count": batch.rejected} if batch.rejected else "",
        chip=Chip(str(STATES[state]), "stop" if state == State.UNREADABLE else "wait"),
    )
