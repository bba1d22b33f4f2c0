"""Sittings for officials: the list, the case page, planning, preparing, moving, cancelling, handing over, statistics."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.lists import pages
from cqo.foundation.lists.pages import Action
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.qualification.exams import cases_of_sittings, listing_sittings, statistics
from cqo.qualification.exams.forms import sittings as forms
from cqo.qualification.exams.models import Paper, Sitting
from cqo.qualification.exams.operations import handing_over
from cqo.qualification.exams.operations import sittings as operations
from cqo.qualification.exams.queries import papers, sittings, terms
from cqo.qualification.exams.states import PaperState, SittingState
from cqo.qualification.exams.views import frames
from cqo.qualification.exams.wording.sittings import CLOCK_RULE
from cqo.qualification.training.operations.classes import results_published

FIELD_OF = {"sitting.paper_not_fixed": "paper", "sitting.moments_wrong": "last_start_at", "sitting.too_late": "last_start_at"}


@needs(Can.RUN_SITTING)
def index(request: HttpRequest) -> HttpResponseBase:
    """The sittings of one's own classes."""
    actions = [
        Action(_("安排考试"), reverse("exams:new_sitting"), "plus", primary=True),
        Action(_("试卷"), reverse("exams:papers"), "file-text"),
        Action(_("题库"), reverse("exams:questions"), "list-check"),
    ]
    return pages.respond(request, listing_sittings.SITTINGS, sittings.within(actor_of(request)), actions=actions, empty_action=actions[1])


@needs(Can.RUN_SITTING)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A sitting with what can be done now."""
    sitting, at = reached(request, number), timezone.now()
    published = results_published(sitting.training_class)
    mark = terms.in_force(sitting.training_class, timezone.localdate(at)).terms.resit_below
    can_resit = sitting.state == SittingState.MARKED and bool(sittings.below(sitting.pk, mark=mark))
    page = cases_of_sittings.sitting_page(
        sitting, actor_of(request), counts=sittings.counts(sitting), at=at, published=published, can_resit=can_resit
    )
    return render(request, "exams/sitting.html", {"case_page": page, "sitting": sitting, "trail": [*frames.to_sittings(), (number, "")]})


@needs(Can.RUN_SITTING)
def new(request: HttpRequest) -> HttpResponse:
    """Plan a sitting; `?resit=` for those who failed or were absent in another, `?paper=` with a paper chosen."""
    actor = actor_of(request)
    before = reached(request, request.GET["resit"]) if request.GET.get("resit") else None
    choices = papers.within(actor).filter(state=PaperState.FIXED.value, training_class__in=sittings.classes_to_examine(actor).values("pk"))
    if before is not None:
        choices = choices.filter(training_class=before.training_class)
    form = forms.PlanSitting(
        request.POST or None, papers=choices.order_by("-recorded_at", "pk"), initial=_initial(request, choices, before)
    )
    if request.method == "POST" and form.is_valid():
        held = form.cleaned_data["paper"].training_class
        try:
            made = operations.plan(training_class=held, plan=form.plan, resit_of=before, by=actor, at=timezone.now())
        except NotPossible as refused:
            form.add_error(FIELD_OF.get(refused.code), str(refused))
        else:
            messages.success(request, _("考试已安排。录取完成后，点“生成考生试卷”。"))
            return redirect(made)
    if not choices.exists():
        return render(request, "exams/no_paper.html", {"title": _("安排考试"), "trail": [*frames.to_sittings(), (_("安排考试"), "")]})
    title = _("安排补考") if before else _("安排考试")
    return answers.form_page(request, form, title=title, submit=_("安排考试"), trail=frames.to_sittings(), says=str(CLOCK_RULE))


@needs(Can.RUN_SITTING)
def amend(request: HttpRequest, number: str) -> HttpResponse:
    """Change a plan that is not prepared yet."""
    sitting = reached(request, number)
    choices = papers.fixed_of(sitting.training_class).select_related("training_class")
    columns = ("title", "opens_at", "last_start_at", "closes_at", "place", "version")
    initial = {**{name: getattr(sitting, name) for name in columns}, "paper": sitting.paper_id}
    form = forms.AmendSitting(request.POST or None, papers=choices, initial=initial)
    return answers.filled(
        request,
        form,
        sitting,
        lambda given: operations.amend(sitting=sitting, version=given["version"], plan=form.plan, by=actor_of(request), at=timezone.now()),
        done=_("已保存。"),
        title=_("修改安排"),
        submit=_("保存"),
        trail=frames.to_sitting(sitting),
        says=str(CLOCK_RULE),
    )


@needs(Can.RUN_SITTING)
@require_POST
def prepare(request: HttpRequest, number: str) -> HttpResponse:
    """Everybody's paper."""
    sitting, version = reached(request, number), answers.version(request)
    done = _("已为每名考生生成试卷，并通知本人。")
    return answers.pressed(
        request, sitting, lambda: operations.prepare(sitting=sitting, version=version, by=actor_of(request), at=timezone.now()), done=done
    )


