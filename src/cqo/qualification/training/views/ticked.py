"""Sign-ups ticked on a page, each with the version it had there."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from cqo.foundation.look.answers import whole
from cqo.qualification.training.models import Enrolment


def enrolments(request: HttpRequest, among: QuerySet[Enrolment]) -> list[tuple[Enrolment, int]]:
    """Those ticked ("enrolment" holds key:version), of the rows within reach; whatever else is named is not there."""
    seen = {}
    for typed in request.POST.getlist("enrolment"):
        key, _colon, version = typed.partition(":")
        try:
            seen[UUID(key)] = whole(version)
        except ValueError:
            raise Http404 from None
    found = among.model._default_manager.select_related("training_class", "person", "person__merged_into", "enterprise")
    reached = set(among.order_by().values_list("pk", flat=True))
    return [(each, seen[each.pk]) for each in found.filter(pk__in=[key for key in seen if key in reached]).order_by("number")]
