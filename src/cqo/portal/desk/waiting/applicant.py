"""Claims that somebody made and that are not settled: to be mended, or under way."""

from datetime import datetime

from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.look.templatetags.look import day
from cqo.portal.desk.tasks import Chip, Group, Task, group
from cqo.registry.enterprises.models import Claim
from cqo.registry.enterprises.queries import claims
from cqo.registry.enterprises.states import ClaimState
from cqo.registry.enterprises.wording import CLAIM_CHIPS, CLAIM_STATES

OPEN = (ClaimState.RETURNED, ClaimState.SUBMITTED)
SETTLED_SHOWN = (ClaimState.REFUSED,)


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """Own claims; for somebody who acts for nobody yet, refused ones too, with what to do. One query; officials have none."""
    if actor.is_official or actor.user is None or not actor.may(Can.APPLY):
        return []
    states = OPEN if actor.role is not None else OPEN + SETTLED_SHOWN
    found = claims.of_applicant(actor.user).filter(state__in=[state.value for state in states])[:10]
    return group(_("我的认领申请"), [_task(claim) for claim in found])


def _task(claim: Claim) -> Task:
    state = ClaimState(claim.state)
    told = {
        ClaimState.RETURNED: _("县区局告知：%(reason)s") % {"reason": claim.reason},
        ClaimState.SUBMITTED: _("%(county)s市场监管局正在核对，结果会发消息给您。") % {"county": claim.county.name},
        ClaimState.REFUSED: _("未通过：%(reason)s 可改正后重新申请。") % {"reason": claim.reason},
    }
    return Task(
        title=claim.enterprise_name,
        url=claim.get_absolute_url(),
        action=_("补正") if state == ClaimState.RETURNED else _("查看"),
        note=_("%(number)s · %(day)s提交") % {"number": claim.number, "day": day(claim.submitted_at)},
        warning=told[state],
        chip=Chip(str(CLAIM_STATES[state]), CLAIM_CHIPS[state]),
    )
