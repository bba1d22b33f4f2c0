"""Sittings that an official has to prepare, to watch, or to hand over; exams that a candidate has before them."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.look.templatetags.look import moment
from cqo.portal.desk.tasks import Chip, Group, Task, group
from cqo.qualification.exams.models import Attempt, Sitting
from cqo.qualification.exams.queries import attempts, sittings
from cqo.qualification.exams.states import SittingState

SHOWN = 6


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """The sittings that wait, the nearest first. Two queries for an official, one for a candidate."""
    if actor.may(Can.SIT_EXAM):
        return group(_("我的考试"), [_exam(attempt, at) for attempt in attempts.ahead(actor, at)], all_url=reverse("exams:mine"))
    if not actor.may(Can.RUN_SITTING):
        return []
    preparing = [
        _task(sitting, _("生成试卷"), _("%(at)s 开考") % {"at": moment(sitting.opens_at)}) for sitting in sittings.to_prepare(actor)[:SHOWN]
    ]
    over = [
        _task(sitting, _("提交成绩"), _("%(at)s 收卷") % {"at": moment(sitting.closes_at)})
        for sitting in sittings.to_hand_over(actor, at)[:SHOWN]
    ]
    url = f"{reverse('exams:sittings')}?state="
    return [
        *group(_("考试待生成试卷"), preparing, all_url=url + SittingState.DRAFT.value),
        *group(_("考试待提交成绩"), over, all_url=url + SittingState.READY.value),
    ]


def _task(sitting: Sitting, action: str, note: str) -> Task:
    return Task(title=sitting.title, url=sitting.get_absolute_url(), action=action, note=f"{sitting.training_class.title} · {note}")


def _exam(attempt: Attempt, at: datetime) -> Task:
    sitting = attempt.sitting
    if attempt.started_at is not None:
        action, chip = _("继续作答"), Chip(_("作答中"), "stop")
    elif sitting.opens_at <= at:
        action, chip = _("进入考试"), Chip(_("可以进入"), "wait")
    else:
        action, chip = _("查看"), Chip(_("%(at)s 开考") % {"at": moment(sitting.opens_at)}, "info")
    note = _("最晚 %(at)s 进入") % {"at": moment(sitting.last_start_at)}
    return Task(title=sitting.title, url=reverse("exams:exam", args=[attempt.pk]), action=action, note=note, chip=chip)
