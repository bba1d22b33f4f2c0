"""What waits in training: sign-ups to check, classes to admit to or to close, sign-ups that came back, the next class."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.look.templatetags.look import day
from cqo.portal.desk import due
from cqo.portal.desk.tasks import Group, Task, group
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.queries import classes, enrolments
from cqo.qualification.training.states import ClassState, EnrolmentState

SHOWN, MEMBERS = 6, 60


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """Officials: one query for checks, one for classes. Firms and persons: one for what came back, one for the next class."""
    on = timezone.localdate(at)
    groups = [*_to_check(actor)] if actor.may(Can.CHECK_SIGN_UP) else []
    if actor.may(Can.HOLD_CLASS):
        groups += _to_hold(actor, at, on)
    if actor.may(Can.SIGN_UP):
        groups += [*_returned(actor, on), *_next(actor, on)]
    return groups


def _to_check(actor: Actor) -> list[Group]:
    """Classes with sign-ups to check, the one that has waited longest first."""
    rows = enrolments.to_check(actor).order_by().select_related(None)
    counted = rows.values("training_class__number", "training_class__title", "training_class__starts_date")
    found = list(counted.annotate(count=Count("pk"), first=Min("submitted_at")).order_by("first", "training_class__number"))
    check = reverse("training:check")
    tasks = [
        Task(
            title=row["training_class__title"],
            url=f"{check}?training_class={row['training_class__number']}",
            action=_("审核"),
            note=_("%(count)s · 最早 %(day)s提交 · %(starts)s开班")
            % {
                "count": ngettext("%(count)s 份报名", "%(count)s 份报名", row["count"]) % {"count": row["count"]},
                "day": day(row["first"]),
                "starts": day(row["training_class__starts_date"]),
            },
        )
        for row in found[:SHOWN]
    ]
    return group(_("报名待审核"), tasks, count=sum(row["count"] for row in found), all_url=check)


def _to_hold(actor: Actor, at: datetime, on: date) -> list[Group]:
    """The bureau's own classes whose sign-up has ended, and those that are over."""
    own = classes.held_by(actor).select_related(None)
    if actor.reach.scale == Scale.CITY:
        own = own.filter(county__isnull=True)
    shut = Q(state=ClassState.ANNOUNCED.value, sign_up_until__lte=at)
    over = Q(state=ClassState.ADMITTED.value, ends_date__lt=on)
    counted = {
        "accepted": Count("enrolments", Q(enrolments__state=EnrolmentState.ACCEPTED.value)),
        "open": Count("enrolments", Q(enrolments__state__in=[EnrolmentState.SUBMITTED.value, EnrolmentState.RETURNED.value])),
    }
    found = list(own.filter(shut | over).annotate(**counted).order_by("starts_date", "pk"))
    to_admit = [each for each in found if each.state == ClassState.ANNOUNCED]
    to_close = [each for each in found if each.state == ClassState.ADMITTED]
    listed = reverse("training:classes")
    return [
        *group(
            _("报名截止，待录取"), [_admission(each, on) for each in to_admit[:SHOWN]], count=len(to_admit), all_url=f"{listed}?phase=shut"
        ),
        *group(_("已授课，待结班"), [_closing(each) for each in to_close[:SHOWN]], count=len(to_close), all_url=f"{listed}?phase=taught"),
    ]


def _admission(training_class: TrainingClass, on: date) -> Task:
    told = {"accepted": training_class.accepted, "open": training_class.open}  # type: ignore[attr-defined]
    return Task(
        title=training_class.title,
        url=reverse("training:admit", args=[training_class.number]),
        action=_("办理录取"),
        note=_("审核通过 %(accepted)s 人，审核或补正中 %(open)s 人") % told,
        chip=due.chip(training_class.starts_date, today=on),
    )


def _closing(training_class: TrainingClass) -> Task:
    note = _("%(day)s结束") % {"day": day(training_class.ends_date)}
    return Task(title=training_class.title, url=training_class.get_absolute_url(), action=_("办理"), note=note)


def _returned(actor: Actor, on: date) -> list[Group]:
    rows = enrolments.within(actor).filter(state=EnrolmentState.RETURNED.value, training_class__starts_date__gt=on)
    tasks = [
        Task(
            title=_("%(person)s 报名“%(title)s”") % {"person": each.person.name, "title": each.training_class.title},
            url=each.get_absolute_url(),
            action=_("去补正"),
            note=each.missing,
            chip=due.chip(each.training_class.starts_date, today=on),
        )
        for each in _earliest(rows)
    ]
    return group(_("报名需要补正"), tasks, all_url=f"{reverse('training:enrolments')}?state=returned")


def _next(actor: Actor, on: date) -> list[Group]:
    """The classes people of the actor are admitted to, that are to come or go on."""
    states = (ClassState.ANNOUNCED.value, ClassState.ADMITTED.value)
    rows = enrolments.within(actor).filter(
        state=EnrolmentState.ADMITTED.value, training_class__state__in=states, training_class__ends_date__gte=on
    )
    members: dict[TrainingClass, list[Enrolment]] = {}
    for each in rows.order_by("training_class__starts_date", "number")[:MEMBERS]:
        members.setdefault(each.training_class, []).append(each)
    tasks = [
        Task(
            title=training_class.title,
            url=training_class.get_absolute_url(),
            action=_("查看"),
            note=_("%(person)s · %(from)s 至 %(until)s · %(place)s")
            % {
                "person": "、".join(each.person.name for each in own),
                "from": day(training_class.starts_date),
                "until": day(training_class.ends_date),
                "place": training_class.place,
            },
        )
        for training_class, own in list(members.items())[:SHOWN]
    ]
    return group(_("即将参加的培训"), tasks, all_url=f"{reverse('training:enrolments')}?state=admitted")


def _earliest(rows: QuerySet[Enrolment]) -> Iterable[Enrolment]:
    return rows.order_by("training_class__starts_date", "number")[:SHOWN]
