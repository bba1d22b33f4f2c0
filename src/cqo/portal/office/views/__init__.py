"""The office screens, one module a subject."""

from django.http import HttpRequest

from cqo.foundation.access.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, in which capacity."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
