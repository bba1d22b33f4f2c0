"""Where the look and the templates built on it are, and pages of it as readers get them."""

from pathlib import Path

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

LOOK = Path(__file__).resolve().parent.parent
PACKAGE = LOOK.parent.parent
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))


def request(path: str = "/", **headers: str) -> HttpRequest:
    """A reader's request, without session or database."""
    return RequestFactory(headers=headers).get(path)


def page(template: str, context: dict[str, object] | None = None, *, asked: HttpRequest | None = None) -> str:
    """A template of the look as a reader gets it."""
    return render_to_string(template, context or {}, request=asked or request())
