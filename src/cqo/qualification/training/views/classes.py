"""Classes: the list, the case page, planning and changing them."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.access.reach import Scale
from cqo.foundation.lists import pages
from cqo.foundation.lists.pages import Action
from cqo.foundation.look import answers
from cqo.foundation.provisions import queries as provisions
from cqo.qualification.certificates.states import Level
from cqo.qualification.training import cases, listing
from cqo.qualification.training.forms import classes as forms
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.operations import classes as operations
from cqo.qualification.training.operations import rescheduling
from cqo.qualification.training.queries import classes, enrolments
from cqo.qualification.training.rules.prerequisites import TrainingTerms
from cqo.qualification.training.states import ClassState
from cqo.qualification.training.views import asked
from cqo.qualification.training.wording.enrolments import told

CARRIED_OVER = ("tier", "title", "syllabus_id", "industry_id", "place", "seats", "contact_name", "contact_phone", "says")
ANNOUNCED = (ClassState.ANNOUNCED, ClassState.ADMITTED)
FIELD_OF = {
    "class.tier_not_allowed": "tier",
    "class.ends_before_start": "ends_date",
    "class.window_wrong": "sign_up_until",
    "class.window_after_start": "sign_up_until",
    "class.seats_given": "seats_wanted",
    "class.sessions_outside": "ends_date",
}


@needs(Can.HOLD_CLASS, Can.CHECK_SIGN_UP, Can.SIGN_UP, Can.SEE_TALENTS)
def index(request: HttpRequest) -> HttpResponseBase:
    """The classes an actor may see."""
    actor = actor_of(request)
    actions = [Action(_("新建培训班次"), reverse("training:new"), "plus", primary=True)] if actor.may(Can.HOLD_CLASS) else []
    if actor.may(Can.HOLD_CLASS):
        actions.append(Action(_("培训大纲"), reverse("training:syllabuses"), "book-2"))
    empty = actions[0] if actions else None
    return pages.respond(request, listing.CLASSES, classes.within(actor), actions=actions, empty_action=empty)


@needs(Can.HOLD_CLASS, Can.CHECK_SIGN_UP, Can.SIGN_UP, Can.SEE_TALENTS)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case page, for who holds the class and for who may sign up."""
    training_class, actor = asked.seen_class(request, number), actor_of(request)
    holds = classes.held_by(actor).filter(pk=training_class.pk).exists()
    page = cases.class_page(training_class, actor, at=timezone.now(), holds=holds)
    own = (
        [] if actor.is_official else list(enrolments.within(actor).filter(training_class=training_class).order_by("submitted_at", "number"))
    )
    context = {"case_page": page, "training_class": training_class, "holds": holds, "own": [(each, *told(each.state)) for each in own]}
    return render(request, "training/class.html", {**context, "trail": [*asked.to_classes(), (training_class.number, "")]})


@needs(Can.HOLD_CLASS)
def new(request: HttpRequest) -> HttpResponse:
    """Plan a class; `?from=` carries over what another one says but its dates and notice."""
    actor = actor_of(request)
    form = _form(request, actor, _level(actor), initial=_carried_over(request))
    return answers.filled(
        request,
        form,
        None,
        lambda given: operations.draft(plan=form.plan, notice=given["notice"], by=actor, at=timezone.now()),
        done=_("已存为草稿，发布前别人看不到。"),
        field_of=FIELD_OF,
        title=_("新建培训班次"),
        submit=_("存为草稿"),
        trail=asked.to_classes(),
        says=_("先存为草稿；补齐盖章通知后发布，企业和个人才能看到并报名。"),
        draft_key="class-new",
    )


@needs(Can.HOLD_CLASS)
def amend(request: HttpRequest, number: str) -> HttpResponse:
    """Change a draft."""
    case, actor = asked.held_class(request, number), actor_of(request)
    if case.state != ClassState.DRAFT:
        messages.error(request, _("班次已发布，只能调整安排或改期。"))
        return redirect(case)
    known = {name: getattr(case, name) for name in forms.ClassPlan.base_fields if hasattr(case, name)}
    form = _form(request, actor, Level(case.level), initial=known, training_class=case)

    def act(given: dict[str, Any]) -> None:
        told = {"version": given["version"] or 0, "notice": given["notice"]}
        operations.amend(training_class=case, plan=form.plan, **told, by=actor, at=timezone.now())

    page = {"title": _("修改草稿"), "submit": _("保存草稿"), "trail": asked.to_class(case)}
    return answers.filled(request, form, case, act, done=_("草稿已保存。"), field_of=FIELD_OF, **page)


@needs(Can.HOLD_CLASS)
def adjust(request: HttpRequest, number: str) -> HttpResponse:
    """Change place, seats, end of sign-up, contact or scan of an announced class."""
    case = asked.held_class(request, number)
    if case.state not in ANNOUNCED:
        return redirect(case)
    known = {name: getattr(case, name) for name in ("version", *operations.AFTER_ANNOUNCING)}
    return answers.filled(
        request,
        forms.Adjust(request.POST or None, request.FILES or None, initial={**known, "seats_wanted": case.seats}),
        case,
        lambda given: operations.adjust(training_class=case, **given, by=actor_of(request), at=timezone.now()),
        done=_("安排已调整。"),
        field_of=FIELD_OF,
        title=_("调整安排"),
        submit=_("保存安排"),
        trail=asked.to_class(case),
    )


@needs(Can.HOLD_CLASS)
def reschedule(request: HttpRequest, number: str) -> HttpResponse:
    """Other dates, with a reason; who would be in two places is listed before anything is written."""
    case = asked.held_class(request, number)
    if case.state not in ANNOUNCED:
        return redirect(case)
    return answers.filled(
        request,
        forms.Reschedule(request.POST or None, training_class=case),
        case,
        lambda given: rescheduling.reschedule(training_class=case, **given, by=actor_of(request), at=timezone.now()),
        done=_("已改期，已录取的人员和所在企业会收到消息。"),
        field_of=FIELD_OF,
        title=_("改期"),
        submit=_("改期并通知"),
        trail=asked.to_class(case),
        template="training/reschedule.html",
        says=_("已录取的人员和所在企业都会收到消息；已排的课次随开班日期一起顺延或提前。"),
    )


def _form(
    request: HttpRequest, actor: Actor, level: Level, *, initial: dict[str, object], training_class: TrainingClass | None = None
) -> forms.ClassPlan:
    place = (training_class.county_id if training_class else None) or (actor.reach.key if level == Level.COUNTY else actor.city)
    terms = provisions.in_force(TrainingTerms, place, timezone.localdate()).terms
    return forms.ClassPlan(
        request.POST or None,
        request.FILES or None,
        actor=actor,
        level=level,
        terms=terms,
        training_class=training_class,
        initial=initial,
    )


def _level(actor: Actor) -> Level:
    return Level.COUNTY if actor.reach.scale == Scale.COUNTY else Level.CITY


def _carried_over(request: HttpRequest) -> dict[str, object]:
    number = request.GET.get("from", "")
    if not number:
        tomorrow = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=1)
        return {"sign_up_from": tomorrow}
    source = classes.within(actor_of(request)).filter(number=number).first()
    if source is None:
        raise Http404
    return {name: getattr(source, name) for name in CARRIED_OVER}
