"""One place's names in one dictionary, so that a roster of 100,000 rows is read by look-ups. No Django, no database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from cqo.foundation.divisions.rules.lineage import Lineage, Place
from cqo.foundation.divisions.rules.names import PLACEHOLDERS, short_names, tidy, zone_names
from cqo.foundation.divisions.states import Level

# As many spellings as are remembered beside the built names: enough for every habit of a roster, too few to fill the memory with garbage.
_REMEMBERED = 20_000


class Reason(StrEnum):
    """Why a text was not taken for a place."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Match:
    """What a text names.

    code: the division; "" if nothing was found. For a zone: the code the statistics bureau gave it, else the one county it lies in,
    else the city's, because the zone's name does not tell the county.
    zone: the zone's key, if the text names a zone. reason: None if found.
    choices: the divisions meant by an ambiguous text, or the counties of a zone.
    """

    code: str = ""
    zone: UUID | None = None
    reason: Reason | None = None
    choices: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the text names one place or zone."""
        return self.reason is None


@dataclass(frozen=True, slots=True)
class ZoneEntry:
    """A functional zone as the gazetteer needs it."""

    id: UUID
    name: str
    short_name: str
    city_code: str
    statistical_code: str = ""
    counties: tuple[str, ...] = ()
    aliases: tuple[str, ...] = field(default=())


class Gazetteer:
    """The names of the places and zones within an area, as of a day.

    A current full name outranks an alias or a former name, and these outrank a short name.
    Names of one rank that mean different places are ambiguous.
    """

    def __init__(
        self,
        *,
        places: Mapping[str, Place],
        within: Iterable[str],
        lineage: Lineage,
        aliases: Mapping[str, tuple[str, ...]],
        zones: Iterable[ZoneEntry],
        elsewhere: Mapping[str, tuple[str, ...]],
        on: date | None = None,
    ) -> None:
        self._places = places
        self._lineage = lineage
        self._elsewhere = elsewhere
        self._on = on
        self._inside = frozenset(within)
        self._ranked: dict[str, tuple[int, set[Match]]] = {}
        self._zone_of: dict[str, Match] = {}
        for zone in zones:
            self._add_zone(zone)
        for code in sorted(self._inside - self._zone_of.keys()):
            self._add_place(places[code], aliases.get(code, ()))
        self._matches = {name: _one_of(found) for name, (_, found) in self._ranked.items()}
        self._remembered: dict[str, Match] = {}

    def find(self, text: str) -> Match:
        """The place or zone a text names: full, short or former, with or without city and province before it, or a code."""
        match = self._matches.get(text) or self._remembered.get(text)
        if match is None:
            match = self._look_up(text)
            if len(self._remembered) < _REMEMBERED:
                self._remembered[text] = match
        return match

    def names(self) -> tuple[str, ...]:
        """Every name it knows, sorted; ambiguous ones included."""
        return tuple(sorted(self._matches))

    def _look_up(self, text: str) -> Match:
        name = tidy(text)
        if not name:
            return Match(reason=Reason.EMPTY)
        if name.isdigit() and len(name) in {6, 9, 12}:
            return self._by_code(name[:6])
        match = self._matches.get(name)
        if match is not None:
            return match
        outside = self._elsewhere.get(name, ())
        return Match(reason=Reason.ELSEWHERE, choices=outside) if outside else Match(reason=Reason.UNKNOWN)

    def _by_code(self, code: str) -> Match:
        if code in self._zone_of:
            return self._zone_of[code]
        if code in self._inside:
            return _one_of({Match(now) for now in self._lineage.at(code, self._on)})
        return Match(reason=Reason.ELSEWHERE, choices=(code,)) if code in self._places else Match(reason=Reason.UNKNOWN)

    def _add_place(self, place: Place, aliases: tuple[str, ...]) -> None:
        if place.name in PLACEHOLDERS:
            return
        rank = 0 if place.holds(self._on) else 1
        habits = self._zone_habits(place) if place.statistical else ()
        for meant in map(Match, self._lineage.at(place.code, self._on)):
            for prefix in self._prefixes(place):
                self._add(prefix + place.name, rank, meant)
                for other in (*aliases, *habits):
                    self._add(prefix + other, 1, meant)
                for short in short_names(place.name):
                    self._add(prefix + short, 2, meant)

    def _add_zone(self, zone: ZoneEntry) -> None:
        city = self._places[zone.city_code]
        code = zone.statistical_code or (zone.counties[0] if len(zone.counties) == 1 else zone.city_code)
        meant = Match(code, zone=zone.id, choices=zone.counties)
        if zone.statistical_code:
            self._zone_of[zone.statistical_code] = meant
        self._add(zone.name, 0, meant)
        habits = [zone.short_name, *zone.aliases, *zone_names(zone.name, city_names=(city.name, *short_names(city.name)))]
        for prefix in self._prefixes_within(city):
            for name in [zone.name, *habits]:
                self._add(prefix + name, 1, meant)

    def _add(self, name: str, rank: int, meant: Match) -> None:
        held = self._ranked.get(name)
        if held is None or rank < held[0]:
            self._ranked[name] = (rank, {meant})
        elif rank == held[0]:
            held[1].add(meant)

    def _zone_habits(self, place: Place) -> tuple[str, ...]:
        city = self._places[place.city_code]
        return zone_names(place.name, city_names=(city.name, *short_names(city.name)))

    def _prefixes(self, place: Place) -> tuple[str, ...]:
        if place.level == Level.PROVINCE:
            return ("",)
        if place.level == Level.CITY:
            return tuple(self._called(self._places[place.province_code]))
        return self._prefixes_within(self._places[place.city_code])

    def _prefixes_within(self, city: Place) -> tuple[str, ...]:
        """What may stand before a county or zone: nothing, the city, the province, or both, each full or short."""
        provinces = list(self._called(self._places[city.province_code]))
        cities = [""] if city.name in PLACEHOLDERS else list(self._called(city))
        return tuple(province + name for province in provinces for name in cities)

    @staticmethod
    def _called(place: Place) -> Iterator[str]:
        yield ""
        yield place.name
        yield from short_names(place.name)


def _one_of(meant: set[Match]) -> Match:
    """One meaning is the match; several are ambiguous; none (a division that did not exist on that day) is unknown."""
    if len(meant) == 1:
        return next(iter(meant))
    if not meant:
        return Match(reason=Reason.UNKNOWN)
    return Match(reason=Reason.AMBIGUOUS, choices=tuple(sorted({one.code for one in meant})))
