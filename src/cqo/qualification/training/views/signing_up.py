"""Signing up for a class: a firm ticks its people, a person signs up themselves."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.look import answers
from cqo.qualification.training.forms.enrolments import SignUp
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.operations import enrolments as operations
from cqo.qualification.training.operations.enrolments import Outcome
from cqo.qualification.training.queries import candidates
from cqo.qualification.training.rules.seats import left
from cqo.qualification.training.states import EnrolmentState
from cqo.qualification.training.views import asked
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.people.queries import firms


@needs(Can.SIGN_UP)
def sign_up(request: HttpRequest, number: str) -> HttpResponse:
    """Sign up those ticked. What is missing for each stands beside the name; each gets an answer of their own."""
    training_class, actor, at = asked.seen_class(request, number), actor_of(request), timezone.now()
    firm = firms.own(actor) if actor.is_firm else None
    people = candidates.of(training_class, actor, firm, at=at)
    own = [] if actor.is_firm else [str(each.person.pk) for each in people]
    exempt_by = candidates.exempting(training_class, people)
    form = SignUp(request.POST or None, people=people, exempt_by=exempt_by, initial={"person": own})
    if request.method == "POST" and form.is_valid():
        if not form.signings:
            messages.info(request, _("所选人员都已报名。"))
            return redirect(training_class)
        outcome = operations.sign_up_all(training_class=training_class, people=form.signings, enterprise=firm, by=actor, at=at)
        return _signed_up(request, training_class, outcome)
    return _asked(request, training_class, firm, form, at=at)


def _asked(request: HttpRequest, training_class: TrainingClass, firm: Enterprise | None, form: SignUp, *, at: datetime) -> HttpResponse:
    return answers.form_page(
        request,
        form,
        title=_("报名"),
        says=training_class.title,
        submit=_("提交报名"),
        trail=asked.to_class(training_class),
        template="training/sign_up.html",
        training_class=training_class,
        shut=candidates.shut(training_class, firm, at=at),
        left=left(seats=training_class.seats, taken=training_class.taken),
        is_firm=actor_of(request).is_firm,
        may_add=actor_of(request).may(Can.MANAGE_FIRM_PEOPLE),
        ready=any(each.may for each in form.people.values()),
    )


def _signed_up(request: HttpRequest, training_class: TrainingClass, outcome: Outcome) -> HttpResponse:
    """One sign-up leads to its own page; several, or a refusal, to a page that tells of each."""
    if len(outcome.made) == 1 and not outcome.refused:
        made = outcome.made[0]
        if made.state == EnrolmentState.WAITING:
            messages.warning(request, _("名额已满，已列入候补。有人退出时按先后自动递补。"))
        else:
            messages.success(request, _("报名已提交，等待县区局审核。"))
        return redirect(made)
    context = {
        "title": _("报名结果"),
        "training_class": training_class,
        "outcome": outcome,
        "trail": [*asked.to_class(training_class), (_("报名结果"), "")],
    }
    return render(request, "training/signed_up.html", context)
