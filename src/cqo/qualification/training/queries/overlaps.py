"""Whom two classes ask for at the same hour."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from cqo.qualification.training.models import Enrolment, Session, TrainingClass
from cqo.qualification.training.rules.overlap import Times, clash
from cqo.qualification.training.states import LIVE, ClassState, EnrolmentState

Span = tuple[datetime, datetime]
TAKING_PLACE = (ClassState.ANNOUNCED.value, ClassState.ADMITTED.value)


@dataclass(frozen=True)
class Clash:
    """Somebody signed up for a class who is in another at the same hour."""

    enrolment: Enrolment
    other: TrainingClass


def times(classes: Iterable[TrainingClass]) -> dict[UUID, Times]:
    """When some classes teach. One query."""
    wanted = list(classes)
    sessions: dict[UUID, list[Span]] = defaultdict(list)
    for key, starts, ends in Session.objects.filter(training_class__in=wanted).values_list("training_class", "starts_at", "ends_at"):
        sessions[key].append((starts, ends))
    return {each.pk: Times(each.starts_date, each.ends_date, tuple(sessions[each.pk])) for each in wanted}


def elsewhere(family: Sequence[UUID], training_class: TrainingClass) -> TrainingClass | None:
    """Another class that takes a person (a file and merged ones) at the same hour; None where there is none."""
    others = [each.training_class for each in _others(family, training_class)]
    if not others:
        return None
    known = times([training_class, *others])
    return next((other for other in others if clash(known[training_class.pk], known[other.pk])), None)


def clashing(
    training_class: TrainingClass, *, starts_date: date, ends_date: date, states: Sequence[EnrolmentState] = (EnrolmentState.ADMITTED,)
) -> list[Clash]:
    """Those of a class who would be in another class at the same hour if it were held from one day to another, its sessions moved along."""
    members = list(
        Enrolment.objects.filter(training_class=training_class, state__in=[state.value for state in states])
        .select_related("person", "person__merged_into", "enterprise")
        .order_by("person__name", "pk")
    )
    by_person = {(each.person.merged_into_id or each.person_id): each for each in members}
    others = list(_others(list(by_person), training_class))
    known = times([training_class, *(each.training_class for each in others)])
    own = known[training_class.pk]
    shift = starts_date - training_class.starts_date
    moved = Times(starts_date, ends_date, tuple(_shifted(own.sessions, shift)))
    found = []
    for other in others:
        key = other.person.merged_into_id or other.person_id
        if clash(moved, known[other.training_class_id]):
            found.append(Clash(by_person[key], other.training_class))
    return found


def _shifted(sessions: Iterable[Span], by: timedelta) -> Iterable[Span]:
    return ((starts + by, ends + by) for starts, ends in sessions)


def _others(people: Sequence[UUID], training_class: TrainingClass) -> QuerySet[Enrolment]:
    return (
        Enrolment.objects.filter(
            Q(person__in=people) | Q(person__merged_into__in=people),
            state__in=[state.value for state in LIVE],
            training_class__state__in=TAKING_PLACE,
        )
        .exclude(training_class=training_class)
        .select_related("training_class", "person")
        .order_by("training_class__starts_date", "pk")
    )
