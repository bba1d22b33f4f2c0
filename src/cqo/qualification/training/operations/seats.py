"""The seats of a class: given and freed one by one, exactly, whoever presses in the same second; who waits moves up."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from cqo.foundation.access.actor import Actor, system
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.operations import telling
from cqo.qualification.training.states import ClassState, EnrolmentState


def lock(training_class: TrainingClass) -> TrainingClass:
    """The class's row, held until the transaction ends: what is read of its seats stays true. Runs inside a transaction."""
    return TrainingClass.objects.select_for_update().get(pk=training_class.pk)


def take(training_class: TrainingClass) -> bool:
    """Give a seat where one is left; whether there was one."""
    return bool(TrainingClass.objects.filter(pk=training_class.pk, taken__lt=F("seats")).update(taken=F("taken") + 1))


def require(training_class: TrainingClass) -> None:
    """Give a seat. Raises NotPossible("enrolment.no_seat") where none is left."""
    if not take(training_class):
        raise NotPossible("enrolment.no_seat")


def free(training_class: TrainingClass, *, by: Actor, at: datetime) -> None:
    """Take a seat back; who has waited longest gets it."""
    TrainingClass.objects.filter(pk=training_class.pk, taken__gt=0).update(taken=F("taken") - 1)
    move_up(training_class=training_class, by=by, at=at)


def move_up(*, training_class: TrainingClass, by: Actor, at: datetime) -> list[Enrolment]:
    """Give every free seat to who has waited longest; the platform does it, and tells them. The county then checks their sign-up.

    Nobody moves up once the class has begun or is closed. Runs inside a transaction.
    """
    held = lock(training_class)
    if held.state not in (ClassState.ANNOUNCED, ClassState.ADMITTED) or held.starts_date < timezone.localdate(at):
        return []
    moved = []
    waiting = Enrolment.objects.filter(training_class=held, state=EnrolmentState.WAITING.value).order_by("submitted_at", "number")
    for enrolment in waiting.select_related("training_class", "person", "person__merged_into")[: max(held.seats - held.taken, 0)]:
        if not take(held):
            break
        advance(enrolment, "move_up", version=enrolment.version, by=system("seat_free", city=by.city or held.city_code), at=at)
        telling.person_and_firm(enrolment, "enrolment.moved_up", by=by, at=at)
        moved.append(enrolment)
    return moved