@needs(Can.RUN_SITTING)
@require_POST
def add_candidates(request: HttpRequest, number: str) -> HttpResponse:
    """Papers for those admitted since."""
    sitting, version = reached(request, number), answers.version(request)
    return answers.pressed(
        request,
        sitting,
        lambda: operations.add_candidates(sitting=sitting, version=version, by=actor_of(request), at=timezone.now()),
        done=_("已补充考生，并通知本人。"),
    )


@needs(Can.RUN_SITTING)
def move(request: HttpRequest, number: str) -> HttpResponse:
    """Other moments for a prepared sitting."""
    sitting = reached(request, number)
    initial = {name: getattr(sitting, name) for name in ("opens_at", "last_start_at", "closes_at", "place", "version")}
    return answers.filled(
        request,
        forms.Move(request.POST or None, initial=initial),
        sitting,
        lambda given: operations.move(sitting=sitting, **given, by=actor_of(request), at=timezone.now()),
        done=_("已调整，考生会收到消息。"),
        title=_("调整时间"),
        submit=_("调整并通知考生"),
        trail=frames.to_sitting(sitting),
        says=str(CLOCK_RULE),
    )


@needs(Can.RUN_SITTING)
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel with a reason."""
    sitting = reached(request, number)
    return answers.filled(
        request,
        forms.Cancel(request.POST or None, initial={"version": sitting.version}),
        sitting,
        lambda given: operations.cancel(sitting=sitting, **given, by=actor_of(request), at=timezone.now()),
        done=_("考试已取消，考生会收到消息。"),
        title=_("取消本场考试"),
        submit=_("取消本场考试"),
        trail=frames.to_sitting(sitting),
        says=_("取消后不能恢复。考生会收到消息；已有的答卷保留，但不计分。"),
        submit_danger=True,
    )


@needs(Can.RUN_SITTING)
@require_POST
def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    """Scores to the assessment."""
    sitting, version = reached(request, number), answers.version(request)
    return answers.pressed(
        request,
        sitting,
        lambda: handing_over.hand_over(sitting=sitting, version=version, by=actor_of(request), at=timezone.now()),
        done=_("成绩已写入本班考核，请另一人核对后公布。"),
    )


@needs(Can.RUN_SITTING)
def item_statistics(request: HttpRequest, number: str) -> HttpResponse:
    """How the questions were answered, once the results are published."""
    sitting = reached(request, number)
    if sitting.state != SittingState.MARKED or not results_published(sitting.training_class):
        messages.error(request, str(NotPossible("sitting.not_published")))
        return redirect(sitting)
    title = _("题目统计")
    context = {"title": title, "says": sitting.title, "lines": statistics.of(sitting), "trail": [*frames.to_sitting(sitting), (title, "")]}
    return render(request, "exams/statistics.html", context)


def reached(request: HttpRequest, number: str) -> Sitting:
    """A sitting within the actor's reach; out of reach is not there (404)."""
    return get_object_or_404(sittings.within(actor_of(request)), number=number)


def _initial(request: HttpRequest, choices: Any, before: Sitting | None) -> dict[str, Any]:
    paper: Paper | None = choices.filter(number=request.GET.get("paper", "")).first()
    if before is not None:
        return {"title": _("%(title)s（补考）") % {"title": before.title}, "place": before.place, "paper": before.paper_id}
    return {"paper": paper.pk, "title": paper.title} if paper else {}
