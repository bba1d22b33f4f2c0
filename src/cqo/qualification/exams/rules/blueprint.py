"""Draw a paper from the bank by a blueprint: how many questions of which unit and kind, worth how much. No question twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from cqo.qualification.exams.states import QuestionKind

ANY_UNIT = "*"
_ORDER = list(QuestionKind)


@dataclass(frozen=True)
class Line:
    """So many questions of a kind out of a unit (ANY_UNIT: out of all), each worth so many tenths of a point."""

    unit: str
    kind: QuestionKind
    count: int
    points_tenths: int


@dataclass(frozen=True)
class InPool:
    """A question that may be drawn."""

    key: UUID
    unit: str
    kind: QuestionKind


@dataclass(frozen=True)
class Drawn:
    """A question that was drawn, and what it is worth."""

    key: UUID
    points_tenths: int


@dataclass(frozen=True)
class Short:
    """A line that the pool cannot fill: how many there are for it."""

    line: Line
    has: int


def draw(lines: Sequence[Line], pool: Sequence[InPool], *, chance: Random) -> tuple[list[Drawn], list[Short]]:
    """Questions for every line, by kind and then as drawn; and the lines for which there are too few (then nothing is to be used).

    Lines of one unit are served first, so that a line out of all units takes what they leave.
    """
    left = list(pool)
    drawn: list[tuple[int, Drawn]] = []
    short: list[Short] = []
    for line in sorted(lines, key=lambda each: (each.unit == ANY_UNIT, _ORDER.index(each.kind), each.unit)):
        fitting = [each for each in left if each.kind == line.kind and line.unit in (ANY_UNIT, each.unit)]
        if len(fitting) < line.count:
            short.append(Short(line, len(fitting)))
            continue
        chosen = chance.sample(fitting, line.count)
        taken = {each.key for each in chosen}
        left = [each for each in left if each.key not in taken]
        drawn += [(_ORDER.index(line.kind), Drawn(each.key, line.points_tenths)) for each in chosen]
    return [each for _order, each in sorted(drawn, key=lambda found: found[0])], short


def shuffled(places: Sequence[int], *, seed: str) -> list[int]:
    """The places of a paper in an order that anybody can work out again from the seed (an attempt's key)."""
    order = list(places)
    Random(seed).shuffle(order)  # noqa: S311  (an order, no secret)
    return order
