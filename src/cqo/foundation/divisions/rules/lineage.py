"""Which division stands in the place of which, on a day. No Django, no database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cqo.foundation.divisions.states import Level


@dataclass(frozen=True, slots=True)
class Place:
    """A division as the list has it. Both days are included; none means "since before the list" and "until further notice"."""

    code: str
    name: str
    level: Level
    parent: str
    city_code: str
    province_code: str
    statistical: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether the division exists on a day; without a day: whether it has not been replaced."""
        if on is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class Lineage:
    """The order in which divisions followed one another."""

    def __init__(self, places: Mapping[str, Place], successions: Iterable[tuple[str, str]]) -> None:
        self._places = places
        self._after: dict[str, list[str]] = defaultdict(list)
        self._before: dict[str, list[str]] = defaultdict(list)
        for old, new in successions:
            self._after[old].append(new)
            self._before[new].append(old)

    def successors(self, code: str) -> tuple[str, ...]:
        """The divisions that stand in its place today; itself if it was never replaced."""
        return self.at(code, None)

    def predecessors(self, code: str) -> tuple[str, ...]:
        """The divisions that went into it directly, by code."""
        return tuple(sorted(self._before.get(code, ())))

    def at(self, code: str, on: date | None) -> tuple[str, ...]:
        """The divisions that stood in the place of one on a day (None: today's list), by code.

        Forwards all successors are followed; backwards only where one division became one, since a merged county was in several places.
        """
        place = self._places[code]
        if place.holds(on):
            return (code,)
        if on is not None and place.valid_from is not None and on < place.valid_from:
            before = self._before.get(code, ())
            return self.at(before[0], on) if len(before) == 1 else ()
        found = {later for new in self._after.get(code, ()) for later in self.at(new, on)}
        return tuple(sorted(found))
