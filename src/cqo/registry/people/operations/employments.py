"""Employment over time: begin, end, put right; by the firm, the bureau, or the bureau for the firm with its stamped paper (代录)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.lifecycle import reactions
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.enterprises.states import Filer
from cqo.registry.people import indexing
from cqo.registry.people.models import Employment, Person
from cqo.registry.people.operations.files import place
from cqo.registry.people.queries import files


@transaction.atomic
def begin(
    *,
    person: Person,
    enterprise: Enterprise,
    position: str,
    starts: date | None,
    filer: Filer,
    by: Actor,
    at: datetime,
    paper: UUID | None = None,
) -> Employment:
    """A person works for an enterprise from a day (None: unknown).

    Raises NotPossible: "employment.known_already" (an open employment there), "enterprise.paper_missing" (代录 without the stamped paper),
    "person.merged", "enterprise.merged" (the file that was kept is the one to use).
    """
    gate.require(by, Can.KEEP_REGISTRY, Can.MANAGE_FIRM_PEOPLE)
    if person.merged_into_id is not None:
        raise NotPossible("person.merged")
    if enterprise.merged_into_id is not None:
        raise NotPossible("enterprise.merged")
    if filer == Filer.BUREAU_FOR_FIRM and paper is None:
        raise NotPossible("enterprise.paper_missing")
    known = Employment.objects.filter(person__in=files.family(person), enterprise__in=enterprises.family(enterprise))
    open_ones = known.filter(recorded_until__isnull=True, ends__isnull=True)
    if open_ones.exists():
        raise NotPossible("employment.known_already")
    employment = Employment.objects.create(
        person=person, enterprise=enterprise, position=position, starts=starts, filer=filer.value, recorded_at=at
    )
    place(person=person, county=enterprise.county_id, zone=enterprise.zone_id)
    indexing.refresh([person.pk])
    _record("employment.begun", employment, by=by, at=at, paper=str(paper) if paper else None)
    return employment


@transaction.atomic
def end(*, employment: Employment, ends: date, by: Actor, at: datetime) -> Employment:
    """A person stops working there on a day. Raises NotPossible("employment.ends_before_start", "lifecycle.changed_meanwhile")."""
    gate.require(by, Can.KEEP_REGISTRY, Can.MANAGE_FIRM_PEOPLE)
    return _supersede(employment, "employment.ended", by=by, at=at, ends=ends)


@transaction.atomic
def correct(*, employment: Employment, position: str, starts: date | None, ends: date | None, by: Actor, at: datetime) -> Employment:
    """Put an employment right: what was recorded before stays readable as known then."""
    gate.require(by, Can.KEEP_REGISTRY, Can.MANAGE_FIRM_PEOPLE)
    return _supersede(employment, "employment.corrected", by=by, at=at, position=position, starts=starts, ends=ends)


@transaction.atomic
def withdraw(*, employment: Employment, by: Actor, at: datetime) -> None:
    """The person never worked there: the row ends as known now, and stays readable as known before."""
    gate.require(by, Can.KEEP_REGISTRY, Can.MANAGE_FIRM_PEOPLE)
    _close(employment, at=at)
    indexing.refresh([employment.person_id])
    _record("employment.withdrawn", employment, by=by, at=at)


def _supersede(employment: Employment, event: str, *, by: Actor, at: datetime, **columns: object) -> Employment:
    fresh = Employment(
        **{
            "person_id": employment.person_id,
            "enterprise_id": employment.enterprise_id,
            "position": employment.position,
            "starts": employment.starts,
            "ends": employment.ends,
            "filer": employment.filer,
            "recorded_at": at,
            **columns,
        }
    )
    if fresh.starts and fresh.ends and fresh.ends < fresh.starts:
        raise NotPossible("employment.ends_before_start")
    _close(employment, at=at)
    fresh.save(force_insert=True)
    indexing.refresh([fresh.person_id])
    _record(event, fresh, by=by, at=at, before=str(employment.pk))
    return fresh


def _close(employment: Employment, *, at: datetime) -> None:
    if not Employment.objects.filter(pk=employment.pk, recorded_until__isnull=True).update(recorded_until=at):
        raise NotPossible("lifecycle.changed_meanwhile")


def _record(event: str, employment: Employment, *, by: Actor, at: datetime, **facts: object) -> None:
    enterprise = employment.enterprise
    audit.record(
        event,
        by=by,
        at=at,
        city=enterprise.city_code,
        kind="person",
        key=str(employment.person_id),
        facts={
            "employment": str(employment.pk),
            "enterprise": str(enterprise.pk),
            "starts": employment.starts,
            "ends": employment.ends,
            "filer": employment.filer,
            **facts,
        },
    )
    reactions.run("employment.changed", case=employment, by=by, at=at)
