"""What the case page of a claim shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.audit import queries as record
from cqo.foundation.audit.wording import say
from cqo.foundation.documents import queries as documents
from cqo.foundation.lifecycle import queries as lifecycle
from cqo.foundation.look.casepage import CasePage, Deed, Event, Fact, Group, Missing, Station
from cqo.foundation.look.templatetags.look import day, moment
from cqo.registry.enterprises.models import Claim
from cqo.registry.enterprises.states import ClaimPurpose, ClaimState
from cqo.registry.enterprises.wording import CLAIM_CHIPS, CLAIM_PURPOSES, CLAIM_STATES, CLAIM_STEP_SAYS, CLAIM_STEPS

if TYPE_CHECKING:
    from cqo.foundation.audit.models import Entry

_ADDRESSES = {
    "accept": "enterprises:accept_claim",
    "return_for_changes": "enterprises:return_claim",
    "refuse": "enterprises:refuse_claim",
    "withdraw": "enterprises:withdraw_claim",
    "resubmit": "enterprises:resubmit_claim",
}
_AT_ONCE = {"accept", "withdraw"}
_OWN = {"withdraw", "resubmit"}


def claim_page(claim: Claim, actor: Actor) -> CasePage:
    """The case page for an actor; the applicant sees what the applicant can do, the official what the official can do."""
    state = ClaimState(claim.state)
    own = claim.applicant_id == actor.user
    steps = [step for step in lifecycle.open_steps(claim, actor) if (step.name in _OWN) == own or step.name not in _OWN]
    deeds = [
        Deed(
            label=str(CLAIM_STEPS[step.name]).rstrip("…"),
            url=reverse(_ADDRESSES[step.name], args=[claim.number]),
            says=str(CLAIM_STEP_SAYS[step.name]),
            fields=[("version", str(claim.version))] if step.name in _AT_ONCE else None,
            primary=step.name in ("accept", "resubmit"),
            danger=step.name in ("refuse", "withdraw"),
        )
        for step in steps
        if step.name not in _OWN or own
    ]
    firm = claim.enterprise
    missing = []
    if firm is None and not own:
        missing = [Missing(what=_("登记库中还没有这家企业，点“通过”时会先请您登记。"))]
    facts = [
        Fact(_("事项"), str(CLAIM_PURPOSES[ClaimPurpose(claim.purpose)])),
        Fact(_("企业"), claim.enterprise_name, url=firm.get_absolute_url() if firm and actor.is_official else "", note=claim.credit_code),
        Fact(_("县区"), claim.county.name),
        Fact(_("申请人"), claim.applicant.name, note=claim.applicant.phone_masked),
        Fact(_("提交时间"), moment(claim.submitted_at)),
    ]
    if claim.due_date and state == ClaimState.SUBMITTED:
        facts.append(Fact(_("答复期限"), day(claim.due_date)))
    if claim.reason:
        facts.append(Fact(_("告知内容"), claim.reason))
    return CasePage(
        number=claim.number,
        number_label=_("申请号"),
        title=_("%(firm)s 认领申请") % {"firm": claim.enterprise_name},
        state=str(CLAIM_STATES[state]),
        kind=CLAIM_CHIPS[state],
        stations=[Station(str(CLAIM_STATES[ClaimState(each.state)]), each.place) for each in lifecycle.stations(claim)],
        deeds=deeds,
        missing=missing,
        groups=[Group(_("申请内容"), facts)],
        papers=documents.papers("claim", claim.pk),
        events=events(record.timeline("claim", claim.pk)),
    )


def events(entries: Iterable[Entry]) -> list[Event]:
    """Entries of the record as a time line, newest first; the names of who acted are looked up in one query."""
    found = list(entries)
    names = accounts.names_of({entry.user for entry in found})
    return [Event(what=str(say(entry.event)), at=entry.at, who=names.get(entry.user, _("系统"))) for entry in reversed(found)]
