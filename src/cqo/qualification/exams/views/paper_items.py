"""What is in a paper: draw by a blueprint, tick, arrange, replace; and the paper, its answer sheet and its key in print."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.states import Tier
from cqo.qualification.exams.forms import papers as forms
from cqo.qualification.exams.models import Paper
from cqo.qualification.exams.operations import papers as operations
from cqo.qualification.exams.queries import papers, questions, sheets
from cqo.qualification.exams.rules.blueprint import ANY_UNIT
from cqo.qualification.exams.rules.choices import letters
from cqo.qualification.exams.states import QuestionKind
from cqo.qualification.exams.views import frames
from cqo.qualification.exams.views.papers import reached
from cqo.qualification.exams.wording.questions import KINDS

SHOWN = 100


@needs(Can.KEEP_QUESTIONS)
def draw(request: HttpRequest, number: str) -> HttpResponse:
    """Counts by unit and kind; what is too many is refused with the numbers."""
    paper, tier = reached(request, number), Tier(reached(request, number).training_class.tier)
    counts = questions.counts(paper.city_code, tier)
    titles = dict(questions.units(paper.city_code, tier))
    known = questions.unit_titles(paper.city_code)
    extra = sorted({unit for unit, _kind in counts} - set(titles) - {""})
    units = [(ANY_UNIT, _("全部单元")), *titles.items(), *((code, known.get(code, code)) for code in extra)]
    if any(unit == "" for unit, _kind in counts):
        units.append(("", _("未归入单元")))
    form = forms.Blueprint(request.POST or None, units=units, counts=counts, initial={"version": paper.version})
    if request.method == "POST" and form.is_valid():
        try:
            operations.draw(paper=paper, version=form.cleaned_data["version"], lines=form.lines, by=actor_of(request), at=timezone.now())
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已抽题，请核对。"))
            return redirect(paper)
    says = _("每格填要抽几题，括号里是题库里可用的题数。“全部单元”从各单元剩下的题里抽。")
    return answers.form_page(
        request,
        form,
        title=_("按蓝图抽题"),
        submit=_("抽题"),
        trail=frames.to_paper(paper),
        says=says,
        template="exams/draw.html",
        kinds=[KINDS[kind] for kind in QuestionKind],
    )


@needs(Can.KEEP_QUESTIONS)
def arrange(request: HttpRequest, number: str) -> HttpResponse:
    """Order, points and removals in one form."""
    paper = reached(request, number)
    items = papers.items(paper)
    form = forms.Arrangement(request.POST or None, items=items, initial={"version": paper.version})
    if request.method == "POST" and form.is_valid():
        try:
            operations.arrange(paper=paper, version=form.cleaned_data["version"], rows=form.rows, by=actor_of(request), at=timezone.now())
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已保存。"))
            return redirect(paper)
    says = _("改题号就是移动：填新的位置，其余题目自动顺延。")
    return answers.form_page(
        request, form, title=_("调整题目"), submit=_("保存调整"), trail=frames.to_paper(paper), says=says, template="exams/arrange.html"
    )


@needs(Can.KEEP_QUESTIONS)
def add(request: HttpRequest, number: str) -> HttpResponseBase:
    """Questions of the bank that are not in the paper, to tick."""
    paper = reached(request, number)
    there = [item.question_id for item in papers.items(paper)]
    rows = questions.live(paper.city_code, Tier(paper.training_class.tier)).exclude(pk__in=there).defer("key", "explanation")
    text, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    rows = questions.matching(rows, text) if text else rows
    rows = rows.filter(kind=kind) if kind in set(QuestionKind) else rows
    form = forms.Add(request.POST or None, initial={"version": paper.version, "points": "2"})
    chosen = forms.ticked(request.POST.getlist("question"))
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            added = operations.add(
                paper=paper, version=given["version"], chosen=chosen, points_tenths=given["points"], by=actor_of(request), at=timezone.now()
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已加入 %(count)s 题。") % {"count": added})
            return redirect(paper)
    found = list(rows.order_by("unit_code", "kind", "code")[: SHOWN + 1])
    context: dict[str, Any] = {
        "rows": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "q": text,
        "kind": kind,
        "chosen": chosen,
        "paper": paper,
    }
    kinds = [(kind.value, KINDS[kind]) for kind in QuestionKind]
    return answers.form_page(
        request,
        form,
        title=_("手工选题"),
        submit=_("加入试卷"),
        trail=frames.to_paper(paper),
        template="exams/add.html",
        kinds=kinds,
        **context,
    )


@needs(Can.KEEP_QUESTIONS)
@require_POST
def replace(request: HttpRequest, number: str, item: UUID) -> HttpResponse:
    """Another question of the same unit and kind."""
    paper, version = reached(request, number), answers.version(request)
    return answers.pressed(
        request,
        paper,
        lambda: operations.replace(paper=paper, version=version, item=item, by=actor_of(request), at=timezone.now()),
        done=_("已换题。"),
    )


@needs(Can.KEEP_QUESTIONS)
def printed(request: HttpRequest, number: str) -> HttpResponse:
    """The questions on paper."""
    paper = reached(request, number)
    lines = [(sheets.item_of(item), f"{item.points_tenths / 10:g}") for item in papers.items(paper)]
    says = _("考试时长 %(minutes)s 分钟，满分 %(total)s 分") % {"minutes": paper.minutes, "total": _total(paper)}
    context = {"title": paper.title, "says": says, "lines": lines, "kinds": KINDS}
    return render(request, "exams/print_paper.html", {**context, **_paper_frame(request, paper)})


@needs(Can.KEEP_QUESTIONS)
def answer_sheet(request: HttpRequest, number: str) -> HttpResponse:
    """Boxes to fill in, by number."""
    paper = reached(request, number)
    kept = [sheets.item_of(item) for item in papers.items(paper)]
    lines = [(item.place, letters(item.kind, len(item.options))) for item in kept]
    context = {"title": _("%(paper)s 答题卡") % {"paper": paper.title}, "lines": lines}
    return render(request, "exams/print_sheet.html", {**context, **_paper_frame(request, paper)})


@needs(Can.KEEP_QUESTIONS)
@require_POST
def key(request: HttpRequest, number: str) -> HttpResponse:
    """The key for markers; that it was read goes on record."""
    paper, actor = reached(request, number), actor_of(request)
    kinds = {item.place: QuestionKind(item.question.kind) for item in papers.items(paper)}
    found = operations.read_key(paper=paper, by=actor, at=timezone.now())
    lines = [(place, KINDS[kinds[place]], _shown(right, kinds[place]), f"{points / 10:g}") for place, (right, points) in found.items()]
    context = {
        "title": _("%(paper)s 标准答案") % {"paper": paper.title},
        "says": _("供阅卷用，请妥善保管。本次查看已记入办理记录。"),
        "lines": lines,
    }
    return render(request, "exams/print_key.html", {**context, **_paper_frame(request, paper)})


def _shown(right: str, kind: QuestionKind) -> str:
    return (_("对") if right == "A" else _("错")) if kind == QuestionKind.TRUE_FALSE else right


def _total(paper: Paper) -> str:
    return f"{paper.total_tenths / 10:g}"  # type: ignore[attr-defined]


def _paper_frame(request: HttpRequest, paper: Paper) -> dict[str, object]:
    return {"paper": paper, "printed_at": timezone.now(), "printed_by": actor_of(request).name, "back_url": paper.get_absolute_url()}
