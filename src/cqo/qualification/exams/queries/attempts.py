"""Reads of attempts: which an actor may see, a candidate's own, and what the pages of one need, with SQL that is written once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import in_place
from cqo.foundation.statements import Statement
from cqo.qualification.exams.models import Answer, Attempt
from cqo.qualification.exams.queries import sittings
from cqo.qualification.exams.rules import timing
from cqo.qualification.exams.states import SittingState
from cqo.registry.people.queries import files as people

PERSON = "enrolment__person"  # of an attempt


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved of an attempt. answers: by item, the newest save of each; revision: how many saves there are."""

    answers: dict[int, str]
    revision: int

    @property
    def given(self) -> dict[int, str]:
        """Without those that were taken back."""
        return {item: choice for item, choice in self.answers.items() if choice}


def within(actor: Actor) -> QuerySet[Attempt]:
    """The attempts an actor may see: officials those of their place's classes, a person their own, a firm none."""
    rows = Attempt.objects.select_related("sitting__paper", "enrolment__person")
    place = in_place(actor.reach, city="sitting__city_code", county="sitting__training_class__county")
    if place is not None:
        return rows.none() if actor.reach.scale == Scale.PROVINCE else rows.filter(place)
    return rows.filter(people.own(actor.user, PERSON)) if actor.reach.scale == Scale.OWN else rows.none()


def ahead(actor: Actor, at: datetime) -> Sequence[Attempt]:
    """A candidate's exams that can still be sat, the nearest first: not handed in, and begun or still to be begun in time. One query."""
    rows = Attempt.objects.filter(people.own(actor.user, PERSON), sitting__state=SittingState.READY.value, handed_in_at__isnull=True)
    open_ones = Q(started_at__isnull=True, sitting__last_start_at__gt=at) | Q(ends_at__gt=at)
    return list(rows.filter(open_ones).select_related("sitting").order_by("sitting__opens_at", "pk"))


def mine(actor: Actor) -> Sequence[Attempt]:
    """A candidate's exams, those to come first."""
    rows = Attempt.objects.filter(people.own(actor.user, PERSON)).exclude(sitting__state=SittingState.DRAFT.value)
    return list(rows.select_related("sitting__paper", "sitting__training_class").order_by("-sitting__opens_at", "pk"))


def _one_of(key: UUID, user: UUID) -> QuerySet[Attempt]:
    return Attempt.objects.filter(people.own(user, PERSON), pk=key).select_related("sitting__paper")


_one = Statement(_one_of)
_one_locked = Statement(lambda key, user: _one_of(key, user).select_for_update(of=("self",)))
_saves = Statement(lambda attempt: Answer.objects.filter(attempt=attempt).order_by("seq").values_list("item", "choice"))


def own(actor: Actor, key: UUID, *, locked: bool = False) -> Attempt | None:
    """A candidate's own attempt with its sitting and paper; None for anybody else's. locked: nobody else changes it in this transaction."""
    if not actor.user or actor.reach.scale != Scale.OWN:
        return None
    return next(iter((_one_locked if locked else _one)(key=key, user=actor.user)), None)


def saved(attempt: Attempt) -> Saved:
    """What was saved of an attempt so far."""
    rows = _saves(attempt=attempt.pk)
    return Saved(dict(rows), len(rows))


def facts(attempt: Attempt) -> timing.Facts:
    """What the rules of timing want to know of an attempt that was loaded with its sitting and paper."""
    return sittings.facts(attempt, attempt.sitting)


def due(at: datetime, *, most: int) -> list[UUID]:
    """Running attempts whose end has passed, the earliest first; what was received in time has had time to be written."""
    rows = Attempt.objects.filter(
        started_at__isnull=False, handed_in_at__isnull=True, ends_at__lte=at - timing.SETTLING, sitting__state=SittingState.READY.value
    )
    return list(rows.order_by("ends_at", "pk").values_list("pk", flat=True)[:most])
