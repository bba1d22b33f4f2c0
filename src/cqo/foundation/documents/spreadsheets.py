"""Tables out: workbooks that open clean in every spreadsheet program, and CSV.

Text is written as text, always: a cell that begins with = + - @ runs nothing, an 18-digit code keeps its last digits, 007 keeps its zeros.
Rows may come from a generator; memory does not grow with their number.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO
from unicodedata import east_asian_width

import xlsxwriter
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | Decimal | bool | date | datetime | None

ROWS_PER_SHEET = 1_000_000
LONGEST_TEXT = 32_767
MOST_EXACT_DIGITS = 10**15  # a spreadsheet keeps 15 digits of a number
MEASURED_ROWS = 100
NARROWEST, WIDEST = 8, 50

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column:
    """A column's title, and its width in characters where the first rows should not decide it.

    is_text: what somebody types below stays text too (the last digits of an 18-digit code).
    """

    title: str
    width: float | None = None
    is_text: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table of one worksheet: its name on the tab, an optional heading line above the table, the columns, and the rows as they come."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    heading: str = ""


@dataclass
class _Formats:
    heading: Format
    header: Format
    text: Format
    day: Format
    moment: Format
    titles: set[str] = field(default_factory=set)


def write(target: str | Path | BinaryIO, sheets: Iterable[Sheet]) -> int:
    """Write a workbook (xlsx) and return how many rows went into it.

    Each sheet has a frozen header with filters. More rows than a sheet holds run on in a further sheet.
    """
    options = {"constant_memory": True, "tmpdir": str(settings.SPOOL), "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
    formats = _formats(workbook)
    written = 0
    try:
        for sheet in sheets:
            rows = iter(sheet.rows)
            while True:
                count = _write_sheet(workbook, formats, sheet, islice(rows, ROWS_PER_SHEET))
                written += count
                following = next(rows, None) if count == ROWS_PER_SHEET else None
                if following is None:
                    break
                rows = chain([following], rows)
    finally:
        workbook.close()
    return written


def _formats(workbook: Workbook) -> _Formats:
    return _Formats(
        heading=workbook.add_format({"bold": True, "font_size": 14, "align": "left", "valign": "vcenter"}),
        header=workbook.add_format({"bold": True, "bg_color": "#E8EEF7", "bottom": 1, "valign": "vcenter", "num_format": "@"}),
        text=workbook.add_format({"num_format": "@"}),
        day=workbook.add_format({"num_format": 'yyyy"年"m"月"d"日"', "align": "left"}),
        moment=workbook.add_format({"num_format": 'yyyy"年"m"月"d"日" hh:mm', "align": "left"}),
    )


def _write_sheet(workbook: Workbook, formats: _Formats, sheet: Sheet, rows: Iterator[Sequence[Cell]]) -> int:
    worksheet = workbook.add_worksheet(_tab_name(sheet.title, formats.titles))
    header = 0
    if sheet.heading:
        worksheet.set_row(0, 28)
        worksheet.write_string(0, 0, _printable(sheet.heading), formats.heading)
        header = 1
    worksheet.set_row(header, 22)
    for place, column in enumerate(sheet.columns):
        worksheet.write_string(header, place, _printable(column.title), formats.header)
    first = list(islice(rows, MEASURED_ROWS))
    _set_widths(worksheet, formats, sheet.columns, first)
    line = header
    for line, row in enumerate(chain(first, rows), start=header + 1):
        for place, cell in enumerate(row):
            _write_cell(worksheet, formats, line, place, cell)
    worksheet.freeze_panes(header + 1, 0)
    if sheet.columns:
        worksheet.autofilter(header, 0, line, len(sheet.columns) - 1)
    return line - header


def _write_cell(worksheet: Worksheet, formats: _Formats, line: int, place: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        cell = gettext("是") if cell else gettext("否")
    elif isinstance(cell, datetime):
        local = timezone.localtime(cell) if timezone.is_aware(cell) else cell
        worksheet.write_datetime(line, place, local.replace(tzinfo=None), formats.moment)
        return
    elif isinstance(cell, date):
        worksheet.write_datetime(line, place, cell, formats.day)
        return
    elif isinstance(cell, int | float | Decimal) and -MOST_EXACT_DIGITS < cell < MOST_EXACT_DIGITS:
        worksheet.write_number(line, place, cell)
        return
    worksheet.write_string(line, place, _printable(str(cell)), formats.text)


def _set_widths(worksheet: Worksheet, formats: _Formats, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    for place, column in enumerate(columns):
        cells: list[Cell] = [column.title, *(row[place] for row in rows if place < len(row))]
        width = column.width or min(max([NARROWEST, *(_width(cell) + 2 for cell in cells)]), WIDEST)
        worksheet.set_column(place, place, width, formats.text if column.is_text else None)


def _width(cell: Cell) -> int:
    if isinstance(cell, datetime):
        return 20
    if isinstance(cell, date):
        return 14
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in str(cell if cell is not None else ""))


def _tab_name(title: str, taken: set[str]) -> str:
    """A name that a tab may have: at most 31 characters, none of []:*?/\\, no quote at an end, different from the others."""
    stem = _NOT_IN_A_SHEET_NAME.sub(" ", _printable(title)).strip().strip("'") or "Sheet"
    name, number = stem[:31], 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem[: 31 - len(f'（{number}）')]}（{number}）"
    taken.add(name.casefold())
    return name


def _printable(text: str) -> str:
    return _NOT_IN_XML.sub("", text)[:LONGEST_TEXT]


def csv_lines(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of a CSV in UTF-8: a byte order mark first, so that spreadsheet programs read the Chinese right.

    A text that a spreadsheet program would run as a formula gets an apostrophe before it.
    """
    yield "\ufeff" + _csv_line([column.title for column in columns])
    for row in rows:
        yield _csv_line(row)


def _csv_line(row: Sequence[Cell]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_csv_cell(cell) for cell in row])
    return line.getvalue()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return gettext("是") if cell else gettext("否")
    if isinstance(cell, datetime):
        local = timezone.localtime(cell) if timezone.is_aware(cell) else cell
        return f"{local:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float | Decimal):
        return str(cell)
    text = _printable(cell)
    return "'" + text if text.startswith(_STARTS_A_FORMULA) else text
