from django.http import Http404
from django.urls import path

from cqo.foundation.access.gate import signed_in

app_name = "office"


@signed_in
def waiting(request, **kwargs):
    raise Http404


urlpatterns = [
    path("provisions/", waiting, name="provisions"),
    path("posts/", waiting, name="posts"),
    path("calendar/", waiting, name="calendar"),
    path("security/", waiting, name="security"),
    path("record/", waiting, name="record"),
]
