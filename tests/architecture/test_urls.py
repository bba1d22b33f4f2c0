"""Every address declares who may open it."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import needs, public, signed_in


def views(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, object]]:
    """Each address below some patterns, nested ones included, with its view."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def undeclared(patterns: list[URLPattern | URLResolver]) -> list[str]:
    """Addresses whose view does not say who may open it in a way that the gate knows."""
    return [address for address, view in views(patterns) if not declares(view)]


def declares(view: object) -> bool:
    """Whether a view carries the gate's mark; a view that is not ours is given one where its address is listed."""
    match getattr(view, "access", None):
        case ("public",):
            return view.login_required is False  # the mark also has to open the door, or the page asks for a sign-in
        case ("signed_in",):
            return getattr(view, "login_required", True) is True
        case ("needs", *powers):
            return getattr(view, "login_required", True) is True and powers != [] and all(isinstance(power, Can) for power in powers)
    return False


def test_every_address_declares_who_may_open_it():
    everything = get_resolver().url_patterns
    assert len(list(views(everything))) > 20
    assert undeclared(everything) == []


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        (lambda view: view, ["inner/page"]),
        (public, []),
        (signed_in, []),
        (needs(Can.SEE_REGISTRY), []),
        (needs(), ["inner/page"]),
    ],
)
def test_a_view_without_a_mark_is_found_in_a_nested_list(mark, found: list[str]):
    def view(request: HttpRequest) -> HttpResponse:
        return page(request)

    nested = [path("inner/", ([path("page", mark(view))], "inner", "inner"))]
    assert undeclared(nested) == found
