"""A list on an address of its own, with everything a list leads to."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path

from cqo.foundation.access.gate import signed_in
from cqo.foundation.lists import pages
from cqo.foundation.lists.tests.builders import USERS, within


@signed_in
def index(request: HttpRequest, scope: str = "") -> HttpResponseBase:
    new = pages.Action("新建用户", "/people/new/", primary=True)
    return pages.respond(request, USERS, within(request.actor, scope), scope=scope, actions=[new])


urlpatterns = [
    path("people/", index, name="people"),
    path("people/<str:scope>/", index, name="people_of"),
    path("lists/", include("cqo.foundation.lists.urls")),
    path("attachments/", include("cqo.foundation.documents.urls")),
]
