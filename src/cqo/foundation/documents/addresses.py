"""The full address of a page, for paper and messages."""

from django.conf import settings
from django.http import HttpRequest


def public_address(request: HttpRequest, path: str) -> str:
    """A page's address as people outside reach it: under CQO_PUBLIC_ADDRESS, whatever name this request came by.

    Without that setting the request's own name has to do, which Django has held against CQO_ALLOWED_HOSTS.
    """
    return settings.PUBLIC_ADDRESS + path if settings.PUBLIC_ADDRESS else request.build_absolute_uri(path)


def is_lasting() -> bool:
    """Whether what is printed today leads here from anywhere and tomorrow too."""
    return bool(settings.PUBLIC_ADDRESS) or bool(settings.DEMO)
