"""The room during a sitting: who has not started, who writes, who has handed in; and minutes for one or for all."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.look import answers
from cqo.qualification.exams.forms import sittings as forms
from cqo.qualification.exams.models import Sitting
from cqo.qualification.exams.operations import sittings as operations
from cqo.qualification.exams.queries import sittings, terms
from cqo.qualification.exams.rules.timing import Standing
from cqo.qualification.exams.views import frames
from cqo.qualification.exams.views.sittings import reached
from cqo.qualification.exams.wording.candidates import STANDINGS

SILENT = 60  # seconds without a save after which somebody should have a look


@needs(Can.RUN_SITTING)
def room(request: HttpRequest, number: str) -> HttpResponse:
    """Everybody in the sitting; the table refreshes itself."""
    sitting, at = reached(request, number), timezone.now()
    seats = sittings.seats(sitting, at=at)
    counted = [(standing, sum(1 for seat in seats if seat.standing == standing)) for standing in STANDINGS]
    context = {
        "title": _("监考"),
        "says": sitting.title,
        "sitting": sitting,
        "at": at,
        "silent": SILENT,
        "total": sitting.paper.items.count(),
        "seats": [
            (seat, *STANDINGS[seat.standing], seat.standing in (Standing.RUNNING, Standing.MAY_START, Standing.TOO_EARLY)) for seat in seats
        ],
        "counts": [(*STANDINGS[standing], count) for standing, count in counted if count],
        "trail": [*frames.to_sitting(sitting), (_("监考"), "")],
    }
    return render(request, "exams/room.html", context)


@needs(Can.RUN_SITTING)
def extend(request: HttpRequest, number: str) -> HttpResponse:
    """Minutes for everybody who has not finished."""
    sitting = reached(request, number)
    says = _("给所有还没交卷的考生加时，立即生效；每名考生累计最多 %(most)s 分钟。") % {"most": _most(sitting)}
    return answers.filled(
        request,
        forms.Minutes(request.POST or None),
        sitting,
        lambda given: operations.add_minutes(sitting=sitting, **given, by=actor_of(request), at=timezone.now()),
        done=_("已加时。"),
        title=_("全体加时"),
        submit=_("加时"),
        trail=frames.to_sitting(sitting),
        says=says,
    )


@needs(Can.RUN_SITTING)
def extend_one(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """Minutes for one candidate."""
    sitting = reached(request, number)
    attempt = get_object_or_404(sitting.attempts.select_related("enrolment__person"), pk=key)
    name = attempt.enrolment.person.name
    says = _("只给这名考生加时，立即生效；累计最多 %(most)s 分钟，已加 %(extra)s 分钟。")
    return answers.filled(
        request,
        forms.Minutes(request.POST or None),
        sitting,
        lambda given: operations.add_minutes(sitting=sitting, attempt=attempt, **given, by=actor_of(request), at=timezone.now()),
        done=_("已加时。"),
        title=_("给%(name)s加时") % {"name": name},
        submit=_("加时"),
        trail=frames.to_sitting(sitting),
        says=says % {"most": _most(sitting), "extra": attempt.extra_minutes},
    )


def _most(sitting: Sitting) -> int:
    return terms.in_force(sitting.training_class, timezone.localdate(sitting.opens_at)).terms.most_extra_minutes
