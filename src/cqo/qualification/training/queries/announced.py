"""Announced classes as the public sees them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.queries import phases
from cqo.qualification.training.rules.phase import Phase
from cqo.qualification.training.rules.seats import left
from cqo.qualification.training.states import ClassState
from cqo.qualification.training.wording.classes import PHASE_CHIPS, PHASES

NOT_PUBLIC = (ClassState.DRAFT.value,)


@dataclass(frozen=True)
class Card:
    """A class in short."""

    training_class: TrainingClass
    phase: Phase
    state: str
    kind: str
    tier: str
    left: int


def classes() -> QuerySet[TrainingClass]:
    """Every class that was announced, cancelled and closed ones included."""
    return TrainingClass.objects.exclude(state__in=NOT_PUBLIC).select_related("county", "organiser", "syllabus")


def cards(*, at: datetime, most: int) -> list[Card]:
    """The announced classes that have not begun: those one can sign up for first, the nearest end of sign-up first. One query."""
    rank = Case(When(sign_up_from__gt=at, then=Value(1)), When(sign_up_until__gt=at, then=Value(0)), default=Value(2))
    coming = classes().filter(state=ClassState.ANNOUNCED.value, starts_date__gte=timezone.localdate(at))
    return [card(each, at=at) for each in coming.annotate(rank=rank).order_by("rank", "sign_up_until", "pk")[:most]]


def card(training_class: TrainingClass, *, at: datetime) -> Card:
    """A class in short at a moment."""
    phase = phases.of(training_class, at)
    return Card(
        training_class=training_class,
        phase=phase,
        state=str(PHASES[phase]),
        kind=PHASE_CHIPS[phase],
        tier=str(TIERS[Tier(training_class.tier)]),
        left=left(seats=training_class.seats, taken=training_class.taken),
    )
