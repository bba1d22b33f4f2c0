"""Moves between counties and zones, on a date."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor, system
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts.models import Organisation
from cqo.foundation.audit import operations as audit
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.lifecycle import reactions
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises import indexing
from cqo.registry.enterprises.models import Enterprise, Move


@transaction.atomic
def plan(
    *, enterprise: Enterprise, to_county: str, to_zone: UUID | None, effective: date, ground: str, by: Actor, at: datetime, today: date
) -> Move:
    """Record that an enterprise belongs to another county or zone from a day; a day that has come takes effect at once, a later one when it comes.

    Raises NotPossible: "move.nowhere" (it is there already), "move.waiting" (another move is still to come), "enterprise.merged".
    """
    gate.require(by, Can.KEEP_REGISTRY)
    if enterprise.merged_into_id is not None:
        raise NotPossible("enterprise.merged")
    if (to_county, to_zone) == (enterprise.county_id, enterprise.zone_id):
        raise NotPossible("move.nowhere")
    try:
        with transaction.atomic():
            move = Move.objects.create(
                enterprise=enterprise,
                from_county_id=enterprise.county_id,
                from_zone_id=enterprise.zone_id,
                to_county_id=to_county,
                to_zone_id=to_zone,
                effective_date=effective,
                ground=ground,
                recorded_at=at,
            )
    except IntegrityError as waiting:
        raise NotPossible("move.waiting") from waiting
    audit.record(
        "enterprise.move_planned",
        by=by,
        at=at,
        city=enterprise.city_code,
        kind="enterprise",
        key=str(enterprise.pk),
        facts={"from": move.from_county_id, "to": to_county, "zone": str(to_zone) if to_zone else None, "effective": effective},
    )
    if effective <= today:
        _apply(move, at=at)
    return move


@transaction.atomic
def withdraw(*, move: Move, by: Actor, at: datetime) -> None:
    """Take back a move that has not come yet. Raises NotPossible("move.done")."""
    gate.require(by, Can.KEEP_REGISTRY)
    if not Move.objects.filter(pk=move.pk, applied_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise NotPossible("move.done")
    audit.record("enterprise.move_withdrawn", by=by, at=at, city=move.enterprise.city_code, kind="enterprise", key=str(move.enterprise_id))


def apply_due(*, at: datetime) -> int:
    """Carry out every move whose day has come; each in a transaction of its own, so running it twice does nothing twice."""
    due = Move.objects.filter(effective_date__lte=timezone.localdate(at), applied_at__isnull=True, withdrawn_at__isnull=True).order_by(
        "effective_date", "pk"
    )
    count = 0
    for move in due.select_related("enterprise"):
        with transaction.atomic():
            count += _apply(move, at=at)
    return count


def _apply(move: Move, *, at: datetime) -> int:
    if not Move.objects.filter(pk=move.pk, applied_at__isnull=True, withdrawn_at__isnull=True).update(applied_at=at):
        return 0
    city = divisions.city_of(move.to_county_id)
    Enterprise.objects.filter(pk=move.enterprise_id).update(
        county=move.to_county_id, zone=move.to_zone_id, city_code=city, version=F("version") + 1
    )
    Organisation.objects.filter(pk=move.enterprise_id).update(division=move.to_county_id, zone=move.to_zone_id, city_code=city)
    indexing.refresh([move.enterprise_id])
    move.enterprise.refresh_from_db()
    by = system("enterprise.move_due", city=city)
    audit.record(
        "enterprise.moved",
        by=by,
        at=at,
        city=city,
        kind="enterprise",
        key=str(move.enterprise_id),
        facts={"from": move.from_county_id, "to": move.to_county_id, "effective": move.effective_date},
    )
    reactions.run("enterprise.moved", case=move.enterprise, by=by, at=at)
    return 1
