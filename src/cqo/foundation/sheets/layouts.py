"""Where the table begins on a sheet: the header row under its titles, with a second row of headers under merged ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cqo.foundation.sheets.columns import Column, Header, certain_matches, match
from cqo.foundation.sheets.workbooks import Merge, RawRow

SEARCHED_ROWS = 30
SHOWN_ROWS = 3
ENOUGH = 2  # columns named without doubt; a single one may stand in a title


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet's table: `header_row` as the program numbers it, the titles above, and a few rows below for a person who corrects it."""

    sheet: str
    header_row: int
    headers: tuple[Header, ...]
    titles: tuple[str, ...]
    missing: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]

    @property
    def positions(self) -> dict[str, int]:
        """The position of every column that was found."""
        return {header.key: header.position for header in self.headers if header.key}


def find(
    sheet: str, rows: Sequence[RawRow], merges: Sequence[Merge], columns: Sequence[Column], mapping: Mapping[str, str] | None = None
) -> Layout | None:
    """The layout of a sheet with these first rows, or None where no row names two columns. Of equal rows the upper one is the header."""
    best: tuple[int, int, list[str], int] | None = None
    for index in range(min(len(rows), SEARCHED_ROWS)):
        for texts, depth in _readings(rows, index, merges):
            named = certain_matches(texts, columns, mapping=mapping)
            if named >= ENOUGH and (best is None or named > best[0]):
                best = (named, index, texts, depth)
    if best is None:
        return None
    _, index, texts, depth = best
    headers = match(texts, columns, mapping=mapping)
    found = {header.key for header in headers}
    below = rows[index + depth : index + depth + SHOWN_ROWS]
    return Layout(
        sheet=sheet,
        header_row=rows[index + depth - 1][0],
        headers=headers,
        titles=tuple(text for _, above in rows[:index] for text in above if text),
        missing=tuple(column.key for column in columns if column.required and column.key not in found),
        sample=tuple(tuple(cells) for _, cells in below),
    )


def _readings(rows: Sequence[RawRow], index: int, merges: Sequence[Merge]) -> list[tuple[list[str], int]]:
    """A row read as the header, and where headers are merged over several columns, together with the row of names beneath them."""
    number, cells = rows[index]
    readings = [(cells, 1)]
    over = [merge for merge in merges if merge.top == merge.bottom == number and merge.right > merge.left]
    if not over or index + 1 == len(rows):
        return readings
    beneath = rows[index + 1][1]
    tops = {position: cells[merge.left] for merge in over for position in range(merge.left, min(merge.right + 1, len(cells)))}
    named = {position for position, text in enumerate(beneath) if text}
    if len(tops) < len(cells) and named and named <= tops.keys():
        together = [tops.get(position, text) + beneath[position] if position in tops else text for position, text in enumerate(cells)]
        readings.append((together, 2))
    return readings
