from django.http import Http404
from django.urls import path

from cqo.foundation.access.gate import signed_in

app_name = "people"


@signed_in
def waiting(request, **kwargs):
    raise Http404


urlpatterns = [
    path("list/", waiting, name="list"),
    path("firm/", waiting, name="firm"),
    path("request/<str:number>/", waiting, name="request"),
]
