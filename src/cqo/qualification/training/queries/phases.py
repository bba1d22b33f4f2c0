"""The phase of a class, of a row and as one SQL expression for lists; a property test holds the two together."""

from datetime import datetime

from django.db.models import Case, CharField, F, Q, Value, When
from django.utils import timezone

from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.rules.phase import Facts, Phase, phase
from cqo.qualification.training.states import ClassState


def facts_of(training_class: TrainingClass) -> Facts:
    """What decides about a row's phase."""
    return Facts(
        state=ClassState(training_class.state),
        sign_up_from=training_class.sign_up_from,
        sign_up_until=training_class.sign_up_until,
        starts_date=training_class.starts_date,
        ends_date=training_class.ends_date,
    )


def of(training_class: TrainingClass, at: datetime) -> Phase:
    """A class's phase at a moment."""
    return phase(facts_of(training_class), at=at, today=timezone.localdate(at))


def expression(at: datetime) -> Case:
    """SQL of the phase at a moment."""
    today = timezone.localdate(at)
    announced, admitted = Q(state=ClassState.ANNOUNCED.value), Q(state=ClassState.ADMITTED.value)
    return Case(
        When(announced & Q(sign_up_from__gt=at), then=Value(Phase.COMING.value)),
        When(announced & Q(sign_up_until__gt=at), then=Value(Phase.OPEN.value)),
        When(announced, then=Value(Phase.SHUT.value)),
        When(admitted & Q(starts_date__gt=today), then=Value(Phase.ADMITTED.value)),
        When(admitted & Q(ends_date__gte=today), then=Value(Phase.RUNNING.value)),
        When(admitted, then=Value(Phase.TAUGHT.value)),
        default=F("state"),
        output_field=CharField(max_length=12),
    )
