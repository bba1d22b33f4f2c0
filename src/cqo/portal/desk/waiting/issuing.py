"""Issuing: drafts to approve, issues whose certificates wait to be handed over, and the key without which nothing is issued."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.look.templatetags.look import day
from cqo.portal.desk.tasks import Group, Task, group
from cqo.qualification.certificates.models import Issue
from cqo.qualification.certificates.queries import issues, keys

SHOWN = 6


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """Two queries for a bureau, one for the system administrator."""
    if actor.may(Can.KEEP_SIGNING_KEYS):
        return _missing_key()
    if not actor.may(Can.ISSUE_CERTIFICATES):
        return []
    drafts, ready = list(issues.to_approve(actor)[:SHOWN]), list(issues.ready_to_hand_over(actor)[:SHOWN])
    listed = reverse("certificates:issues")
    return [
        *group(_("待审批发证"), [_task(issue, _("审批")) for issue in drafts], all_url=f"{listed}?state=draft"),
        *group(_("证书待交付"), [_task(issue, _("登记交付"), page="hand_over") for issue in ready], all_url=f"{listed}?state=issued"),
    ]


def _task(issue: Issue, action: str, *, page: str = "issue") -> Task:
    return Task(
        title=issue.class_title,
        url=reverse(f"certificates:{page}", args=[issue.number]),
        action=action,
        note=_("%(number)s · 发证日期 %(day)s") % {"number": issue.number, "day": day(issue.issued_date)},
    )


def _missing_key() -> list[Group]:
    if any(key.standing == keys.Standing.IN_USE for key in keys.published()):
        return []
    task = Task(title=_("还没有可用的签名密钥"), url=reverse("certificates:keys"), action=_("生成"), note=_("没有密钥，全市不能发证。"))
    return group(_("签名密钥"), [task])
