from django.http import Http404
from django.urls import path

from cqo.foundation.access.gate import signed_in

app_name = "dossier"


@signed_in
def waiting(request, **kwargs):
    raise Http404


urlpatterns = [
    path("own_firm/", waiting, name="own_firm"),
    path("own_file/", waiting, name="own_file"),
    path("enterprise/<uuid:key>/", waiting, name="enterprise"),
    path("person/<uuid:key>/", waiting, name="person"),
]
