"""Claims of enterprises that an official has to check."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import Reaching
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.statements import counting
from cqo.portal.desk import due
from cqo.portal.desk.tasks import Group, Task, group
from cqo.registry.enterprises.models import Claim
from cqo.registry.enterprises.queries import claims
from cqo.registry.enterprises.states import ClaimPurpose
from cqo.registry.enterprises.wording import CLAIM_PURPOSES

SHOWN = 6
COLUMNS = ("number", "county", "enterprise", "enterprise_name", "applicant__name", "purpose", "due_date", "submitted_at")


_first = Reaching(
    lambda actor: claims.to_check(actor).select_related(None).select_related("applicant").only(*COLUMNS)[:SHOWN], by_user=True
)
_count = Reaching(lambda actor: counting(claims.to_check(actor)), by_user=True)


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """The most urgent claims. Two queries."""
    if not actor.may(Can.CHECK_CLAIM):
        return []
    on = timezone.localdate(at)
    tasks = [_task(claim, on, of_city=actor.reach.scale == Scale.CITY) for claim in _first(actor)]
    return group(_("认领申请待核对"), tasks, count=sum(_count(actor)), all_url=reverse("enterprises:claims"))


def _task(claim: Claim, on: date, *, of_city: bool) -> Task:
    purpose = ClaimPurpose(claim.purpose)
    told = [
        "" if purpose == ClaimPurpose.FIRST else str(CLAIM_PURPOSES[purpose]),
        divisions.name_of(claim.county_id) if of_city else "",
        claim.number,
        _("%(name)s %(day)s提交") % {"name": claim.applicant.name, "day": day(claim.submitted_at)},
    ]
    return Task(
        title=claim.enterprise_name,
        url=claim.get_absolute_url(),
        action=_("核对"),
        note=" · ".join(part for part in told if part),
        warning="" if claim.enterprise_id else _("登记库中还没有这家企业"),
        chip=due.chip(claim.due_date, today=on),
    )
