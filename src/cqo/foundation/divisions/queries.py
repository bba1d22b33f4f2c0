"""Reads of the list of places. Names, ancestry and successors are answered from memory: the list changes with a release only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet

from cqo.foundation.divisions.models import Alias, Division, Succession, Zone
from cqo.foundation.divisions.rules.gazetteer import Gazetteer, Match, Reason, ZoneEntry
from cqo.foundation.divisions.rules.lineage import Lineage, Place
from cqo.foundation.divisions.rules.names import PLACEHOLDERS
from cqo.foundation.divisions.states import Level
from cqo.foundation.statements import Statement

__all__ = [
    "Gazetteer",
    "Match",
    "Place",
    "Reason",
    "as_of",
    "city_of",
    "counties",
    "gazetteer",
    "name_of",
    "named",
    "open_zones",
    "path",
    "place",
    "predecessors",
    "province_of",
    "successors",
    "within",
    "zone_choices",
]


@dataclass(frozen=True)
class _List:
    """The whole list in memory: about 3,400 places."""

    places: dict[str, Place]
    lineage: Lineage
    aliases: dict[str, tuple[str, ...]]
    codes_of: dict[str, tuple[str, ...]]


def place(code: str) -> Place:
    """A division, present or former, by its code. Raises KeyError for a code that is not in the list."""
    return _list().places[code]


def name_of(code: str, on: date | None = None) -> str:
    """The name of the division that has or had this code; with a day, the name of what stood in its place then.

    The placeholder city of a municipality (110100 市辖区) has the municipality's name. Raises KeyError for an unknown code.
    """
    found = _list()
    then = found.lineage.at(code, on) if on is not None else (code,)
    answer = found.places[then[0] if len(then) == 1 else code]
    if answer.level == Level.CITY and answer.name in PLACEHOLDERS:
        return found.places[answer.province_code].name
    return answer.name


def path(code: str) -> str:
    """A division with its ancestors, widest first: "陕西省 / 汉中市 / 城固县". Placeholders are left out.

    Raises KeyError for an unknown code.
    """
    places = _list().places
    names: list[str] = []
    step = code
    while step:
        if places[step].name not in PLACEHOLDERS:
            names.insert(0, places[step].name)
        step = places[step].parent
    return " / ".join(names)


def city_of(code: str) -> str:
    """The code of the city a county lies in; a city's or province's own code for itself. Raises KeyError for an unknown code."""
    return place(code).city_code or code


def province_of(code: str) -> str:
    """The code of the province a division lies in. Raises KeyError for an unknown code."""
    return place(code).province_code


def successors(code: str) -> tuple[str, ...]:
    """The divisions that stand in the place of one today, by code; itself if it was never replaced. Raises KeyError for an unknown code."""
    return _list().lineage.successors(code)


def predecessors(code: str) -> tuple[str, ...]:
    """The divisions that went into one directly, by code."""
    return _list().lineage.predecessors(code)


def within(code: str) -> QuerySet[Division]:
    """A division and everything below it, former divisions included; empty for an unknown code."""
    return Division.objects.filter(Q(code=code) | Q(city_code=code) | Q(province_code=code))


def as_of(day: date) -> QuerySet[Division]:
    """The divisions that existed on a day."""
    return Division.objects.filter(_standing(day))


def counties(city_code: str, on: date | None = None) -> list[Place]:
    """What an enterprise of the city can have as its county, by code: the counties, or the city itself if it has none (东莞)."""
    return list(_counties(city_code, on))


@lru_cache(maxsize=512)
def _counties(city_code: str, on: date | None) -> Sequence[Place]:
    places = _list().places
    below = [
        place for code, place in sorted(places.items()) if place.city_code == city_code and place.level == Level.COUNTY and place.holds(on)
    ]
    return below or [place for place in (places.get(city_code),) if place is not None and place.holds(on)]


def open_zones(city_code: str, on: date | None = None) -> QuerySet[Zone]:
    """The functional zones of a city that are not closed (or existed on a day), by name."""
    return Zone.objects.filter(_standing(on), city=city_code).order_by("name", "pk")


_zones = Statement(lambda city: open_zones(city).values_list("pk", "name"))


def zone_choices(city_code: str) -> list[tuple[str, str]]:
    """The open zones of a city for a select: key and name."""
    return [(str(key), name) for key, name in _zones(city=city_code)]


def named(text: str, *, within: str, on: date | None = None) -> Match:
    """The place or zone a text names inside a city or province; see Match for what is returned when it names none or several. One query.

    on: which list is meant; without it today's, so that a former name gives the division that stands in its place (南郑县 → 610703).
    """
    return gazetteer(within, on=on).find(text)


def gazetteer(code: str, *, on: date | None = None) -> Gazetteer:
    """The names inside a city or province (a county's are its city's), for many look-ups. One query: has a zone changed since?"""
    area = city_of(code)
    versions = tuple(_zones_inside(area).order_by("pk").values_list("pk", "version"))
    return _gazetteer(area, on, versions)


@lru_cache(maxsize=64)
def _gazetteer(area: str, on: date | None, _versions: tuple[tuple[UUID, int], ...]) -> Gazetteer:
    found = _list()
    standing = _zones_inside(area).filter(_standing(on))
    return Gazetteer(
        places=found.places,
        within=[place.code for place in found.places.values() if area in {place.code, place.city_code, place.province_code}],
        lineage=found.lineage,
        aliases=found.aliases,
        zones=[_entry(zone) for zone in standing.prefetch_related("overlaps", "aliases")],
        elsewhere=found.codes_of,
        on=on,
    )


def _zones_inside(area: str) -> QuerySet[Zone]:
    return Zone.objects.filter(Q(city=area) | Q(city__province_code=area))


def _standing(on: date | None) -> Q:
    """The condition for divisions and zones that exist on a day; without a day: that have no end."""
    if on is None:
        return Q(valid_to__isnull=True)
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def _entry(zone: Zone) -> ZoneEntry:
    return ZoneEntry(
        id=zone.pk,
        name=zone.name,
        short_name=zone.short_name,
        city_code=zone.city_id,
        statistical_code=zone.statistical_division_id or "",
        counties=tuple(sorted(overlap.county_id for overlap in zone.overlaps.all())),
        aliases=tuple(sorted(alias.name for alias in zone.aliases.all())),
    )


@lru_cache(maxsize=1)
def _list() -> _List:
    columns = ("code", "name", "level", "parent", "city_code", "province_code", "statistical", "valid_from", "valid_to")
    places = {
        code: Place(code, name, Level(level), parent or "", *rest)
        for code, name, level, parent, *rest in Division.objects.values_list(*columns)
    }
    aliases: dict[str, list[str]] = defaultdict(list)
    for code, name in Alias.objects.filter(division__isnull=False).order_by("division", "name").values_list("division", "name"):
        aliases[code].append(name)
    codes_of: dict[str, list[str]] = defaultdict(list)
    for code in sorted(places):
        if places[code].name not in PLACEHOLDERS:
            codes_of[places[code].name].append(code)
    return _List(
        places=places,
        lineage=Lineage(places, Succession.objects.values_list("old", "new")),
        aliases={code: tuple(names) for code, names in aliases.items()},
        codes_of={name: tuple(codes) for name, codes in codes_of.items()},
    )
