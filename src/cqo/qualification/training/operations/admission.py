"""Admission (录取) by the organiser: those whose sign-up was accepted, in one act, and stragglers later."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cqo.foundation.access.actor import Actor
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.operations import telling
from cqo.qualification.training.operations.checking import Outcome
from cqo.qualification.training.operations.classes import require_hold
from cqo.qualification.training.states import ClassState, EnrolmentState


def admit(*, training_class: TrainingClass, version: int, chosen: Sequence[tuple[Enrolment, int]], by: Actor, at: datetime) -> Outcome:
    """Admit people to a class; with the first of them sign-up ends. Each is told; one who cannot be admitted keeps no other back.

    Raises NotPossible("class.nobody_to_admit", "class.not_yours", "lifecycle.not_from_here").
    """
    require_hold(training_class, by)
    if not chosen:
        raise NotPossible("class.nobody_to_admit")
    if training_class.state == ClassState.ANNOUNCED and _any_accepted(chosen):
        advance(training_class, "admit", version=version, by=by, at=at, facts={"chosen": len(chosen)})
    elif training_class.state not in (ClassState.ANNOUNCED, ClassState.ADMITTED):
        raise NotPossible("lifecycle.not_from_here")
    outcome = Outcome()
    for enrolment, seen in chosen:
        try:
            _admit(enrolment, seen, by=by, at=at)
            outcome.done.append(enrolment)
        except NotPossible as refused:
            outcome.refused.append((enrolment, refused))
    return outcome


def _any_accepted(chosen: Sequence[tuple[Enrolment, int]]) -> bool:
    """Whether at least one of those chosen can be admitted; else sign-up stays open."""
    keys = [enrolment.pk for enrolment, _version in chosen]
    return Enrolment.objects.filter(pk__in=keys, state=EnrolmentState.ACCEPTED.value).exists()


@transaction.atomic
def _admit(enrolment: Enrolment, version: int, *, by: Actor, at: datetime) -> None:
    advance(enrolment, "admit", version=version, by=by, at=at)
    telling.person_and_firm(enrolment, "enrolment.admitted", by=by, at=at)
