"""What the screens of issuing share."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cqo.foundation.access.gate import actor_of
from cqo.foundation.look import answers
from cqo.qualification.certificates.models import Issue
from cqo.qualification.certificates.queries import issues as queries


def reached(request: HttpRequest, number: str) -> Issue:
    """The issue within reach, or 404."""
    return get_object_or_404(queries.within(actor_of(request)), number=number)


def paper(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def form_page(request: HttpRequest, form: forms.Form, *, title: str, submit: str, back: str, **more: Any) -> HttpResponse:
    """A page with one form; 422 where it has errors."""
    status = 422 if form.errors else 200
    return answers.form_page(request, form, title=title, submit=submit, trail=trail("", back)[:-1], cancel_url=back, status=status, **more)


def trail(title: str, back: str = "") -> list[tuple[str, str]]:
    """Where the page is."""
    middle = [(_("发证审批"), reverse("certificates:issues"))] if back else []
    return [(_("工作台"), reverse("desk:today")), *middle, (title, "")]
