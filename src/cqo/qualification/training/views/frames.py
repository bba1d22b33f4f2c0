"""The page with one form that every subject here uses, and what becomes of a press."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.views.asked import Trail


def form_page(
    request: HttpRequest, form: Any, *, title: str, submit: str, trail: Trail, template: str = "form.html", **more: Any
) -> HttpResponse:
    """A page with one form; the way back is the last address of the trail."""
    context = {
        "form": form,
        "title": title,
        "submit_label": submit,
        "trail": [*trail, (title, "")],
        "cancel_url": trail[-1][1],
        **more,
    }
    return render(request, template, context)


def pressed(request: HttpRequest, case: Any, act: Callable[[], Any], *, done: str) -> HttpResponse:
    """Do what a button says, and return to the case with the answer."""
    try:
        act()
        messages.success(request, done)
    except NotPossible as refused:
        messages.error(request, str(refused))
    return redirect(case)


def filled(
    request: HttpRequest,
    form: Any,
    case: Any,
    act: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    field_of: Mapping[str, str] = MappingProxyType({}),
    **page: Any,
) -> HttpResponse:
    """Do what a form says and go to the case (None: to what the act made); a refusal stands above the form or at its field, with nothing typed lost."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except NotPossible as refused:
            form.add_error(field_of.get(refused.code), str(refused))
        else:
            messages.success(request, done)
            return redirect(case or made)
    return form_page(request, form, **page)
