"""The ledger on screen."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.lists import pages
from cqo.qualification.learning import listing, queries


@needs(Can.SEE_REGISTRY, Can.OWN_FIRM, Can.OWN_FILE)
def index(request: HttpRequest) -> HttpResponseBase:
    """The entries within reach."""
    return pages.respond(request, listing.HOURS, queries.within(actor_of(request)))
