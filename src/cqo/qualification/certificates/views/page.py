"""The page of one certificate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.qualification.certificates import change_cases
from cqo.qualification.certificates.queries import files


@needs(Can.SEE_REGISTRY, Can.OWN_FILE, Can.OWN_FIRM)
@never_cache
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """The case page, for the bureau, the holder and the firm where the holder works."""
    found = get_object_or_404(files.within(actor_of(request)).select_related("person"), number=number)
    page = change_cases.certificate_page(found, actor_of(request), on=timezone.localdate())
    return render(request, "case.html", {"case_page": page, "trail": [(_("工作台"), reverse("desk:today")), (found.official_number, "")]})
