"""Requests to correct or erase (个人信息保护法, Art. 45-47): submit, carry out, refuse, withdraw."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.lifecycle import numbers
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible
from cqo.registry.people import indexing
from cqo.registry.people.models import Person, PersonInCity, Request
from cqo.registry.people.operations import evidence
from cqo.registry.people.operations import files as operations
from cqo.registry.people.queries import files, lives
from cqo.registry.people.rules.requests import due_date
from cqo.registry.people.states import RequestKind, RequestState

BLANK: Mapping[str, Any] = {
    "name": "",
    "name_key": "",
    "id_number": None,
    "id_masked": "",
    "id_hash": None,
    "sex": "",
    "birth_date": None,
    "phone": None,
    "phone_masked": "",
    "phone_hash": None,
    "email": "",
    "education": "",
    "title": "",
    "quality_since": None,
    "quality_ground": "",
}


@transaction.atomic
def submit(*, person: Person, kind: RequestKind, text: str, by: Actor, at: datetime, today: date) -> Request:
    """A person asks for a correction or an erasure. Raises NotPossible("request.open_already", "request.no_place", "request.not_yours")."""
    gate.require(by, Can.OWN_FILE)
    if files.owner(person) != by.user:
        raise NotPossible("request.not_yours")
    family = files.family(person)
    if Request.objects.filter(person__in=family, kind=kind.value, state=RequestState.SUBMITTED.value).exists():
        raise NotPossible("request.open_already")
    where = PersonInCity.objects.filter(person__in=family).order_by("pk").first()
    if where is None:
        raise NotPossible("request.no_place")
    request = Request.objects.create(
        number=numbers.draw(kind="QQ", city=where.city_code, at=at),
        city_code=where.city_code,
        county_code=where.county_code,
        person=person,
        kind=kind.value,
        text=text,
        due_date=due_date(today),
        submitted_at=at,
    )
    audit.record("request.submitted", by=by, at=at, city=where.city_code, kind="request", key=str(request.pk), facts={"kind": kind.value})
    return request


@transaction.atomic
def carry_out(
    *, request: Request, version: int, person_version: int, answer: str, changes: Mapping[str, Any], by: Actor, at: datetime
) -> None:
    """Do what was asked: write the changes of a correction, or erase the file; tell the person.

    person_version: the file's version on the official's screen. Raises NotPossible: "lifecycle.changed_meanwhile",
    "request.must_be_kept" (an erasure while the law wants the file kept).
    """
    advance(request, "carry_out", version=version, by=by, at=at, answer=answer, answered_at=at)
    person = request.person.merged_into or request.person
    if request.kind == RequestKind.ERASURE:
        _erase(person, version=person_version, by=by, at=at, city=request.city_code)
    elif changes:
        operations.amend(person=person, version=person_version, changes=changes, by=by, at=at)
    _tell(request, "request.done", by=by, at=at)


@transaction.atomic
def refuse(*, request: Request, version: int, answer: str, by: Actor, at: datetime) -> None:
    """Refuse with the reason told."""
    advance(request, "refuse", version=version, by=by, at=at, answer=answer, answered_at=at)
    _tell(request, "request.refused", by=by, at=at)


@transaction.atomic
def withdraw(*, request: Request, version: int, by: Actor, at: datetime) -> None:
    """The person takes the request back. Raises NotPossible("request.not_yours")."""
    if files.owner(request.person.merged_into or request.person) != by.user:
        raise NotPossible("request.not_yours")
    advance(request, "withdraw", version=version, by=by, at=at, answered_at=at)


def _erase(person: Person, *, version: int, by: Actor, at: datetime, city: str) -> None:
    """Blank what identifies a person whose data need not be kept, in the file and those merged into it, and take its papers away.

    The rows stay, so that what points at them stays whole. Raises NotPossible("request.must_be_kept") while the person works for a firm in the
    registry or holds a certificate: those records must be kept.
    """
    family = files.family(person)
    if lives.bars_erasure(family):
        raise NotPossible("request.must_be_kept")
    operations.write(person, version=version, columns={**BLANK, "erased_at": at})
    Person.objects.filter(merged_into=person).update(**BLANK, erased_at=at, version=F("version") + 1)
    evidence.remove_all(family, by=by, at=at)
    indexing.refresh(family)
    audit.record("person.erased", by=by, at=at, city=city, kind="person", key=str(person.pk))


def _tell(request: Request, kind: str, *, by: Actor, at: datetime) -> None:
    owner = files.owner(request.person.merged_into or request.person)
    if owner is not None:
        inbox.tell(kind=kind, by=by, at=at, users=[owner], about=("request", request.pk), facts={"number": request.number})
