"""What an address or a form asks for, within the actor's reach: out of reach is not there (404)."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from cqo.foundation.access.gate import actor_of
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.people.models import Employment, ExternalCertificate, Person
from cqo.registry.people.queries import files, firms, lives


def person(request: HttpRequest, key: UUID) -> Person:
    """The file of a key; of a merged file, the one that was kept."""
    found = get_object_or_404(files.within(actor_of(request)).select_related("merged_into"), pk=key)
    return found.merged_into or found


def own_file(request: HttpRequest) -> Person:
    """The file of whoever is signed in as a person."""
    found = files.within(actor_of(request)).select_related("merged_into").filter(user=actor_of(request).user).first()
    if found is None:
        raise Http404
    return found.merged_into or found


def own_firm(request: HttpRequest) -> Enterprise:
    """The firm somebody acts for."""
    firm = firms.own(actor_of(request))
    if firm is None:
        raise Http404
    return firm


def employment(request: HttpRequest, key: UUID) -> Employment:
    """An employment at a firm in reach, superseded ones included, so that a second press is told and not lost."""
    return get_object_or_404(lives.recorded_at_firms_of(actor_of(request)), pk=key)


def certificate(request: HttpRequest, key: UUID) -> ExternalCertificate:
    """A certificate of a person in reach."""
    found = get_object_or_404(ExternalCertificate.objects.select_related("person"), pk=key)
    person(request, found.person_id)
    return found
