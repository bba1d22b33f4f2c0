"""What an error report may tell: where it broke, never what somebody typed."""

from collections.abc import ItemsView
from typing import Any

from django.http import HttpRequest, QueryDict
from django.views.debug import SafeExceptionReporterFilter

TELLING = {"HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_REFERER", "QUERY_STRING"}
HIDDEN = SafeExceptionReporterFilter.cleansed_substitute


class NothingPersonal(SafeExceptionReporterFilter):
    """Hides every value of a form, every cookie and every variable of a frame, in debugging too: any of them may be an identity number."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """The names of what was sent."""
        return dict.fromkeys(request.POST, HIDDEN) if request is not None else {}

    def get_cleansed_multivaluedict(self, request: HttpRequest, multivaluedict: Any) -> QueryDict:
        """The names of what was sent."""
        hidden = QueryDict(mutable=True)
        hidden.update(dict.fromkeys(multivaluedict, HIDDEN))
        return hidden

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        """The names of the cookies."""
        return dict.fromkeys(request.COOKIES, HIDDEN)

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        """The headers, but those that open a session or tell what was searched for."""
        return {key: HIDDEN if key in TELLING else value for key, value in super().get_safe_request_meta(request).items()}

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> ItemsView[str, Any]:
        """The names of the variables."""
        return dict.fromkeys(tb_frame.f_locals, HIDDEN).items()
