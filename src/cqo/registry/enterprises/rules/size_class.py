"""How large an enterprise is, as statistics count it. Advice on both questions: the statistics bureau's own lists decide.

Size class: 统计上大中小微型企业划分办法（2017）（国统字〔2017〕213号）.
Above designated size: the reporting thresholds of the statistics bureau by year.
Values in, a class or a verdict out; None where the facts or the code do not settle it. No Django, no database.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from cqo.foundation.industries.states import DIVISIONS, SECTION_OF, Section

FEN_PER_10_000_YUAN = 1_000_000

_CODE = re.compile(r"(?P<section>[A-T])?(?P<digits>\d{2,4})?")


class SizeClass(StrEnum):
    """大型、中型、小型、微型."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


_BY_RANK = (SizeClass.LARGE, SizeClass.MEDIUM, SizeClass.SMALL, SizeClass.MICRO)


@dataclass(frozen=True)
class SizeRow:
    """A row of the 2017 table: for each indicator that counts, the lower bounds of large, medium and small. Money in 10,000 yuan."""

    codes: tuple[str, ...]
    employees: tuple[int, int, int] | None = None
    revenue: tuple[int, int, int] | None = None
    assets: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class ThresholdRow:
    """From a year on, the revenue (10,000 yuan) from which an enterprise of these industries is above designated size.

    or_state_owned: state-owned enterprises count whatever their revenue. by_qualification: those with a contractor's qualification count.
    all_active: every one that works counts.
    """

    codes: tuple[str, ...]
    since: int
    revenue: int = 0
    until: int | None = None
    or_state_owned: bool = False
    by_qualification: bool = False
    all_active: bool = False


def _through(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"{number:02d}" for number in range(first, last + 1))


_INDUSTRY = _through(6, 46)

# G53 railways, J finance (rules of its own), K704, P83, Q84, S and T are not covered by the table.
SIZE_TABLE = (
    SizeRow(_through(1, 5), revenue=(20_000, 500, 50)),
    SizeRow(_INDUSTRY, employees=(1_000, 300, 20), revenue=(40_000, 2_000, 300)),
    SizeRow(_through(47, 50), revenue=(80_000, 6_000, 300), assets=(80_000, 5_000, 300)),
    SizeRow(("51",), employees=(200, 20, 5), revenue=(40_000, 5_000, 1_000)),
    SizeRow(("52",), employees=(300, 50, 10), revenue=(20_000, 500, 100)),
    SizeRow((*_through(54, 58), "591"), employees=(1_000, 300, 20), revenue=(30_000, 3_000, 200)),
    SizeRow(("592", "593", "594", "595", "596", "599"), employees=(200, 100, 20), revenue=(30_000, 1_000, 100)),
    SizeRow(("60",), employees=(1_000, 300, 20), revenue=(30_000, 2_000, 100)),
    SizeRow(("61", "62"), employees=(300, 100, 10), revenue=(10_000, 2_000, 100)),
    SizeRow(("63", "64"), employees=(2_000, 100, 10), revenue=(100_000, 1_000, 100)),
    SizeRow(("65",), employees=(300, 100, 10), revenue=(10_000, 1_000, 50)),
    SizeRow(("701",), revenue=(200_000, 1_000, 100), assets=(10_000, 5_000, 2_000)),
    SizeRow(("702",), employees=(1_000, 300, 100), revenue=(5_000, 1_000, 500)),
    SizeRow(("71", "72"), employees=(300, 100, 10), assets=(120_000, 8_000, 100)),
    SizeRow(("703", "709", *_through(73, 82), "85", *_through(86, 90)), employees=(300, 100, 10)),
)

# Service thresholds are those in the sources since 2020; what held for services before is not in them.
THRESHOLDS = (
    ThresholdRow(_INDUSTRY, since=1998, until=2006, revenue=500, or_state_owned=True),
    ThresholdRow(_INDUSTRY, since=2007, until=2010, revenue=500),
    ThresholdRow(_INDUSTRY, since=2011, revenue=2_000),
    ThresholdRow(_through(47, 50), since=2011, by_qualification=True),
    ThresholdRow(("51",), since=2011, revenue=2_000),
    ThresholdRow(("52",), since=2011, revenue=500),
    ThresholdRow(("61", "62"), since=2011, revenue=200),
    ThresholdRow(("701",), since=2011, all_active=True),
    ThresholdRow((*_through(53, 60), *_through(63, 65), *_through(76, 79), "84"), since=2020, revenue=2_000),
    ThresholdRow(("702", "703", "704", "709", *_through(71, 75), "83"), since=2020, revenue=1_000),
    ThresholdRow((*_through(80, 82), "85", *_through(86, 90)), since=2020, revenue=500),
)

