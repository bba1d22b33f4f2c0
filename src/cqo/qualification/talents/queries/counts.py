"""The figures of the talent registry by place and tier. By county and by zone apart: a zone's people are among those of its counties."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from cqo.foundation.access.actor import Actor
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.divisions.models import Zone
from cqo.qualification.certificates.states import Status, Tier
from cqo.qualification.talents.queries import entries


@dataclass(frozen=True)
class Line:
    """A place: how many entries by tier, in all, and how many of them stand on a certificate that is valid today."""

    name: str
    tiers: Sequence[int]
    total: int
    valid: int


@dataclass(frozen=True)
class Table:
    """Counties in the order of their codes with a total; zones apart, without one."""

    counties: Sequence[Line]
    total: Line
    zones: Sequence[Line]


def by_place(actor: Actor, *, on: date) -> Table:
    """The entries within reach, counted in one statement."""
    rows = entries.within(actor).order_by().annotate(status=entries.status(on))
    found = rows.values_list("county", "zone", "tier", "status").annotate(times=Count("pk"))
    counties: dict[str, Counter[str]] = {}
    zones: dict[object, Counter[str]] = {}
    total: Counter[str] = Counter()
    for county, zone, tier, status, times in found:
        sums = [total, counties.setdefault(county, Counter())]
        if zone is not None:
            sums.append(zones.setdefault(zone, Counter()))
        for each in sums:
            each[tier] += times
            each["valid"] += times if status == Status.VALID else 0
    named = {zone.pk: zone.name for zone in Zone.objects.filter(pk__in=list(zones)).order_by("pk")}
    return Table(
        counties=[_line(divisions.name_of(code), counties[code]) for code in sorted(counties)],
        total=_line("", total),
        zones=[_line(name, zones[key]) for key, name in named.items()],
    )


def _line(name: str, sums: Counter[str]) -> Line:
    tiers = [sums[tier.value] for tier in Tier]
    return Line(name, tiers, sum(tiers), sums["valid"])
