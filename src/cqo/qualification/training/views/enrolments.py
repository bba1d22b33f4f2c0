"""Sign-ups: the list and the case page for everybody; mending and withdrawing for the firm and the person."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.lists import pages
from cqo.foundation.lists.pages import Action
from cqo.foundation.look import answers
from cqo.qualification.training import cases_of_enrolments, listing_enrolments
from cqo.qualification.training.forms import enrolments as forms
from cqo.qualification.training.operations import enrolments as operations
from cqo.qualification.training.queries import enrolments, learners
from cqo.qualification.training.states import EnrolmentState
from cqo.qualification.training.views import asked


@needs(Can.HOLD_CLASS, Can.CHECK_SIGN_UP, Can.SIGN_UP, Can.SEE_TALENTS)
def index(request: HttpRequest) -> HttpResponseBase:
    """The sign-ups an actor may see."""
    actor = actor_of(request)
    actions = []
    if actor.may(Can.CHECK_SIGN_UP):
        actions.append(Action(_("批量审核"), reverse("training:check"), "checks", primary=True))
    if actor.may(Can.SIGN_UP):
        actions.append(Action(_("选择培训班报名"), f"{reverse('training:classes')}?phase=open", "plus", primary=True))
    empty = actions[0] if actor.may(Can.SIGN_UP) else None
    return pages.respond(request, listing_enrolments.ENROLMENTS, enrolments.within(actor), actions=actions, empty_action=empty)


@needs(Can.HOLD_CLASS, Can.CHECK_SIGN_UP, Can.SIGN_UP, Can.SEE_TALENTS)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case page of a sign-up."""
    enrolment, actor = asked.enrolment(request, number), actor_of(request)
    organises = enrolments.organised_by(actor).filter(pk=enrolment.pk).exists()
    page = cases_of_enrolments.enrolment_page(enrolment, actor, organises=organises)
    context = {"case_page": page, "enrolment": enrolment, "trail": [*asked.to_enrolments(), (enrolment.number, "")]}
    return render(request, "training/enrolment.html", context)


@needs(Can.SIGN_UP)
def resubmit(request: HttpRequest, number: str) -> HttpResponse:
    """Mend a sign-up that came back, with a paper where one was asked for."""
    enrolment, actor = asked.enrolment(request, number), actor_of(request)
    if enrolment.state != EnrolmentState.RETURNED:
        return redirect(enrolment)
    known = {
        "version": enrolment.version,
        "note": enrolment.note.reveal() if enrolment.note and cases_of_enrolments.may_read_note(enrolment, actor) else "",
        "exemption": enrolment.exemption,
    }
    exempt_by = learners.terms_of(enrolment.training_class).terms.exempt_by
    form = forms.Resubmit(request.POST or None, request.FILES or None, initial=known, exempt_by=exempt_by)
    return answers.filled(
        request,
        form,
        enrolment,
        lambda given: operations.resubmit(enrolment=enrolment, **{"exemption": "", **given}, by=actor, at=timezone.now()),
        done=_("已重新提交。"),
        title=_("补正后重新提交"),
        says=enrolment.missing,
        submit=_("重新提交"),
        trail=asked.to_enrolment(enrolment),
    )


@needs(Can.SIGN_UP)
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Give the seat back, after a page that says what happens."""
    enrolment = asked.enrolment(request, number)
    if request.method == "POST":
        version = answers.version(request)
        return answers.pressed(
            request,
            enrolment,
            lambda: operations.withdraw(enrolment=enrolment, version=version, by=actor_of(request), at=timezone.now()),
            done=_("已退出报名。"),
        )
    context = {
        "title": _("退出报名"),
        "writes": [_("%(number)s 的状态改为“已退出”，名额由候补人员递补。") % {"number": enrolment.number}],
        "shown_to": [_("举办单位、审核单位、所在企业和本人。")],
        "rule": _("开班日期以前可以退出；报名时间内可以重新报名，按新的报名先后排列。"),
        "hidden": [("version", enrolment.version)],
        "confirm_label": _("退出报名"),
        "danger": True,
        "cancel_url": enrolment.get_absolute_url(),
        "trail": [*asked.to_enrolment(enrolment), (_("退出报名"), "")],
    }
    return render(request, "confirm.html", context)
