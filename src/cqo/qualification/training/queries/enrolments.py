"""Reads of sign-ups: which an actor may see, which wait for them, and who is admitted."""

from django.db.models import Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.states import EnrolmentState


def within(actor: Actor) -> QuerySet[Enrolment]:
    """The sign-ups an actor may see: officials those of their place and those for classes they hold, a firm its own, a person their own."""
    rows = Enrolment.objects.select_related("training_class", "training_class__county", "person", "person__merged_into", "enterprise")
    reach = actor.reach
    match reach.scale:
        case Scale.EVERYTHING:
            return rows
        case Scale.PROVINCE:
            return rows.filter(city_code__startswith=reach.city_prefix)
        case Scale.CITY:
            return rows.filter(city_code=reach.key)
        case Scale.COUNTY:
            return rows.filter(Q(county_code=reach.key) | Q(training_class__county=reach.key))
        case Scale.ZONE:
            return rows.filter(Q(zone=reach.key) | Q(enterprise__zone=reach.key))
        case Scale.ORGANISATION:
            return rows.filter(Q(enterprise=reach.key) | Q(enterprise__merged_into=reach.key))
        case _:
            return rows.filter(
                Q(person__user=actor.user) | Q(person__merged_into__user=actor.user) | Q(person__merged__user=actor.user)
            ).distinct()


def admitted(training_class: TrainingClass) -> QuerySet[Enrolment]:
    """Who is admitted to a class, by name."""
    rows = Enrolment.objects.filter(training_class=training_class, state=EnrolmentState.ADMITTED.value)
    return rows.select_related("person", "enterprise").order_by("person__name", "pk")
