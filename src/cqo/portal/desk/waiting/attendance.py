"""What waits of attendance and assessment: lists to confirm, sheets for a second person; a learner's next session and published result."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.look.templatetags.look import moment
from cqo.portal.desk.tasks import Chip, Group, Task, group
from cqo.qualification.training.queries import assessments, enrolments, sessions
from cqo.qualification.training.states import AssessmentState, Verdict
from cqo.qualification.training.wording.assessment import VERDICT_CHIPS, VERDICTS

SHOWN = 6
FRESH = timedelta(days=30)


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """Officials: two queries. Persons: one for the next session, one for fresh results; firms have neither."""
    groups: list[Group] = []
    if actor.may(Can.HOLD_CLASS):
        groups += [*_to_confirm(actor, at), *_to_publish(actor)]
    if actor.may(Can.OWN_FILE):
        groups += [*_next(actor, at), *_published(actor, at)]
    return groups


def _to_confirm(actor: Actor, at: datetime) -> list[Group]:
    rows = sessions.to_confirm(actor, at)
    if actor.reach.scale == Scale.CITY:
        rows = rows.filter(training_class__county__isnull=True)
    found = list(rows[: SHOWN + 1])
    tasks = [
        Task(
            title=row.title,
            url=reverse("training:attendance", args=[row.training_class.number, row.pk]),
            action=_("录入签到"),
            note=f"{row.training_class.title} · {moment(row.starts_at)}",
            chip=_overdue(timezone.localdate(row.ends_at), timezone.localdate(at)),
        )
        for row in found[:SHOWN]
    ]
    return group(_("签到待确认"), tasks, count=rows.count() if len(found) > SHOWN else len(found))


def _overdue(ended: date, today: date) -> Chip | None:
    days = (today - ended).days
    return Chip(_("已结束 %(days)s 天") % {"days": days}, "wait") if days else None


def _to_publish(actor: Actor) -> list[Group]:
    rows = assessments.held_by(actor).filter(state=AssessmentState.SUBMITTED.value).select_related("submitted_by")
    found = list(rows.order_by("submitted_at", "pk")[:SHOWN])
    tasks = [
        Task(
            title=row.training_class.title,
            url=row.get_absolute_url(),
            action=_("查看") if row.submitted_by_id == actor.user else _("复核公布"),
            note=_("%(person)s %(at)s提交") % {"person": row.submitted_by.name if row.submitted_by else "", "at": moment(row.submitted_at)},
            warning=_("由您提交，须由另一人复核公布。") if row.submitted_by_id == actor.user else "",
        )
        for row in found
    ]
    return group(_("成绩待复核公布"), tasks)


def _next(actor: Actor, at: datetime) -> list[Group]:
    tasks = [
        Task(
            title=row.title,
            url=row.training_class.get_absolute_url(),
            action=_("查看"),
            note=f"{moment(row.starts_at)} · {row.place or row.training_class.place}",
        )
        for row in sessions.coming(actor, at)[:1]
    ]
    return group(_("下一次课"), tasks)


def _published(actor: Actor, at: datetime) -> list[Group]:
    own = enrolments.within(actor).order_by().values("pk")
    rows = assessments.published_of(own).filter(assessment__published_at__gte=at - FRESH)
    tasks = [
        Task(
            title=row.enrolment.training_class.title,
            url=row.enrolment.get_absolute_url(),
            action=_("查看成绩"),
            chip=Chip(str(VERDICTS[Verdict(row.verdict)]), VERDICT_CHIPS[Verdict(row.verdict)]),
        )
        for row in rows.order_by("-assessment__published_at", "pk")[:SHOWN]
    ]
    return group(_("公布的成绩"), tasks)
