"""Papers: the list, the case page, drafting, fixing, copying, discarding."""

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
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.refusal import NotPossible
from cqo.qualification.exams import cases, listing_papers
from cqo.qualification.exams.forms import papers as forms
from cqo.qualification.exams.models import Paper
from cqo.qualification.exams.operations import papers as operations
from cqo.qualification.exams.queries import papers, sheets
from cqo.qualification.exams.queries.sittings import classes_to_examine
from cqo.qualification.exams.rules.terms import ExamTerms
from cqo.qualification.exams.states import PaperState
from cqo.qualification.exams.views import frames


@needs(Can.KEEP_QUESTIONS)
def index(request: HttpRequest) -> HttpResponseBase:
    """The papers for one's own classes."""
    actions = [
        Action(_("新建试卷"), reverse("exams:new_paper"), "plus", primary=True),
        Action(_("考试场次"), reverse("exams:sittings"), "calendar"),
        Action(_("题库"), reverse("exams:questions"), "list-check"),
    ]
    return pages.respond(request, listing_papers.PAPERS, papers.within(actor_of(request)), actions=actions, empty_action=actions[0])


@needs(Can.KEEP_QUESTIONS)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A paper with its questions, no keys."""
    paper = reached(request, number)
    items = list(papers.items(paper))
    page = cases.paper_page(paper, actor_of(request), items)
    lines = [(item, sheets.item_of(item), f"{item.points_tenths / 10:g}") for item in items]
    context = {"case_page": page, "paper": paper, "lines": lines, "is_draft": paper.state == PaperState.DRAFT}
    return render(request, "exams/paper.html", {**context, "trail": [*frames.to_papers(), (paper.number, "")]})


@needs(Can.KEEP_QUESTIONS)
def new(request: HttpRequest) -> HttpResponse:
    """An empty paper for a class."""
    actor = actor_of(request)
    classes = classes_to_examine(actor)
    edition = provisions.in_force(ExamTerms, actor.reach.key or actor.city, timezone.localdate())
    wanted = classes.filter(number=request.GET.get("class", "")).first()
    initial = {"minutes": edition.terms.minutes, "training_class": wanted, "title": f"{wanted.title}结业考试" if wanted else ""}
    form = forms.NewPaper(request.POST or None, classes=classes, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.draft(**form.cleaned_data, by=actor, at=timezone.now())
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("试卷已新建，请抽题或选题。"))
            return redirect(made)
    return answers.form_page(request, form, title=_("新建试卷"), submit=_("新建试卷"), trail=frames.to_papers())


@needs(Can.KEEP_QUESTIONS)
def amend(request: HttpRequest, number: str) -> HttpResponse:
    """Title, minutes, shuffling."""
    paper = reached(request, number)
    initial = {name: getattr(paper, name) for name in ("title", "minutes", "shuffled", "version")}
    return answers.filled(
        request,
        forms.AmendPaper(request.POST or None, initial=initial),
        paper,
        lambda given: operations.amend(paper=paper, **given, by=actor_of(request), at=timezone.now()),
        done=_("已保存。"),
        title=_("修改名称和时长"),
        submit=_("保存"),
        trail=frames.to_paper(paper),
    )


@needs(Can.KEEP_QUESTIONS)
@require_POST
def fix(request: HttpRequest, number: str) -> HttpResponse:
    """Lock the paper."""
    paper, version = reached(request, number), answers.version(request)
    return answers.pressed(
        request,
        paper,
        lambda: operations.fix(paper=paper, version=version, by=actor_of(request), at=timezone.now()),
        done=_("已定稿。可以安排考试或打印。"),
    )


@needs(Can.KEEP_QUESTIONS)
@require_POST
def discard(request: HttpRequest, number: str) -> HttpResponse:
    """Give a draft up."""
    paper, version = reached(request, number), answers.version(request)
    return answers.pressed(
        request,
        paper,
        lambda: operations.discard(paper=paper, version=version, by=actor_of(request), at=timezone.now()),
        done=_("试卷已作废。"),
    )


@needs(Can.KEEP_QUESTIONS)
def copy(request: HttpRequest, number: str) -> HttpResponse:
    """A draft with the same questions, for a class of the same tier."""
    paper, actor = reached(request, number), actor_of(request)
    classes = classes_to_examine(actor).filter(tier=paper.training_class.tier)
    form = forms.CopyTo(request.POST or None, classes=classes, initial={"training_class": paper.training_class_id})
    if request.method == "POST" and form.is_valid():
        made = operations.copy(paper=paper, training_class=form.cleaned_data["training_class"], by=actor, at=timezone.now())
        messages.success(request, _("已复制为新试卷，可以继续调整。"))
        return redirect(made)
    return answers.form_page(request, form, title=_("复制为新试卷"), submit=_("复制"), trail=frames.to_paper(paper))


def reached(request: HttpRequest, number: str) -> Paper:
    """A paper within the actor's reach; out of reach is not there (404)."""
    return get_object_or_404(papers.within(actor_of(request)), number=number)
