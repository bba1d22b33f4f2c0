"""Editions of the syllabus (培训大纲): record a new one, retire one. Nothing in an edition is ever changed; a class keeps the one it has."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.states import Tier
from cqo.qualification.training.models import Syllabus, SyllabusUnit
from cqo.qualification.training.queries import syllabuses


@dataclass(frozen=True)
class Unit:
    """A unit as it is taught: its code, its title, its hours in tenths."""

    code: str
    title: str
    hours_tenths: int


@transaction.atomic
def record(*, tier: Tier, title: str, units: Sequence[Unit], after: int, by: Actor, at: datetime) -> Syllabus:
    """Record the next edition of a tier in the actor's city. after: the newest edition on the person's screen (0: none).

    Raises NotPossible: "syllabus.city_keeps", "syllabus.no_units", "syllabus.code_twice", "syllabus.changed_meanwhile".
    """
    _require_city(by)
    if not units:
        raise NotPossible("syllabus.no_units")
    code, times = Counter(unit.code for unit in units).most_common(1)[0]
    if times > 1:
        raise NotPossible("syllabus.code_twice", code=code)
    newest = syllabuses.latest(by.city, tier)
    if (newest.edition if newest else 0) != after:
        raise NotPossible("syllabus.changed_meanwhile")
    try:
        with transaction.atomic():
            made = Syllabus.objects.create(city_code=by.city, tier=tier.value, edition=after + 1, title=title, recorded_at=at)
    except IntegrityError as race:
        raise NotPossible("syllabus.changed_meanwhile") from race
    SyllabusUnit.objects.bulk_create(
        SyllabusUnit(syllabus=made, place=place, code=unit.code, title=unit.title, hours_tenths=unit.hours_tenths)
        for place, unit in enumerate(units, start=1)
    )
    facts = {"tier": tier.value, "edition": made.edition, "units": len(units), "hours_tenths": sum(unit.hours_tenths for unit in units)}
    audit.record("syllabus.recorded", by=by, at=at, city=by.city, kind="syllabus", key=made.pk, facts=facts)
    return made


@transaction.atomic
def retire(*, syllabus: Syllabus, by: Actor, at: datetime) -> None:
    """Take an edition out of use for new classes. Raises NotPossible("syllabus.city_keeps", "syllabus.retired_already")."""
    _require_city(by)
    if not Syllabus.objects.filter(pk=syllabus.pk, retired_at__isnull=True).update(retired_at=at):
        raise NotPossible("syllabus.retired_already")
    syllabus.retired_at = at
    audit.record("syllabus.retired", by=by, at=at, city=syllabus.city_code, kind="syllabus", key=syllabus.pk)


def _require_city(by: Actor) -> None:
    gate.require(by, Can.HOLD_CLASS)
    if by.reach.scale not in (Scale.CITY, Scale.EVERYTHING):
        raise NotPossible("syllabus.city_keeps")
