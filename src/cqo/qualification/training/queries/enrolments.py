"""Reads of sign-ups: which an actor may see, which wait for them, and who is admitted."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import in_place
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.queries import classes
from cqo.qualification.training.states import EnrolmentState
from cqo.registry.enterprises.queries import files as firms
from cqo.registry.people.models import PersonInCity
from cqo.registry.people.queries import files as people

_ALSO = {Scale.COUNTY: "training_class__county", Scale.ZONE: "enterprise__zone"}  # sign-ups that others check


def within(actor: Actor) -> QuerySet[Enrolment]:
    """The sign-ups an actor may see: officials those of their place and those for classes they hold, a firm its own, a person their own."""
    rows = Enrolment.objects.select_related("training_class", "training_class__county", "person", "person__merged_into", "enterprise")
    reach = actor.reach
    place, also = in_place(reach, zone="zone"), _ALSO.get(reach.scale)
    if place is not None:
        return rows.filter(place | Q(**{also: reach.key}) if also else place)
    return rows.filter(firms.of_firm(reach.key) if reach.scale == Scale.ORGANISATION else people.own(actor.user))


def admitted(training_class: TrainingClass) -> QuerySet[Enrolment]:
    """Who is admitted to a class, by name."""
    rows = Enrolment.objects.filter(training_class=training_class, state=EnrolmentState.ADMITTED.value)
    return rows.select_related("person", "enterprise").order_by("person__name", "pk")


def organised_by(actor: Actor) -> QuerySet[Enrolment]:
    """The sign-ups for classes that are an actor's to hold."""
    return within(actor).filter(training_class__in=classes.held_by(actor).order_by().values("pk"))


def to_check(actor: Actor) -> QuerySet[Enrolment]:
    """The sign-ups that wait for an official's check, oldest first: a county's without those that a zone's office checks itself."""
    rows = within(actor).filter(state=EnrolmentState.SUBMITTED.value)
    if not actor.may(Can.CHECK_SIGN_UP):
        return rows.none()
    if actor.reach.scale == Scale.COUNTY:
        rows = rows.filter(county_code=actor.reach.key, zone__isnull=True)
    if actor.reach.scale == Scale.ZONE:
        rows = rows.filter(zone=actor.reach.key)
    return rows.order_by("submitted_at", "number")


def may_check(actor: Actor, enrolment: Enrolment) -> bool:
    """Whether a sign-up is an official's to check, whatever its state."""
    if not actor.may(Can.CHECK_SIGN_UP):
        return False
    if actor.reach.scale == Scale.CITY:
        return True
    return str(enrolment.zone) == actor.reach.key if enrolment.zone else enrolment.county_code == actor.reach.key


def places_of(family: Sequence[UUID], city: str) -> list[tuple[str, UUID | None]]:
    """County and zone of each place in a city where a person (a file and merged ones) is known, the first known first."""
    known = PersonInCity.objects.filter(Q(batch__isnull=True) | Q(batch__visible=True), person__in=family, city_code=city)
    return list(known.order_by("pk").values_list("county_code", "zone"))


def ahead_of(enrolment: Enrolment) -> int:
    """How many wait before somebody on the waiting list."""
    earlier = Q(submitted_at__lt=enrolment.submitted_at) | Q(submitted_at=enrolment.submitted_at, number__lt=enrolment.number)
    return Enrolment.objects.filter(earlier, training_class=enrolment.training_class_id, state=EnrolmentState.WAITING.value).count()


def of_class(training_class: TrainingClass, *states: EnrolmentState) -> QuerySet[Enrolment]:
    """The sign-ups of a class that are in one of some states, by name of the firm and the person."""
    rows = Enrolment.objects.filter(training_class=training_class, state__in=[state.value for state in states])
    return rows.select_related("training_class", "person", "person__merged_into", "enterprise").order_by(
        "county_code", "enterprise__name", "person__name", "pk"
    )
