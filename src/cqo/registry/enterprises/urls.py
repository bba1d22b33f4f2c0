from django.http import Http404
from django.urls import path

from cqo.foundation.access.gate import signed_in

app_name = "enterprises"


@signed_in
def waiting(request, **kwargs):
    raise Http404


urlpatterns = [
    path("list/", waiting, name="list"),
    path("claims/", waiting, name="claims"),
    path("designated/", waiting, name="designated"),
    path("claim/<str:number>/", waiting, name="claim"),
]
