"""Sign-ups (报名): by the firm for its people or by the person; mended, withdrawn, taken off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents import operations as documents
from cqo.foundation.lifecycle import numbers
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.look.templatetags.look import day, moment
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.fields import Sealed
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.operations import seats, telling
from cqo.qualification.training.queries import enrolments as queries
from cqo.qualification.training.queries import learners, overlaps, phases
from cqo.qualification.training.rules import phase
from cqo.qualification.training.rules.seats import moved
from cqo.qualification.training.states import LIVE, ClassState, EnrolmentState
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.enterprises.rules.supervision import SupervisionTerms, checked_by_zone
from cqo.registry.people.models import Person
from cqo.registry.people.queries import files, lives


@dataclass(frozen=True)
class Signing:
    """Somebody to be signed up: the person, the ground that exempts them from a prerequisite, and a note for the county."""

    person: Person
    exemption: str = ""
    note: str = ""


@dataclass
class Outcome:
    """What came of signing several people up: the sign-ups made, and who was refused with the reason."""

    made: list[Enrolment] = field(default_factory=list)
    refused: list[tuple[Person, NotPossible]] = field(default_factory=list)


def sign_up_all(
    *, training_class: TrainingClass, people: Sequence[Signing], enterprise: Enterprise | None, by: Actor, at: datetime
) -> Outcome:
    """Sign several people up, each for themselves: one who is refused keeps nobody else out."""
    outcome = Outcome()
    for signing in people:
        try:
            outcome.made.append(sign_up(training_class=training_class, signing=signing, enterprise=enterprise, by=by, at=at))
        except NotPossible as refused:
            outcome.refused.append((signing.person, refused))
    return outcome


@transaction.atomic
def sign_up(*, training_class: TrainingClass, signing: Signing, enterprise: Enterprise | None, by: Actor, at: datetime) -> Enrolment:
    """Sign a person up, on a seat where one is left, else on the waiting list (候补).

    enterprise: the firm that signs up its own people; None where somebody signs up themselves, then their employer is taken from their file.
    Raises NotPossible: "enrolment.class_not_open", "enrolment.window_not_open", "enrolment.window_closed", "enrolment.not_of_firm",
    "enrolment.not_yours", "enrolment.elsewhere", "enrolment.no_document", "enrolment.twice", "enrolment.clashes", "enrolment.prerequisite".
    """
    gate.require(by, Can.SIGN_UP)
    training_class = seats.lock(training_class)
    _require_open(training_class, at=at)
    person = Person.objects.select_for_update().get(pk=signing.person.merged_into_id or signing.person.pk)
    family = files.family(person)
    employer = _employer(person, family, enterprise, by=by, at=at)
    county, zone = _place(training_class, employer, family, at=at)
    if person.id_hash is None:
        raise NotPossible("enrolment.no_document")
    require_once(training_class, person)
    exemption = _require_prerequisites(training_class, person, signing.exemption, at=at)
    state = EnrolmentState.SUBMITTED if seats.take(training_class) else EnrolmentState.WAITING
    try:
        with transaction.atomic():
            made = Enrolment.objects.create(
                number=numbers.draw(kind="BM", city=training_class.city_code, at=at),
                training_class=training_class,
                person=person,
                enterprise=employer,
                city_code=training_class.city_code,
                county_code=county,
                zone=zone,
                signed_up_by_id=by.user,
                submitted_at=at,
                note=Sealed.of(signing.note) if signing.note else None,
                exemption=exemption,
                state=state.value,
            )
    except IntegrityError as race:
        raise NotPossible("enrolment.twice") from race
    facts = {"training_class": training_class.pk, "state": state.value, "exempt": bool(exemption)}
    audit.record("enrolment.submitted", by=by, at=at, city=made.city_code, kind="enrolment", key=made.pk, facts=facts)
    telling.person_and_firm(made, "enrolment.waiting" if state == EnrolmentState.WAITING else "enrolment.submitted", by=by, at=at)
    return made


@transaction.atomic
def resubmit(
    *,
    enrolment: Enrolment,
    version: int,
    note: str,
    exemption: str,
    by: Actor,
    at: datetime,
    paper: documents.Upload | None = None,
) -> None:
    """The firm or the person has mended the sign-up, with a paper where one was asked for.

    Raises NotPossible("enrolment.not_yours", "enrolment.begun", "enrolment.prerequisite").
    """
    require_own(enrolment, by)
    _require_not_begun(enrolment, at=at)
    person = enrolment.person.merged_into or enrolment.person
    ground = _require_prerequisites(enrolment.training_class, person, exemption, at=at)
    text = Sealed.of(note) if note else enrolment.note
    advance(enrolment, "resubmit", version=version, by=by, at=at, note=text, exemption=ground, missing="")
    if paper is not None:
        documents.attach(kind="enrolment", key=enrolment.pk, purpose="evidence", upload=paper, city=enrolment.city_code, by=by, at=at)


@transaction.atomic
def withdraw(*, enrolment: Enrolment, version: int, by: Actor, at: datetime) -> None:
    """The firm or the person gives the seat back; who waits moves up. Raises NotPossible("enrolment.not_yours", "enrolment.begun")."""
    require_own(enrolment, by)
    _require_not_begun(enrolment, at=at)
    leave(enrolment, "withdraw", version=version, by=by, at=at)


@transaction.atomic
def remove(*, enrolment: Enrolment, version: int, reason: str, by: Actor, at: datetime) -> None:
    """The organiser takes somebody off the class, with a reason that is told. Raises NotPossible("class.not_yours")."""
    if by.user is not None and not queries.organised_by(by).filter(pk=enrolment.pk).exists():
        raise NotPossible("class.not_yours")
    leave(enrolment, "remove", version=version, by=by, at=at, reason=reason)
    telling.person_and_firm(enrolment, "enrolment.removed", by=by, at=at)


def leave(enrolment: Enrolment, step: str, *, version: int, by: Actor, at: datetime, **columns: Any) -> None:
    """Take a step that may leave a seat, and give that seat to who waits. Runs inside a transaction."""
    seats.lock(enrolment.training_class)
    before = enrolment.state
    advance(enrolment, step, version=version, by=by, at=at, **columns)
    if moved(before, enrolment.state) < 0:
        seats.free(enrolment.training_class, by=by, at=at)


def require_own(enrolment: Enrolment, by: Actor) -> None:
    """Raise NotPossible("enrolment.not_yours") unless the actor is the firm that signed up or the person."""
    firm, person = enrolment.enterprise, enrolment.person.merged_into or enrolment.person
    is_firm = by.is_firm and firm is not None and by.organisation in (firm.pk, firm.merged_into_id)
    if not is_firm and (by.user is None or by.is_official or by.is_firm or files.owner(person) != by.user):
        raise NotPossible("enrolment.not_yours")


def require_once(training_class: TrainingClass, person: Person) -> None:
    """A person is in a class once, and in no other at the same hour. Raises NotPossible("enrolment.twice", "enrolment.clashes")."""
    family = files.family(person.merged_into or person)
    live = [state.value for state in LIVE]
    if Enrolment.objects.filter(training_class=training_class, person__in=family, state__in=live).exists():
        raise NotPossible("enrolment.twice")
    other = overlaps.elsewhere(family, training_class)
    if other is not None:
        raise NotPossible("enrolment.clashes", title=other.title, starts=day(other.starts_date), ends=day(other.ends_date))


def _require_open(training_class: TrainingClass, *, at: datetime) -> None:
    code = phase.shut(phases.facts_of(training_class), at=at)
    if code:
        raise NotPossible(code, opens=moment(training_class.sign_up_from), shuts=moment(training_class.sign_up_until))


def _require_not_begun(enrolment: Enrolment, *, at: datetime) -> None:
    training_class = enrolment.training_class
    if training_class.starts_date <= timezone.localdate(at) or training_class.state == ClassState.CLOSED:
        raise NotPossible("enrolment.begun", starts=day(training_class.starts_date))


def _employer(person: Person, family: Sequence[UUID], enterprise: Enterprise | None, *, by: Actor, at: datetime) -> Enterprise | None:
    """The firm on the sign-up, when whoever acts may sign this person up."""
    on = timezone.localdate(at)
    if enterprise is None:
        if by.user is not None and files.owner(person) != by.user:
            raise NotPossible("enrolment.not_yours")
        jobs = lives.employments(family).filter(ends__isnull=True)
        job = next((each for each in jobs if each.starts is None or each.starts <= on), None)
        return None if job is None else job.enterprise.merged_into or job.enterprise
    if by.user is not None and by.organisation not in enterprises.family(enterprise):
        raise NotPossible("enrolment.not_yours")
    if not lives.staff(enterprises.family(enterprise), on=on).filter(person__in=family).exists():
        raise NotPossible("enrolment.not_of_firm")
    return enterprise


def _place(training_class: TrainingClass, employer: Enterprise | None, family: Sequence[UUID], *, at: datetime) -> tuple[str, UUID | None]:
    """County and zone that check the sign-up. Raises NotPossible("enrolment.elsewhere") for whom the class is not meant."""
    if employer is not None:
        places = [(employer.county_id, employer.zone_id)] if employer.city_code == training_class.city_code else []
    else:
        places = queries.places_of(family, training_class.city_code)
    if training_class.county_id is not None:
        places = [place for place in places if place[0] == training_class.county_id]
    if not places:
        raise NotPossible("enrolment.elsewhere", place=divisions.name_of(training_class.county_id or training_class.city_code))
    county, zone = places[0]
    terms = provisions.in_force(SupervisionTerms, county, timezone.localdate(at)).terms
    return county, zone if checked_by_zone(in_zone=zone is not None, terms=terms) else None


def _require_prerequisites(training_class: TrainingClass, person: Person, exemption: str, *, at: datetime) -> str:
    """The ground of exemption to be kept, "" where none is needed. Raises NotPossible("enrolment.prerequisite")."""
    edition = learners.terms_of(training_class)
    learner = learners.of_people([person.pk], timezone.localdate(at))[person.pk]
    if learners.lack(training_class, learner, edition) is None:
        return ""
    lack = learners.lack(training_class, learner, edition, exemption=exemption)
    if lack is not None:
        raise NotPossible("enrolment.prerequisite", tier=TIERS[lack.unmet.needs], rule=lack.rule)
    return exemption
