"""The question bank: the list, a question with its editions, writing, changing, retiring."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.lists import pages
from cqo.foundation.lists.pages import Action
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.exams import listing_questions
from cqo.qualification.exams.forms import questions as forms
from cqo.qualification.exams.models import Question
from cqo.qualification.exams.operations import questions as operations
from cqo.qualification.exams.queries import questions
from cqo.qualification.exams.rules.choices import LETTERS
from cqo.qualification.exams.states import QuestionKind
from cqo.qualification.exams.views import frames
from cqo.qualification.exams.wording.questions import DIFFICULTIES, KINDS


@needs(Can.KEEP_QUESTIONS)
def index(request: HttpRequest) -> HttpResponseBase:
    """The bank of the city."""
    actions = [
        Action(_("新增题目"), reverse("exams:new_question"), "plus", primary=True),
        Action(_("批量导入"), reverse("exams:bring_questions"), "file-import"),
    ]
    rows = questions.listed(actor_of(request))
    return pages.respond(request, listing_questions.QUESTIONS, rows, actions=actions, empty_action=actions[1])


@needs(Can.KEEP_QUESTIONS)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """An edition with its key, for those who keep the bank."""
    question = _reached(request, key)
    draft = operations.draft_of(question)
    context = {
        "title": question.code,
        "says": " · ".join(
            str(part) for part in (TIERS[Tier(question.tier)], KINDS[QuestionKind(question.kind)], DIFFICULTIES[question.difficulty])
        ),
        "question": question,
        "draft": draft,
        "options": [(letter, text, letter in draft.key) for letter, text in zip(LETTERS, question.options, strict=False)],
        "unit": questions.unit_titles(question.city_code).get(question.unit_code, ""),
        "editions": questions.editions(question),
        "trail": [*frames.to_questions(), (question.code, "")],
    }
    return render(request, "exams/bank_question.html", context)


@needs(Can.KEEP_QUESTIONS)
def new(request: HttpRequest) -> HttpResponse:
    """Write a question."""
    actor = actor_of(request)
    form = forms.Question(request.POST or None, units=_units(actor), initial={"tier": request.GET.get("tier", Tier.BASIC.value)})
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.record(draft=form.draft, tier=form.tier_chosen, by=actor, at=timezone.now())
        except NotPossible as refused:
            form.add_error(forms.FIELD_OF.get(refused.code), str(refused))
        else:
            messages.success(request, _("已加入题库。"))
            return redirect(made)
    return answers.form_page(
        request, form, title=_("新增题目"), submit=_("加入题库"), trail=frames.to_questions(), draft_key="question-new"
    )


@needs(Can.KEEP_QUESTIONS)
def amend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change a question, which makes its next edition."""
    question, actor = _reached(request, key), actor_of(request)
    if question.superseded or question.retired_at is not None:
        messages.error(request, str(NotPossible("question.changed_meanwhile")))
        return redirect(question)
    initial = forms.initial_of(operations.draft_of(question), tier=question.tier)
    form = forms.Question(request.POST or None, units=_units(actor), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.revise(question=question, draft=form.draft, tier=form.tier_chosen, by=actor, at=timezone.now())
        except NotPossible as refused:
            form.add_error(forms.FIELD_OF.get(refused.code), str(refused))
        else:
            messages.success(request, _("已保存为第 %(edition)s 版，以后组卷用这一版。") % {"edition": made.edition})
            return redirect(made)
    trail = [*frames.to_questions(), (question.code, question.get_absolute_url())]
    says = _("保存后形成第 %(edition)s 版；已组好的试卷仍用原来的版本。") % {"edition": question.edition + 1}
    return answers.form_page(request, form, title=_("修改题目"), submit=_("保存为新版本"), trail=trail, says=says)


@needs(Can.KEEP_QUESTIONS)
@require_POST
def retire(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a question out of use."""
    question = _reached(request, key)
    return answers.pressed(
        request,
        question,
        lambda: operations.retire(question=question, by=actor_of(request), at=timezone.now()),
        done=_("已停用，新试卷不再抽到这道题。可以在本页恢复使用。"),
    )


@needs(Can.KEEP_QUESTIONS)
@require_POST
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """Undo a retirement."""
    question = _reached(request, key)
    return answers.pressed(
        request,
        question,
        lambda: operations.restore(question=question, by=actor_of(request), at=timezone.now()),
        done=_("已恢复使用。"),
    )


def _units(actor: Actor) -> list[tuple[str, str]]:
    return list(questions.unit_titles(actor.city).items())


def _reached(request: HttpRequest, key: UUID) -> Question:
    return get_object_or_404(questions.within(actor_of(request)), pk=key)
