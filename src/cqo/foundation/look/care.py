"""关怀版: larger text and controls, remembered by a cookie of the browser."""

from django.http import HttpRequest, HttpResponseBase

COOKIE = "care"
A_YEAR = 365 * 24 * 3600


def is_on(request: HttpRequest) -> bool:
    """Whether this browser has asked for the large-text pages."""
    return request.COOKIES.get(COOKIE) == "1"


def switch(response: HttpResponseBase, *, on: bool) -> None:
    """Remember the choice in the response's cookie. It holds no personal data and is readable by the server only."""
    if on:
        response.set_cookie(COOKIE, "1", max_age=A_YEAR, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
