"""What the security administrator has to see to: accounts that are locked out."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.look.templatetags.look import moment
from cqo.portal.desk.tasks import Chip, Group, Task, group
from cqo.portal.entrance import lockouts
from cqo.portal.entrance.lockouts import Locked

SHOWN = 6


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """The accounts locked out now. Three queries."""
    if not actor.may(Can.KEEP_SECURITY):
        return []
    found = lockouts.locked(actor.city, at=at)
    return group(_("锁定中的登录"), [_task(each) for each in found[:SHOWN]], count=len(found), all_url=reverse("office:security"))


def _task(each: Locked) -> Task:
    facts = {"failures": each.lockout.failures, "address": each.lockout.address, "until": moment(each.lockout.until)}
    return Task(
        title=each.user.name if each.user else _("不存在的登录名"),
        url=reverse("office:account_security", args=[each.user.pk]) if each.user else reverse("office:security"),
        action=_("查看"),
        note=_("输错 %(failures)s 次 · 来自 %(address)s · 到 %(until)s 自动解除") % facts,
        chip=Chip(_("已锁定"), "stop"),
    )
