"""The life-long file of a person."""

from datetime import date, datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.refusal import NotPossible
from cqo.portal.dossier import forms
from cqo.portal.dossier.queries import people as dossiers
from cqo.registry.people.models import Person
from cqo.registry.people.operations import revealing
from cqo.registry.people.queries import files


@needs(Can.SEE_REGISTRY, Can.OWN_FIRM, Can.OWN_FILE)
@never_cache
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    """The file, for officials, the firm and the person. A merged file leads to the one that was kept."""
    found = _reached(request, key)
    if found.merged_into_id is not None:
        return redirect("dossier:person", key=found.merged_into_id)
    return _show(request, found)


@needs(Can.OWN_FILE)
@never_cache
def own_file(request: HttpRequest) -> HttpResponse:
    """One's own file."""
    found = get_object_or_404(files.within(actor_of(request)).select_related("merged_into"), user=actor_of(request).user)
    return _show(request, found.merged_into or found)


@needs(Can.REVEAL_PERSONAL, Can.OWN_FILE)
@require_POST
@never_cache
def reveal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Number and phone in clear, on the page that answers and on no other; that they were shown stands in the record."""
    found = _reached(request, key)
    try:
        shown = revealing.reveal(person=found, by=actor_of(request), at=timezone.now())
    except NotPossible as refused:
        messages.error(request, str(refused))
        return redirect(found)
    return _show(request, found, revealed=shown)


def _reached(request: HttpRequest, key: UUID) -> Person:
    found = files.reached(actor_of(request), key)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, found: Person, *, revealed: revealing.Revealed = dossiers.UNKNOWN) -> HttpResponse:
    actor = actor_of(request)
    form = forms.AsKnown(request.GET)
    known: date | None = form.cleaned_data["known"] if form.is_valid() else None
    known_at = timezone.make_aware(datetime.combine(known, time.max)) if known else None
    dossier = dossiers.dossier(found, actor, today=timezone.localdate(), known_at=known_at, revealed=revealed)
    trail = [(_("工作台"), reverse("desk:today"))]
    if actor.may(Can.SEE_REGISTRY):
        trail.append((_("人员"), reverse("people:list")))
    if actor.may(Can.MANAGE_FIRM_PEOPLE):
        trail.append((_("本企业人员"), reverse("people:firm")))
    context = {
        "case_page": dossier.page,
        "dossier": dossier,
        "form": form,
        "known": known,
        "is_revealed": revealed != dossiers.UNKNOWN,
        "trail": [*trail, (dossier.page.title, "")],
    }
    return render(request, "dossier/person.html", context)
