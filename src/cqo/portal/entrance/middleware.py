"""Holds somebody who has just signed in at the first steps: the privacy notice, and a password of one's own."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cqo.portal.entrance import notice


class FirstSteps:
    """Every page but public ones and the first steps themselves leads there until they are done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Redirect to the step that is due."""
        if getattr(view, "access", ("public",))[0] == "public" or getattr(view, "is_first_step", False) or not request.user.is_authenticated:
            return None
        if request.user.consented_version != notice.CURRENT.version:
            return redirect("entrance:first_notice")
        if request.user.must_change_password:
            return redirect("entrance:first_password")
        return None


def first_step(view: Any) -> Any:
    """Mark a view as one of the first steps."""
    view.is_first_step = True
    return view
