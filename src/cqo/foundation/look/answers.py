"""How a view answers a press or a form, the same on every page: done and told, or refused with the reason and nothing typed lost."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cqo.foundation.refusal import NotPossible

Trail = list[tuple[str, str]]
LONGEST_VERSION = 9  # digits


def form_page(
    request: HttpRequest,
    form: Any,
    *,
    title: str,
    submit: str,
    trail: Trail,
    template: str = "form.html",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A page with one form; the way back is the last address of the trail. more: what `form.html` takes besides (says, submit_danger …)."""
    context = {"form": form, "title": title, "submit_label": submit, "trail": [*trail, (title, "")], "cancel_url": trail[-1][1], **more}
    return render(request, template, context, status=status)


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
    done: str | Callable[[Any], str],
    field_of: Mapping[str, str] = MappingProxyType({}),
    **page: Any,
) -> HttpResponse:
    """Do what a form says and go to the case (None: to what the act made); a refusal stands above the form or at its field, with nothing typed lost.

    done: the sentence, or what makes it of what the act made. field_of: code of a refusal → name of the field it is about. page: as `form_page` takes it.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except NotPossible as refused:
            form.add_error(field_of.get(refused.code), str(refused))
        else:
            messages.success(request, done(made) if callable(done) else done)
            return redirect(case or made)
    return form_page(request, form, **page)


def version(request: HttpRequest) -> int:
    """The version that a button was pressed on. Raises Http404 as `whole` does."""
    return whole(request.POST.get("version", ""))


def whole(typed: str) -> int:
    """A version as it stands in a form. Raises Http404 for anything else: our pages did not send it."""
    if not typed.isdecimal() or len(typed) > LONGEST_VERSION:
        raise Http404
    return int(typed)
