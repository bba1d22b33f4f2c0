"""What the screens of issuing share."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cqo.foundation.access.gate import actor_of
from cqo.qualification.certificates.models import Issue
from cqo.qualification.certificates.queries import issues as queries


def reached(request: HttpRequest, number: str) -> Issue:
    """The issue within reach, or 404."""
    return get_object_or_404(queries.within(actor_of(request)), number=number)


def version(request: HttpRequest) -> int:
    """The version that was on screen."""
    typed = request.POST.get("version", "")
    if not typed.isdecimal() or len(typed) > 9:
        raise Http404
    return int(typed)


def paper(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def form_page(request: HttpRequest, form: forms.Form, *, title: str, submit: str, back: str, says: str = "", **more: Any) -> HttpResponse:
    """A page with one form; 422 where it has errors."""
    context = {"form": form, "title": title, "says": says, "submit_label": submit, "cancel_url": back, "trail": trail(title, back), **more}
    return render(request, more.pop("template", "form.html"), context, status=422 if form.errors else 200)


def trail(title: str, back: str = "") -> list[tuple[str, str]]:
    """Where the page is."""
    middle = [(_("发证审批"), reverse("certificates:issues"))] if back else []
    return [(_("工作台"), reverse("desk:today")), *middle, (title, "")]
