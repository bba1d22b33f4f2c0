"""Announced classes as everybody sees them: no personal data but the office contact."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cqo.foundation.access.gate import public
from cqo.qualification.training import cases
from cqo.qualification.training.queries import announced
from cqo.qualification.training.rules.phase import Phase
from cqo.qualification.training.wording.classes import PHASE_CHIPS, PHASES

SHOWN = 100


@public
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The classes one can sign up for, now or soon, and those to come."""
    context = {"title": _("培训班"), "cards": announced.cards(at=timezone.now(), most=SHOWN)}
    return render(request, "training/open.html", context)


@public
@require_GET
def one(request: HttpRequest, number: str) -> HttpResponse:
    """An announced class."""
    training_class = get_object_or_404(announced.classes(), number=number)
    card = announced.card(training_class, at=timezone.now())
    context = {
        "title": training_class.title,
        "training_class": training_class,
        "card": card,
        "state": PHASES[card.phase],
        "state_kind": PHASE_CHIPS[card.phase],
        "facts": cases.facts_of(training_class),
        "sign_up_facts": cases.sign_up_facts(training_class),
        "syllabus_facts": cases.syllabus_facts(training_class),
        "grounds": cases.grounds(training_class),
        "moves": list(training_class.reschedulings.order_by("recorded_at", "pk")),
        "is_open": card.phase == Phase.OPEN,
    }
    return render(request, "training/open_class.html", context)
