"""The check of sign-ups by the county or the zone: many at once, or one on its case page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.look import answers
from cqo.qualification.training.forms import enrolments as forms
from cqo.qualification.training.operations import checking as operations
from cqo.qualification.training.operations import enrolments as signing
from cqo.qualification.training.queries import enrolments
from cqo.qualification.training.views import asked, ticked

AT_ONCE = 100


@needs(Can.CHECK_SIGN_UP)
def check(request: HttpRequest) -> HttpResponse:
    """Sign-ups that wait for this actor, ticked and accepted in one act; the answer says which went and which did not."""
    actor = actor_of(request)
    waiting = enrolments.to_check(actor)
    if number := request.GET.get("training_class", ""):
        waiting = waiting.filter(training_class__number=number)
    context = {"title": _("批量审核报名"), "trail": [*asked.to_enrolments(), (_("批量审核"), "")]}
    if request.method == "POST":
        chosen = ticked.enrolments(request, enrolments.within(actor))
        outcome = operations.accept_all(chosen=chosen, by=actor, at=timezone.now())
        return render(request, "training/outcome.html", {**context, "outcome": outcome, "next_url": reverse("training:check")})
    rows = list(waiting[: AT_ONCE + 1])
    says = _("核对无误的勾选后一并通过；需要补正或不予通过的，点姓名打开后单独办理。")
    return render(request, "training/check.html", {**context, "says": says, "rows": rows[:AT_ONCE], "has_more": len(rows) > AT_ONCE})


@needs(Can.CHECK_SIGN_UP)
@require_POST
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """The sign-up is in order."""
    case, version = asked.enrolment(request, number), answers.version(request)
    return answers.pressed(
        request,
        case,
        lambda: operations.accept(enrolment=case, version=version, by=actor_of(request), at=timezone.now()),
        done=_("已通过。"),
    )


@needs(Can.CHECK_SIGN_UP)
@require_POST
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    """Check again."""
    case, version = asked.enrolment(request, number), answers.version(request)
    return answers.pressed(
        request,
        case,
        lambda: operations.reopen(enrolment=case, version=version, by=actor_of(request), at=timezone.now()),
        done=_("已退回到待审核。"),
    )


@needs(Can.CHECK_SIGN_UP)
def return_for_changes(request: HttpRequest, number: str) -> HttpResponse:
    """Return once, with everything that is missing."""
    case = asked.enrolment(request, number)
    return answers.filled(
        request,
        forms.Missing(request.POST or None, initial={"version": case.version}),
        case,
        lambda given: operations.return_for_changes(enrolment=case, **given, by=actor_of(request), at=timezone.now()),
        done=_("已退回补正。"),
        title=_("退回补正"),
        submit=_("退回补正"),
        trail=asked.to_enrolment(case),
        says=_("一次性写明缺少的全部内容。本人和企业会收到这段文字，名额保留。"),
    )


@needs(Can.CHECK_SIGN_UP)
def refuse(request: HttpRequest, number: str) -> HttpResponse:
    """Refuse with the reason told."""
    case = asked.enrolment(request, number)
    return answers.filled(
        request,
        forms.Reason(request.POST or None, initial={"version": case.version}),
        case,
        lambda given: operations.refuse(enrolment=case, **given, by=actor_of(request), at=timezone.now()),
        done=_("已不予通过。"),
        title=_("不予通过"),
        submit=_("不予通过"),
        trail=asked.to_enrolment(case),
        says=_("写明不予通过的理由。本人和企业会收到这段文字；名额由候补人员递补。"),
        submit_danger=True,
    )


@needs(Can.HOLD_CLASS)
def remove(request: HttpRequest, number: str) -> HttpResponse:
    """The organiser takes somebody off."""
    case = asked.enrolment(request, number)
    return answers.filled(
        request,
        forms.Reason(request.POST or None, initial={"version": case.version}),
        case,
        lambda given: signing.remove(enrolment=case, **given, by=actor_of(request), at=timezone.now()),
        done=_("已移出培训班。"),
        title=_("移出培训班"),
        submit=_("移出培训班"),
        trail=asked.to_enrolment(case),
        says=_("写明移出的理由。本人和企业会收到这段文字；名额由候补人员递补。"),
        submit_danger=True,
    )
