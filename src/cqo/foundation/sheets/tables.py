"""The rows of a file's tables, keyed by column, with what was left out and why.

    reading = tables.read(path, COLUMNS)
    for row in reading: ...          # Row(sheet, number, cells, typed)
    reading.layouts, reading.left_out

Hidden sheets are not read and told; so are totals, notes, examples, repeated headers and numbering rows (`asides`). Merged cells fill down
over the rows they span.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from cqo.foundation.sheets import asides, layouts, workbooks
from cqo.foundation.sheets.asides import Why
from cqo.foundation.sheets.columns import Column
from cqo.foundation.sheets.layouts import Layout
from cqo.foundation.sheets.refusals import NotATable, Reason
from cqo.foundation.sheets.workbooks import RawRow, RawSheet

Source = bytes | Path | BinaryIO


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was not read, told to the person who sent the file; `number` is None for a whole sheet."""

    sheet: str
    number: int | None
    why: Why
    text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data: its number as the spreadsheet program shows it, its cells by column key, and all its cells as they stand."""

    sheet: str
    number: int
    cells: dict[str, str]
    typed: list[str]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file holds, before its rows are read. `height`: the rows below its headers, nearly the number of its data rows."""

    layouts: tuple[Layout, ...]
    left_out: tuple[LeftOut, ...]
    height: int


@dataclass
class Reading:
    """The rows of one file, once, in order. `layouts` and `left_out` are complete when the rows have been read; close() ends it early."""

    columns: Sequence[Column]
    mapping: Mapping[str, str] | None
    sheets: Generator[RawSheet, None, None]
    layouts: list[Layout] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rows = self._all_rows()
        first = next(self._rows, None)
        if not self.layouts:
            raise NotATable(Reason.NO_HEADER)
        self._rows = chain([] if first is None else [first], self._rows)

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def close(self) -> None:
        """End the reading; the rows that are left are not read."""
        self.sheets.close()

    def _all_rows(self) -> Iterator[Row]:
        for sheet in self.sheets:
            located = _locate(sheet, self.columns, self.mapping)
            if isinstance(located, LeftOut):
                self.left_out.append(located)
            elif located:
                layout, below = located
                self.layouts.append(layout)
                yield from _data_rows(layout, below, sheet, self.columns, self.left_out)


def read(source: Source, columns: Sequence[Column], *, mapping: Mapping[str, str] | None = None) -> Reading:
    """The rows of every visible sheet that has a table.

    source: the file's bytes, a path, or an open binary file. mapping: a person's corrections, header text → column key ("" for none).
    Raises NotATable, here for a file that is none, while iterating for one that breaks off.
    """
    return Reading(columns, mapping, workbooks.sheets(_bytes(source)))


def survey(source: Source, columns: Sequence[Column], *, mapping: Mapping[str, str] | None = None) -> Survey:
    """The sheets, their guessed columns and a few rows of each, from the beginning of every sheet only.

    Raises NotATable, no_header where no sheet has a table.
    """
    found: list[Layout] = []
    left_out: list[LeftOut] = []
    height = 0
    for sheet in workbooks.sheets(_bytes(source), head=layouts.SEARCHED_ROWS + layouts.SHOWN_ROWS + 1):
        located = _locate(sheet, columns, mapping)
        if isinstance(located, LeftOut):
            left_out.append(located)
        elif located:
            found.append(located[0])
            height += max(0, sheet.height - located[0].header_row)
    if not found:
        raise NotATable(Reason.NO_HEADER)
    return Survey(tuple(found), tuple(left_out), height)


def _bytes(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source
    return source.read_bytes() if isinstance(source, Path) else source.read()


def _locate(
    sheet: RawSheet, columns: Sequence[Column], mapping: Mapping[str, str] | None
) -> tuple[Layout, Iterator[RawRow]] | LeftOut | None:
    """The table of a sheet and the rows below its header; what is told of a sheet without one; None for an empty sheet."""
    if not sheet.visible:
        return LeftOut(sheet.name, None, Why.HIDDEN_SHEET)
    beginning = list(islice(sheet.rows, layouts.SEARCHED_ROWS + layouts.SHOWN_ROWS + 1))
    layout = layouts.find(sheet.name, beginning, sheet.merges, columns, mapping)
    if layout is None:
        return LeftOut(sheet.name, None, Why.NO_HEADER) if any(any(cells) for _, cells in beginning) else None
    return layout, chain((row for row in beginning if row[0] > layout.header_row), sheet.rows)


def _data_rows(
    layout: Layout, below: Iterator[RawRow], sheet: RawSheet, columns: Sequence[Column], left_out: list[LeftOut]
) -> Iterator[Row]:
    """The rows of a table that are data, merged cells filled down; the others are added to `left_out`, empty rows to nothing."""
    positions = layout.positions
    picks = tuple(positions.items())
    width = max(positions.values()) + 1
    required = [positions[column.key] for column in columns if column.required and column.key in positions]
    look = asides.Look(
        first_row=layout.header_row + 1, picks=tuple(positions.values()), headers=layout.headers, wide=asides.wide_rows(sheet.merges)
    )
    starts = _falling(sheet)
    filling: dict[int, tuple[int, str]] = {}
    for number, cells in below:
        if len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        if number in starts:
            filling.update((left, (bottom, cells[left])) for left, bottom in starts[number] if left < len(cells))
        complete = all(cells[position] for position in required)
        why = look.why_aside(number, cells, complete=complete)
        if why is not None:
            left_out.append(LeftOut(layout.sheet, number, why, next(filter(None, cells))))
        elif any(cells[position] for _, position in picks):
            filled = _filled(cells, number, filling) if filling else cells
            yield Row(layout.sheet, number, {key: filled[position] for key, position in picks}, cells)


def _falling(sheet: RawSheet) -> dict[int, list[tuple[int, int]]]:
    """Merged ranges of more than one row by the row they start in: first column, last row."""
    starts: dict[int, list[tuple[int, int]]] = {}
    for merge in sheet.merges:
        if merge.bottom > merge.top:
            starts.setdefault(merge.top, []).append((merge.left, merge.bottom))
    return starts


def _filled(cells: list[str], number: int, filling: dict[int, tuple[int, str]]) -> list[str]:
    """The row with the values of merged cells from above; ranges that have ended are forgotten."""
    filled = list(cells)
    for position, (bottom, text) in list(filling.items()):
        if number > bottom:
            del filling[position]
        elif not filled[position]:
            filled[position] = text
    return filled
