"""The steps of a class: announce, take back, reopen, cancel, close, admit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.forms import classes as forms
from cqo.qualification.training.operations import admission
from cqo.qualification.training.operations import classes as operations
from cqo.qualification.training.queries import enrolments
from cqo.qualification.training.states import ClassState, EnrolmentState
from cqo.qualification.training.views import asked, ticked


@needs(Can.HOLD_CLASS)
@require_POST
def announce(request: HttpRequest, number: str) -> HttpResponse:
    """Publish a class."""
    case, version = asked.held_class(request, number), answers.version(request)
    done = _("已发布。企业和个人可以按报名时间报名。")
    return answers.pressed(
        request,
        case,
        lambda: operations.announce(training_class=case, version=version, by=actor_of(request), at=timezone.now()),
        done=done,
    )


@needs(Can.HOLD_CLASS)
@require_POST
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """Make a draft of an announced class again."""
    case, version = asked.held_class(request, number), answers.version(request)
    return answers.pressed(
        request,
        case,
        lambda: operations.take_back(training_class=case, version=version, by=actor_of(request), at=timezone.now()),
        done=_("已撤回为草稿。"),
    )


@needs(Can.HOLD_CLASS)
@require_POST
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    """Let people sign up again after admission."""
    case, version = asked.held_class(request, number), answers.version(request)
    return answers.pressed(
        request,
        case,
        lambda: operations.reopen(training_class=case, version=version, by=actor_of(request), at=timezone.now()),
        done=_("已重新开放。报名截止时间已过的，请在“调整安排”中延后。"),
    )


@needs(Can.HOLD_CLASS)
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel a class, with the reason that everybody who signed up can read."""
    case = asked.held_class(request, number)
    form = forms.Reason(request.POST or None, initial={"version": case.version})
    return answers.filled(
        request,
        form,
        case,
        lambda given: operations.cancel(training_class=case, **given, by=actor_of(request), at=timezone.now()),
        done=_("培训班已取消，报名人员和所在企业会收到消息。"),
        title=_("取消培训班"),
        submit=_("取消培训班"),
        trail=asked.to_class(case),
        says=_("取消后不能恢复。全部报名随之退出，本人和企业会收到消息，能看到理由。"),
        submit_danger=True,
    )


@needs(Can.HOLD_CLASS)
def close(request: HttpRequest, number: str) -> HttpResponse:
    """Close a class."""
    case = asked.held_class(request, number)
    form = forms.Close(request.POST or None, initial={"version": case.version})
    published = operations.results_published(case)
    if published:
        del form.fields["reason"]
    return answers.filled(
        request,
        form,
        case,
        lambda given: operations.close(training_class=case, **{"reason": "", **given}, by=actor_of(request), at=timezone.now()),
        done=_("已结班。"),
        title=_("结班"),
        submit=_("结班"),
        trail=asked.to_class(case),
        says=_("成绩已公布。结班后班次不再变动。")
        if published
        else _("成绩还没有公布。不组织考核的，写明理由后结班；结班后班次不再变动。"),
    )


@needs(Can.HOLD_CLASS)
def admit(request: HttpRequest, number: str) -> HttpResponse:
    """Admit those whose sign-up was accepted; the answer says who went and who did not."""
    case = asked.held_class(request, number)
    if case.state not in (ClassState.ANNOUNCED, ClassState.ADMITTED):
        return redirect(case)
    waiting = enrolments.of_class(case, EnrolmentState.ACCEPTED)
    context = {"title": _("办理录取"), "training_class": case, "trail": [*asked.to_class(case), (_("办理录取"), "")]}
    if request.method == "POST":
        try:
            outcome = admission.admit(
                training_class=case,
                version=answers.version(request),
                chosen=ticked.enrolments(request, waiting),
                by=actor_of(request),
                at=timezone.now(),
            )
        except NotPossible as refused:
            context["refused"] = str(refused)
        else:
            return render(request, "training/outcome.html", {**context, "outcome": outcome, "next_url": case.get_absolute_url()})
    others = enrolments.of_class(case, EnrolmentState.SUBMITTED, EnrolmentState.RETURNED).count()
    return render(request, "training/admit.html", {**context, "rows": list(waiting), "others": others})
