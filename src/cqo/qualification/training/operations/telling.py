"""Who is told what about a class or a sign-up, in the site's inbox."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.inbox import operations as inbox
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.states import LIVE, EnrolmentState
from cqo.registry.people.queries import files


def person_and_firm(enrolment: Enrolment, kind: str, *, by: Actor, at: datetime) -> None:
    """Tell the person, and the firm that signed them up, about a sign-up."""
    person = enrolment.person.merged_into or enrolment.person
    owner = files.owner(person)
    training_class = enrolment.training_class
    facts = {"number": enrolment.number, "title": training_class.title, "starts": training_class.starts_date, "place": training_class.place}
    about = ("enrolment", enrolment.pk)
    told = [] if owner is None else [owner]
    if told:
        inbox.tell(kind=kind, by=by, at=at, users=told, about=about, facts=facts)
    if enrolment.enterprise_id is not None:
        inbox.tell(kind=kind, by=by, at=at, organisation=enrolment.enterprise_id, about=about, facts=facts)


def everybody_admitted(training_class: TrainingClass, kind: str, *, by: Actor, at: datetime) -> None:
    """Tell everybody who is admitted to a class, and their firms, once each."""
    _everybody(training_class, kind, [EnrolmentState.ADMITTED], by=by, at=at)


def everybody_signed_up(training_class: TrainingClass, kind: str, *, by: Actor, at: datetime) -> None:
    """Tell everybody whose sign-up still stands, and their firms, once each."""
    _everybody(training_class, kind, LIVE, by=by, at=at)


def _everybody(training_class: TrainingClass, kind: str, states: Sequence[EnrolmentState], *, by: Actor, at: datetime) -> None:
    members = Enrolment.objects.filter(training_class=training_class, state__in=[state.value for state in states])
    facts = {
        "number": training_class.number,
        "title": training_class.title,
        "starts": training_class.starts_date,
        "ends": training_class.ends_date,
        "place": training_class.place,
    }
    about = ("class", training_class.pk)
    inbox.tell(kind=kind, by=by, at=at, users=_owners(members), about=about, facts=facts)
    firms = members.filter(enterprise__isnull=False).order_by("enterprise").values_list("enterprise", flat=True).distinct()
    for firm in firms:
        inbox.tell(kind=kind, by=by, at=at, organisation=firm, about=about, facts=facts)


def _owners(members: QuerySet[Enrolment]) -> list[UUID]:
    return [user for user in members.annotate(owner=files.sign_in()).values_list("owner", flat=True) if user is not None]
