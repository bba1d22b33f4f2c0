"""The page with one form that every subject here uses, what becomes of a press, and the ways back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.refusal import NotPossible
from cqo.qualification.exams.models import Paper, Sitting

Trail = list[tuple[str, str]]


def form_page(
    request: HttpRequest, form: Any, *, title: str, submit: str, trail: Trail, template: str = "form.html", **more: Any
) -> HttpResponse:
    """A page with one form; the way back is the last address of the trail."""
    context = {"form": form, "title": title, "submit_label": submit, "trail": [*trail, (title, "")], "cancel_url": trail[-1][1], **more}
    return render(request, template, context)


def pressed(request: HttpRequest, case: Any, act: Callable[[], Any], *, done: str) -> HttpResponse:
    """Do what a button says, and return to the case with the answer."""
    try:
        act()
        messages.success(request, done)
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect(case)


def filled(request: HttpRequest, form: Any, case: Any, act: Callable[[dict[str, Any]], Any], *, done: str, **page: Any) -> HttpResponse:
    """Do what a form says; a refusal stands above it, with nothing typed lost."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect(case)
    return form_page(request, form, **page)


def version(request: HttpRequest) -> int:
    """The version that a button was pressed on."""
    typed = request.POST.get("version", "")
    if not typed.isdecimal() or len(typed) > 9:
        raise Http404
    return int(typed)


def to_questions() -> Trail:
    """The way from the desk to the bank."""
    return [(_("工作台"), reverse("desk:today")), (_("题库"), reverse("exams:questions"))]


def to_papers() -> Trail:
    """The way from the desk to the papers."""
    return [(_("工作台"), reverse("desk:today")), (_("考试"), reverse("exams:sittings")), (_("试卷"), reverse("exams:papers"))]


def to_paper(paper: Paper) -> Trail:
    """The way from the desk to a paper."""
    return [*to_papers(), (paper.title, paper.get_absolute_url())]


def to_sittings() -> Trail:
    """The way from the desk to the sittings."""
    return [(_("工作台"), reverse("desk:today")), (_("考试"), reverse("exams:sittings"))]


def to_sitting(sitting: Sitting) -> Trail:
    """The way from the desk to a sitting."""
    return [*to_sittings(), (sitting.title, sitting.get_absolute_url())]
