"""The variable `tour` of pages: the step of the guided tour that stands on this page, worked out only where a frame asks for it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from cqo.portal.desk import tour

DESK = "desk:today"


def tour_step(request: HttpRequest) -> dict[str, Any]:
    """The context processor. No query: who is signed in, and as what, the frame has asked anyway."""
    return {"tour": SimpleLazyObject(lambda: _step(request))}


def _step(request: HttpRequest) -> dict[str, Any] | None:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.tour_step >= tour.OVER:
        return None
    steps = tour.steps_of(request.actor.role)  # type: ignore[attr-defined]
    here = min(user.tour_step, len(steps) - 1)
    step = steps[here]
    on_its_page = request.path == reverse(step.page)
    if not on_its_page and request.path != reverse(DESK):
        return None
    is_last = here == len(steps) - 1
    onward = here + 1 if on_its_page else here
    return {
        "title": step.title if on_its_page else _("新手引导还没有看完"),
        "text": step.text if on_its_page else _("接着看：%(step)s") % {"step": step.title},
        "number": here + 1,
        "of": len(steps),
        "next_url": "" if on_its_page and is_last else reverse("desk:tour", args=[onward + 1]),
        "end_url": reverse("desk:end_tour"),
    }
