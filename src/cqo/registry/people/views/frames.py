"""The pages every subject here uses: one form, or the page before what cannot be undone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cqo.foundation.access.gate import actor_of
from cqo.registry.people.models import Person

Words = str | Promise
Trail = list[tuple[str, str]]


def form_page(
    request: HttpRequest,
    form: Any,
    *,
    title: str,
    submit: str,
    trail: Trail,
    says: Words = "",
    submit_says: str = "",
    draft: str = "",
    danger: bool = False,
    template: str = "form.html",
    **more: Any,
) -> HttpResponse:
    """A page with one form; the way back is the last address of the trail."""
    context = {
        "form": form,
        "title": title,
        "says": says,
        "submit_label": submit,
        "submit_says": submit_says,
        "submit_danger": danger,
        "draft_key": draft,
        "trail": [*trail, (title, "")],
        "cancel_url": trail[-1][1],
        **more,
    }
    return render(request, template, context)


def file_url(request: HttpRequest, person: Person) -> str:
    """Where somebody reads a file: the own one at its own address."""
    return reverse("dossier:own_file") if actor_of(request).reach.scale == "own" else person.get_absolute_url()


def to_people(request: HttpRequest) -> Trail:
    """The way from the desk to the list that the actor has of people."""
    actor, desk = actor_of(request), (_("工作台"), reverse("desk:today"))
    if actor.reach.scale == "own":
        return [desk]
    return [desk, (_("本企业人员"), reverse("people:firm")) if actor.is_firm else (_("人员"), reverse("people:list"))]


def to_person(request: HttpRequest, person: Person) -> Trail:
    """The way from the desk to a file."""
    name = person.name if actor_of(request).reach.scale != "own" else _("我的档案")
    return [*to_people(request), (name, file_url(request, person))]
