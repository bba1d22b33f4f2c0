"""Batches of activation codes for people: which an actor may print again or withdraw, and whom their codes are for."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import ActivationCode
from cqo.foundation.accounts.states import CodeKind
from cqo.registry.people.models import Person
from cqo.registry.people.queries import files

OPEN = Q(used_at__isnull=True, withdrawn_at__isnull=True)


@dataclass(frozen=True)
class SlipBatch:
    """Codes printed together: how many, how many of them were used, how many can still be used."""

    key: UUID
    issued_at: datetime
    expires_date: date
    codes: int
    used: int
    unused: int


def batches(actor: Actor, *, limit: int = 50) -> list[SlipBatch]:
    """The batches all of whose people the actor reaches, newest first."""
    reached = files.within(actor).filter(pk=OuterRef("subject"))
    own = ActivationCode.objects.filter(kind=CodeKind.PERSON.value, city_code=actor.city, batch__isnull=False)
    beyond = own.filter(~Exists(reached)).values("batch")
    rows = (
        own.exclude(batch__in=beyond)
        .values("batch")
        .annotate(
            issued=Min("issued_at"),
            expires=Max("expires_date"),
            all=Count("pk"),
            used=Count("pk", Q(used_at__isnull=False)),
            open=Count("pk", OPEN),
        )
        .order_by("-issued", "-batch")[:limit]
    )
    return [SlipBatch(row["batch"], row["issued"], row["expires"], row["all"], row["used"], row["open"]) for row in rows if row["batch"]]


def slips(actor: Actor, batch: UUID) -> list[tuple[ActivationCode, Person]] | None:
    """The codes of a batch, with whom they are for, by name; None where there is no such batch or the actor does not reach all of its people."""
    codes = list(accounts.codes_of_batch(batch).filter(kind=CodeKind.PERSON.value))
    people = files.within(actor).in_bulk([code.subject for code in codes])
    if not codes or len(people) < len({code.subject for code in codes}):
        return None
    return sorted(((code, people[code.subject]) for code in codes), key=lambda slip: (slip[1].name_key, slip[0].pk))
