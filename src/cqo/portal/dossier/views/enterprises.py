"""The life-long file of an enterprise."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.portal.dossier.queries import enterprises as dossiers
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.operations import reading
from cqo.registry.enterprises.queries import files


@needs(Can.SEE_REGISTRY)
def enterprise(request: HttpRequest, key: UUID) -> HttpResponse:
    """The file, for officials. A merged file leads to the one that was kept."""
    found = _reached(request, key)
    if found.merged_into_id is not None:
        return redirect("dossier:enterprise", key=found.merged_into_id)
    return _show(request, found)


@needs(Can.OWN_FIRM)
def own_firm(request: HttpRequest) -> HttpResponse:
    """The file of the firm one acts for."""
    key = actor_of(request).organisation
    if key is None:
        raise Http404
    return _show(request, _reached(request, key))


@needs(Can.REVEAL_PERSONAL)
@require_POST
def reveal(request: HttpRequest, key: UUID) -> HttpResponse:
    """The contact's full phone number, shown once; that it was shown stands in the record."""
    found = _reached(request, key)
    phone = reading.reveal_phone(enterprise=found, by=actor_of(request), at=timezone.now())
    return _show(request, found, phone=phone)


def _reached(request: HttpRequest, key: UUID) -> Enterprise:
    found = files.reached(actor_of(request), key)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, found: Enterprise, *, phone: str = "") -> HttpResponse:
    actor = actor_of(request)
    trail = [(_("工作台"), reverse("desk:today"))]
    if actor.may(Can.SEE_REGISTRY):
        trail.append((_("企业"), reverse("enterprises:list")))
    dossier = dossiers.dossier(found, actor, today=timezone.localdate(), phone=phone)
    return render(request, "dossier/enterprise.html", {"case_page": dossier.page, "dossier": dossier, "trail": [*trail, (found.name, "")]})
