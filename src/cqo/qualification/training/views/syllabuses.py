"""Syllabuses: the list, an edition, the next edition, an edition out of use."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.access.reach import Scale
from cqo.foundation.lists import pages
from cqo.foundation.lists.pages import Action
from cqo.foundation.look import answers
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.training import listing_syllabuses
from cqo.qualification.training.forms.syllabuses import NewSyllabus
from cqo.qualification.training.models import Syllabus
from cqo.qualification.training.operations import syllabuses as operations
from cqo.qualification.training.operations.syllabuses import Unit
from cqo.qualification.training.queries import syllabuses
from cqo.qualification.training.views import asked


@needs(Can.HOLD_CLASS)
def index(request: HttpRequest) -> HttpResponseBase:
    """The city's syllabuses; the city's bureau records the next edition of each tier."""
    actor = actor_of(request)
    new = reverse("training:new_syllabus")
    keeps = actor.reach.scale == Scale.CITY
    actions = [Action(_("登记%(tier)s大纲") % {"tier": TIERS[tier]}, f"{new}?tier={tier.value}", "plus") for tier in Tier if keeps]
    empty = actions[0] if actions else None
    return pages.respond(request, listing_syllabuses.SYLLABUSES, syllabuses.within(actor), actions=actions, empty_action=empty)


@needs(Can.HOLD_CLASS)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """An edition with its units."""
    syllabus = _reached(request, key)
    context = {
        "title": syllabus.title,
        "says": _("%(tier)s · 第 %(edition)s 版") % {"tier": TIERS[Tier(syllabus.tier)], "edition": syllabus.edition},
        "syllabus": syllabus,
        "hours": f"{syllabus.hours_tenths / 10:g}",  # type: ignore[attr-defined]
        "units": [(unit, f"{unit.hours_tenths / 10:g}") for unit in syllabus.units.order_by("place")],
        "keeps": actor_of(request).reach.scale == Scale.CITY,
        "trail": [*_trail(), (syllabus.title, "")],
    }
    return render(request, "training/syllabus.html", context)


@needs(Can.HOLD_CLASS)
def new(request: HttpRequest) -> HttpResponse:
    """The next edition of a tier, beginning with what the last one says."""
    actor = actor_of(request)
    tier = request.POST.get("tier") or request.GET.get("tier") or Tier.BASIC.value
    if tier not in set(Tier):
        raise Http404
    return answers.filled(
        request,
        NewSyllabus(request.POST or None, initial=_copied(actor.city, Tier(tier))),
        None,
        lambda given: operations.record(**given, by=actor, at=timezone.now()),
        done=_("大纲已登记，新建班次时可以选用。"),
        field_of={"syllabus.code_twice": "units", "syllabus.no_units": "units"},
        title=_("登记%(tier)s大纲") % {"tier": TIERS[Tier(tier)]},
        submit=_("登记大纲"),
        trail=_trail(),
        says=_("已带入最新一版的内容。登记后不能修改；需要改动的，再登记一版。"),
        draft_key=f"syllabus-{tier}",
    )


@needs(Can.HOLD_CLASS)
@require_POST
def retire(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take an edition out of use for new classes."""
    syllabus = _reached(request, key)
    return answers.pressed(
        request,
        syllabus,
        lambda: operations.retire(syllabus=syllabus, by=actor_of(request), at=timezone.now()),
        done=_("已停用。已发布的班次不受影响。"),
    )


def _copied(city: str, tier: Tier) -> dict[str, object]:
    newest = syllabuses.latest(city, tier)
    if newest is None:
        return {"tier": tier.value, "after": 0}
    units = [Unit(unit.code, unit.title, unit.hours_tenths) for unit in newest.units.order_by("place")]
    return {"tier": tier.value, "after": newest.edition, "title": newest.title, "units": units}


def _reached(request: HttpRequest, key: UUID) -> Syllabus:
    return get_object_or_404(syllabuses.within(actor_of(request)), pk=key)


def _trail() -> asked.Trail:
    return [*asked.to_classes(), (_("培训大纲"), reverse("training:syllabuses"))]
