from django.http import Http404
from django.urls import path

from cqo.foundation.access.gate import signed_in

app_name = "desk"


@signed_in
def waiting(request, **kwargs):
    raise Http404


urlpatterns = [
    path("today/", waiting, name="today"),
    path("search/", waiting, name="search"),
]
