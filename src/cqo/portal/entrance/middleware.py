"""What stands between a request and a page for those who are signed in: the way to sign in, the end of a session, the first steps."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from cqo.portal.entrance import notice, sessions


class SignInFirst(LoginRequiredMiddleware):
    """Leads to the sign-in page, and back to where somebody wanted to go; a form that was sent too late cannot be gone back to."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]
        """A redirect; for a part of a page, the order to load the sign-in page as a whole."""
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(headers={"HX-Redirect": reverse(settings.LOGIN_URL)})
        if request.method not in ("GET", "HEAD"):
            messages.info(request, _("登录已超时，刚才的内容没有提交。请重新登录后再试。"))
            return redirect(settings.LOGIN_URL)
        return super().handle_no_permission(request, view_func)


class Sessions:
    """Ends a session that has lasted too long, notes that one is in use, and lets no browser keep a page shown in one.

    Computers in service halls are shared: what one person saw must not come back by the next one's Back button.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        in_session = settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies
        if in_session and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Redirect to the sign-in page when the session is over."""
        if _is_public(view) or not request.user.is_authenticated:
            return None
        now = timezone.now()
        if sessions.is_over(request, at=now):
            sessions.finish(request)
            messages.info(request, _("为保护账号安全，登录已到最长时限，请重新登录。"))
            return redirect(settings.LOGIN_URL)
        sessions.note_use(request, at=now)
        return None


class FirstSteps:
    """Every page but public ones and the first steps themselves leads there until they are done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Redirect to the step that is due."""
        if (_is_public(view) and not getattr(view, "needs_first_steps", False)) or getattr(view, "is_first_step", False):
            return None
        if not request.user.is_authenticated:
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


def after_first_steps(view: Any) -> Any:
    """Mark a public view on which somebody who is signed in acts: for them, too, the first steps come first."""
    view.needs_first_steps = True
    return view


def _is_public(view: Any) -> bool:
    return getattr(view, "access", ("public",))[0] == "public"
