"""Where a file is read, and the ways back."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.gate import actor_of
from cqo.foundation.look.answers import Trail
from cqo.registry.people.models import Person


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
