"""Attendance lists (签到): entered, confirmed once, corrected with a reason; the hours of those who came stand in the ledger from then on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import operations as audit
from cqo.foundation.documents import operations as documents
from cqo.foundation.look.templatetags.look import moment
from cqo.foundation.refusal import NotPossible
from cqo.qualification.learning import operations as ledger
from cqo.qualification.learning import queries as hours
from cqo.qualification.learning.operations import Earning
from cqo.qualification.learning.states import Source
from cqo.qualification.training.models import Attendance, AttendanceCorrection, Enrolment, Session
from cqo.qualification.training.operations.classes import require_hold
from cqo.qualification.training.queries import assessments, enrolments, sessions
from cqo.qualification.training.rules.assessment import AssessmentTerms, counts
from cqo.qualification.training.states import ClassState, Presence
from cqo.registry.people.models import Person

SHEET = "sign_in_sheet"
NAMED = 5


@transaction.atomic
def enter(*, session: Session, version: int, presences: Mapping[UUID, Presence], by: Actor, at: datetime) -> None:
    """Write down what the list says of some of those admitted (enrolment → presence); the list stays open.

    Raises NotPossible: "class.not_yours", "attendance.class_not_admitted", "attendance.unknown_person", "session.confirmed_already",
    "lifecycle.changed_meanwhile".
    """
    _require_list(session, by)
    if session.confirmed_at is not None:
        raise NotPossible("session.confirmed_already")
    members = _members(session, presences)
    _move(session, version)
    _write(session, presences, at=at)
    facts = {"session": session.pk, "entered": len(presences), "admitted": len(members)}
    _record("session.entered", session, by=by, at=at, facts=facts)


@transaction.atomic
def confirm(*, session: Session, version: int, presences: Mapping[UUID, Presence], by: Actor, at: datetime) -> None:
    """The list is complete: whoever came gets the hours of the session, once for any hour of the clock.

    Raises as `enter` does, and NotPossible: "attendance.not_begun", "attendance.not_everybody", "attendance.twice_in_an_hour".
    """
    _require_list(session, by)
    if session.confirmed_at is not None:
        raise NotPossible("session.confirmed_already")
    if at < session.starts_at:
        raise NotPossible("attendance.not_begun", starts=moment(session.starts_at))
    members = _members(session, presences)
    _move(session, version, confirmed_at=at)
    _write(session, presences, at=at)
    known = {mark.enrolment.pk: mark.presence for mark in sessions.marks(session)}
    open_ones = [member for member in members.values() if not known[member.pk]]
    if open_ones:
        raise NotPossible("attendance.not_everybody", count=len(open_ones), people=_names(open_ones))
    terms = assessments.terms_of(session.training_class)
    came = [member for member in members.values() if counts(Presence(known[member.pk]), terms.terms)]
    _earn(session, came, terms.terms, by=by, at=at)
    facts = {"session": session.pk, "admitted": len(members), "came": len(came), "hours_tenths": session.hours_tenths}
    _record("session.confirmed", session, by=by, at=at, facts=facts, under=terms.key)


@transaction.atomic
def correct(*, session: Session, version: int, presences: Mapping[UUID, Presence], reason: str, by: Actor, at: datetime) -> int:
    """Correct a confirmed list: hours are withdrawn from who did not come and recorded for who did. Returns how many people it concerned.

    Raises NotPossible: "attendance.not_confirmed", "attendance.reason_missing", "attendance.nothing_changed" beside those of `confirm`.
    """
    _require_list(session, by)
    if session.confirmed_at is None:
        raise NotPossible("attendance.not_confirmed")
    if not reason:
        raise NotPossible("attendance.reason_missing")
    members = _members(session, presences)
    before = {mark.enrolment.pk: mark.presence for mark in sessions.marks(session)}
    changed = {key: presence for key, presence in presences.items() if before.get(key, "") != presence.value}
    if not changed:
        raise NotPossible("attendance.nothing_changed")
    _move(session, version)
    _write(session, changed, at=at)
    AttendanceCorrection.objects.bulk_create(
        AttendanceCorrection(
            session=session,
            enrolment_id=key,
            before=before.get(key, ""),
            after=presence.value,
            reason=reason,
            corrected_by_id=by.user,
            recorded_at=at,
        )
        for key, presence in changed.items()
    )
    terms = assessments.terms_of(session.training_class)
    came = [members[key] for key, presence in changed.items() if counts(presence, terms.terms)]
    gone = {_kept(members[key].person) for key, presence in changed.items() if not counts(presence, terms.terms)}
    entries = hours.of_source(session.pk).select_related("person")
    ledger.withdraw_all(entries=[entry for entry in entries if _kept(entry.person) in gone], ground=reason, by=by, at=at)
    _earn(session, came, terms.terms, by=by, at=at)
    facts = {"session": session.pk, "changed": len(changed), "came": len(came), "gone": len(gone)}
    _record("session.corrected", session, by=by, at=at, facts=facts, under=terms.key)
    return len(changed)


@transaction.atomic
def attach_sheet(*, session: Session, sheet: documents.Upload, by: Actor, at: datetime) -> None:
    """Add the scan of the signed sheet. Raises NotPossible("class.not_yours")."""
    require_hold(session.training_class, by)
    city = session.training_class.city_code
    documents.attach(kind="session", key=session.pk, purpose=SHEET, upload=sheet, city=city, by=by, at=at)


def _require_list(session: Session, by: Actor) -> None:
    require_hold(session.training_class, by)
    if session.training_class.state not in (ClassState.ADMITTED, ClassState.CLOSED):
        raise NotPossible("attendance.class_not_admitted")


def _members(session: Session, presences: Mapping[UUID, Presence]) -> dict[UUID, Enrolment]:
    """Everybody admitted, by the key of the sign-up. Raises NotPossible("attendance.unknown_person") for a key that is none of them."""
    members = {member.pk: member for member in enrolments.admitted(session.training_class).select_related("person__merged_into")}
    if not presences.keys() <= members.keys():
        raise NotPossible("attendance.unknown_person")
    return members


def _move(session: Session, version: int, **columns: datetime) -> None:
    """Write a session as the person saw it; of two clerks one wins."""
    kept = Session.objects.filter(pk=session.pk, version=version, confirmed_at=session.confirmed_at)
    if not kept.update(**columns, version=F("version") + 1):
        raise NotPossible("lifecycle.changed_meanwhile")
    session.refresh_from_db(fields=["version", "confirmed_at"])


def _write(session: Session, presences: Mapping[UUID, Presence], *, at: datetime) -> None:
    rows = [
        Attendance(session=session, enrolment_id=key, presence=presence.value, entered_at=at) for key, presence in sorted(presences.items())
    ]
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["session", "enrolment"], update_fields=["presence", "entered_at"]
    )


def _earn(session: Session, came: Sequence[Enrolment], terms: AssessmentTerms, *, by: Actor, at: datetime) -> None:
    if not came:
        return
    people = sorted({_kept(member.person) for member in came})
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))  # two classes confirm one after the other
    _require_elsewhere_not(session, people, terms)
    earnings = [
        Earning(
            person=_kept(member.person),
            city=session.training_class.city_code,
            county=member.county_code,
            enterprise=member.enterprise_id,
            earned=timezone.localdate(session.starts_at),
            hours_tenths=session.hours_tenths,
            title=f"{session.training_class.title} · {session.title}"[:200],
        )
        for member in came
    ]
    ledger.record_all(earnings=earnings, source=Source.SESSION, source_key=session.pk, by=by, at=at)


def _require_elsewhere_not(session: Session, people: Sequence[UUID], terms: AssessmentTerms) -> None:
    """Nobody has earned hours at the same time in another class."""
    counted = [presence.value for presence in Presence if counts(presence, terms)]
    twice = (
        sessions.attended_meanwhile(session, people)
        .filter(presence__in=counted)
        .order_by("enrolment__person__name", "session__starts_at")
        .first()
    )
    if twice is not None:
        other = twice.session
        raise NotPossible(
            "attendance.twice_in_an_hour",
            person=twice.enrolment.person.name,
            title=f"{other.training_class.title} · {other.title}",
            starts=moment(other.starts_at),
        )


def _kept(person: Person) -> UUID:
    return person.merged_into_id or person.pk


def _names(members: Iterable[Enrolment]) -> str:
    named = [member.person.name for member in members]
    return "、".join(named[:NAMED]) + ("…" if len(named) > NAMED else "")


def _record(event: str, session: Session, *, by: Actor, at: datetime, facts: Mapping[str, object], under: str = "") -> None:
    training_class = session.training_class
    audit.record(event, by=by, at=at, city=training_class.city_code, kind="class", key=training_class.pk, under=under, facts=facts)