Row = TypeVar("Row", SizeRow, ThresholdRow)
Verdict = TypeVar("Verdict")


def size_class(industry_code: str, *, employees: int | None, revenue_fen: int | None, assets_fen: int | None) -> SizeClass | None:
    """The class by the 2017 table: large, medium and small need all lower bounds or fall one class; micro needs only one (附件注).

    industry_code: section, division, group or class of GB/T 4754 ("C", "C37", "37", "C3714"). K70 and G59 hold several rows of the
    table: without a third digit the class is given where all of these rows agree.
    None if the table does not cover the code, or a missing figure could change it.
    """

    def classed(row: SizeRow) -> SizeClass | None:
        return _lowest(
            (row.employees, employees, 1), (row.revenue, revenue_fen, FEN_PER_10_000_YUAN), (row.assets, assets_fen, FEN_PER_10_000_YUAN)
        )

    return _agreed(_size_rows(industry_code), classed)


def meets_designated_size(
    industry_code: str, *, year: int, revenue_fen: int | None, qualified: bool | None = None, state_owned: bool | None = None
) -> bool | None:
    """Whether the figures of a year reach the threshold of 规模以上 / 限额以上 then in force. The list of the statistics bureau decides.

    qualified: for construction, whether it holds a contractor's qualification (总承包/专业承包).
    state_owned: asked for industry before 2007.
    None if there is no threshold for the code and year, or a fact that decides it is missing.
    """
    in_force = [row for row in THRESHOLDS if row.since <= year and (row.until is None or year <= row.until)]

    def reached(row: ThresholdRow) -> bool | None:
        if row.all_active:
            return True
        if row.by_qualification:
            return qualified
        if row.or_state_owned and state_owned:
            return True
        if revenue_fen is None:
            return None
        if revenue_fen >= row.revenue * FEN_PER_10_000_YUAN:
            return True
        return None if row.or_state_owned and state_owned is None else False

    return _agreed(_rows_for(industry_code, in_force), reached)


def _lowest(*indicators: tuple[tuple[int, int, int] | None, int | None, int]) -> SizeClass | None:
    """The lowest class that any counted indicator (bounds, figure, figure's units to one of the bounds') gives.

    A micro one settles it even while another figure is missing.
    """
    ranks = [
        None if figure is None else sum(figure < bound * unit for bound in bounds)
        for bounds, figure, unit in indicators
        if bounds is not None
    ]
    known = [rank for rank in ranks if rank is not None]
    micro = len(_BY_RANK) - 1
    if micro in known:
        return SizeClass.MICRO
    return _BY_RANK[max(known)] if known and len(known) == len(ranks) else None


def _agreed(rows: list[Row], verdict: Callable[[Row], Verdict | None]) -> Verdict | None:
    """The verdict that all rows give, if they do."""
    verdicts = [verdict(row) for row in rows]
    return verdicts[0] if verdicts and all(other == verdicts[0] for other in verdicts) else None


@lru_cache(maxsize=1024)
def _size_rows(industry_code: str) -> list[SizeRow]:
    return _rows_for(industry_code, SIZE_TABLE)


def _rows_for(industry_code: str, table: Iterable[Row]) -> list[Row]:
    """The rows a code may fall under: those of a wider code that contain it, and those of its parts. None for what is no code."""
    found = _CODE.fullmatch(industry_code)
    if not found or not industry_code:
        return []
    section, digits = found["section"], found["digits"]
    if digits and section and SECTION_OF.get(digits[:2]) != section:
        return []
    wanted = (digits,) if digits else DIVISIONS[Section(section)]
    return [row for row in table if any(one.startswith(code) or code.startswith(one) for one in wanted for code in row.codes)]
