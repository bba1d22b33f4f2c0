"""Changes to certificates that an official takes further, and a revocation that its holder may answer."""

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
from cqo.qualification.certificates.change_words import GROUNDS, KINDS
from cqo.qualification.certificates.models import Change
from cqo.qualification.certificates.queries import changes
from cqo.qualification.certificates.states import ChangeKind, ChangeState, Ground

SHOWN = 6

_first = Reaching(lambda actor: changes.waiting(actor)[:SHOWN])
_count = Reaching(lambda actor: counting(changes.waiting(actor)))


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """What is open, the oldest first. At most two queries for an official, one for a person."""
    on = timezone.localdate(at)
    if actor.may(Can.CHANGE_CERTIFICATES):
        tasks = [_task(change, on, action=_action(change)) for change in _first(actor)]
        return group(
            _("证书变更待办理"), tasks, count=sum(_count(actor)) if len(tasks) == SHOWN else None, all_url=reverse("certificates:changes")
        )
    if actor.may(Can.OWN_FILE):
        asked = changes.within(actor).filter(state=ChangeState.PROPOSED.value, kind=ChangeKind.REVOKE.value).order_by("statement_due", "pk")
        return group(_("发证机关听取您的陈述"), [_task(change, on, action=_("陈述申辩")) for change in asked[:SHOWN]])
    return []


def _action(change: Change) -> str:
    if change.kind != ChangeKind.REVOKE:
        return _("办理")
    return _("记录陈述") if change.state == ChangeState.PROPOSED else _("决定")


def _task(change: Change, on: date, *, action: str) -> Task:
    facts = {"number": change.number, "day": day(change.proposed_at), "ground": GROUNDS[Ground(change.ground)]}
    return Task(
        title=_("%(name)s：%(kind)s") % {"name": change.certificate.holder_name, "kind": KINDS[ChangeKind(change.kind)]},
        url=change.get_absolute_url(),
        action=action,
        note=_("%(number)s · %(ground)s · %(day)s提出") % facts,
        chip=due.chip(change.statement_due, today=on) if change.state == ChangeState.PROPOSED else None,
    )
