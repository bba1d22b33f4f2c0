"""The addresses that the frames lead to, so that the look's tests need no other part."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    """A view behind an address that no test opens."""
    return HttpResponse()


def part(name: str, *names: str) -> object:
    """The addresses of one part."""
    return path(f"{name}/", include(([path(f"{each}/", nothing, name=each) for each in names], name)))


urlpatterns = [
    path("language/", nothing, name="set_language"),
    part("public", "home", "privacy", "care"),
    part("entrance", "sign_in", "sign_out", "capacity"),
    part("desk", "today", "search"),
]
