"""The county's check of sign-ups: accept, in bulk too; return once with all that is missing (一次性告知); refuse; check again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.models import Enrolment
from cqo.qualification.training.operations import enrolments, seats, telling
from cqo.qualification.training.queries import enrolments as queries
from cqo.qualification.training.states import ClassState, EnrolmentState


@dataclass
class Outcome:
    """What came of a bulk act: which went, which did not and why."""

    done: list[Enrolment] = field(default_factory=list)
    refused: list[tuple[Enrolment, NotPossible]] = field(default_factory=list)


def accept_all(*, chosen: Sequence[tuple[Enrolment, int]], by: Actor, at: datetime) -> Outcome:
    """Accept several sign-ups, each as it stood on the person's screen; one that cannot be accepted keeps no other back."""
    outcome = Outcome()
    for enrolment, version in chosen:
        try:
            accept(enrolment=enrolment, version=version, by=by, at=at)
            outcome.done.append(enrolment)
        except NotPossible as refused:
            outcome.refused.append((enrolment, refused))
    return outcome


@transaction.atomic
def accept(*, enrolment: Enrolment, version: int, by: Actor, at: datetime) -> None:
    """The sign-up is in order; the organiser can admit the person. Raises NotPossible("enrolment.checked_elsewhere")."""
    _require_check(enrolment, by)
    advance(enrolment, "accept", version=version, by=by, at=at, checked_at=at, missing="")
    telling.person_and_firm(enrolment, "enrolment.accepted", by=by, at=at)


@transaction.atomic
def return_for_changes(*, enrolment: Enrolment, version: int, missing: str, by: Actor, at: datetime) -> None:
    """Send a sign-up back with everything that is missing; its seat is kept.

    Raises NotPossible("enrolment.returned_already"): what is missing is told at once and once; then it is accepted or refused.
    """
    _require_check(enrolment, by)
    if enrolment.returned_at is not None:
        raise NotPossible("enrolment.returned_already")
    advance(enrolment, "return_for_changes", version=version, by=by, at=at, missing=missing, returned_at=at, checked_at=at)
    telling.person_and_firm(enrolment, "enrolment.returned", by=by, at=at)


@transaction.atomic
def refuse(*, enrolment: Enrolment, version: int, reason: str, by: Actor, at: datetime) -> None:
    """Refuse with a reason that is told; the seat goes to who waits. Raises NotPossible("enrolment.checked_elsewhere")."""
    _require_check(enrolment, by)
    enrolments.leave(enrolment, "refuse", version=version, by=by, at=at, reason=reason, checked_at=at)
    telling.person_and_firm(enrolment, "enrolment.refused", by=by, at=at)


@transaction.atomic
def reopen(*, enrolment: Enrolment, version: int, by: Actor, at: datetime) -> None:
    """Check again what was accepted or refused in error; a refused one needs a seat again.

    Raises NotPossible("enrolment.no_seat", "enrolment.twice", "enrolment.clashes", "enrolment.begun").
    """
    _require_check(enrolment, by)
    training_class = seats.lock(enrolment.training_class)
    if training_class.state not in (ClassState.ANNOUNCED, ClassState.ADMITTED):
        raise NotPossible("enrolment.class_not_open")
    if training_class.starts_date <= timezone.localdate(at):
        raise NotPossible("enrolment.class_not_open")
    if enrolment.state == EnrolmentState.REFUSED:
        enrolments.require_once(training_class, enrolment.person)
        seats.require(training_class)
    advance(enrolment, "reopen", version=version, by=by, at=at, reason="", checked_at=None)


def _require_check(enrolment: Enrolment, by: Actor) -> None:
    """The sign-up is the actor's to check: the county's, or the zone's where its office checks its own firms; the city stands in for either."""
    gate.require(by, Can.CHECK_SIGN_UP)
    if by.user is not None and not queries.may_check(by, enrolment):
        raise NotPossible("enrolment.checked_elsewhere")
