"""What the auditor has to see to: a record that was not verified for a month, or whose last verification found something."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import queries as audit
from cqo.portal.desk.tasks import Chip, Group, Task, group

VERIFIED = "record.verified"
EVERY_DAYS = 30


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """The verification that is due. One query: the record says itself when it was last verified, and with what outcome."""
    if not actor.may(Can.READ_RECORD):
        return []
    on = timezone.localdate(at)
    last = audit.timeline("record", actor.city).filter(event=VERIFIED).last()
    url = reverse("office:verifications")
    if last is None:
        task = Task(
            _("办理记录还没有校验过"), url, _("去校验"), note=_("校验会逐条核对记录和封条，每月至少一次。"), chip=Chip(_("待办"), "wait")
        )
    elif last.stated.get("faults"):
        words = ngettext("上次校验发现 %(count)s 处问题", "上次校验发现 %(count)s 处问题", last.stated["faults"]) % {
            "count": last.stated["faults"]
        }
        task = Task(words, url, _("查看"), note=_("请与印出的链头和异地保存的链头文件核对。"), chip=Chip(_("有问题"), "stop"))
    elif (days := (on - timezone.localtime(last.at).date()).days) > EVERY_DAYS:
        words = ngettext("距上次校验已有 %(days)s 天", "距上次校验已有 %(days)s 天", days) % {"days": days}
        task = Task(words, url, _("去校验"), note=_("校验会逐条核对记录和封条，每月至少一次。"), chip=Chip(_("待办"), "wait"))
    else:
        return []
    return group(_("记录校验"), [task])
