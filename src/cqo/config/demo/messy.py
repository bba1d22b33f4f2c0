"""Rosters with the habits and mistakes of real ones, for trying the import: a title over the header, other words for columns, merged
counties, full-width digits, damaged codes, totals and a note at the bottom."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter

from cqo.config.demo.cities import data
from cqo.config.demo.firms import Firm
from cqo.config.demo.officers import Officer

FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
DATES = ("%Y.%m.%d", "%Y/%m/%d", "%Y%m%d")
FIRST_ROW = 3  # below title, remark and header

Row = dict[str, Any]


def firms_table(firms: Sequence[Firm]) -> bytes:
    """A list of firms as a county keeps it, with what goes wrong in such lists."""
    return _workbook("firms", [_row(firm.cells()) for firm in firms])


def officers_table(officers: Sequence[Officer]) -> bytes:
    """A list of people with certificates, with what goes wrong in such lists and dates in several manners."""
    rows = [_row(officer.cells()) for officer in officers]
    for place, (row, officer) in enumerate(zip(rows, officers, strict=True)):
        row["issued"] = officer.issued.strftime(DATES[place % len(DATES)]) if officer.issued else ""
    return _workbook("officers", rows)


def _row(cells: Mapping[str, str]) -> Row:
    """What a roster says, with the county named even where the firm lies in a zone; `code` is the number that slips happen to."""
    return {**cells, "code": cells.get("id_number") or cells["credit_code"]}


def _workbook(kind: str, rows: Sequence[Row]) -> bytes:
    words = data("messy")[kind]
    for place, mistake in words["mistakes"].items():
        _MISTAKES[mistake](rows[int(place)], rows[int(place) - 1])
    keys = list(words["columns"])
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(words["sheet"])
        heavy = book.add_format({"bold": True, "align": "center"})
        sheet.set_column(1, len(keys), 18)
        sheet.merge_range(0, 0, 0, len(keys), words["title"], heavy)
        sheet.merge_range(1, 0, 1, len(keys), words["remark"])
        sheet.write_row(2, 0, [words["number"], *words["columns"].values()], heavy)
        for place, row in enumerate(rows):
            sheet.write_row(FIRST_ROW + place, 0, [place + 1, *(row[key] for key in keys)])
        _merge_counties(sheet, [row["division"] for row in rows], column=1 + keys.index("division"))
        bottom = FIRST_ROW + len(rows)
        sheet.write_row(bottom, 0, [words["total"], words["total_says"].format(count=len(rows))])
        sheet.merge_range(bottom + 1, 0, bottom + 1, len(keys), words["note"])
    return content.getvalue()


def _merge_counties(sheet: Any, counties: Sequence[str], *, column: int) -> None:
    first = 0
    for place in range(1, len(counties) + 1):
        if place == len(counties) or counties[place] != counties[first]:
            if place - first > 1:
                sheet.merge_range(FIRST_ROW + first, column, FIRST_ROW + place - 1, column, counties[first])
            first = place


def _full_width(row: Row, _above: Row) -> None:
    row["code"] = row["code"].translate(FULL_WIDTH)


def _spaced(row: Row, _above: Row) -> None:
    row["name"] = f"  {row['name']}\u3000"
    row["code"] = f"{row['code'][:8]} {row['code'][8:]}"


def _slip(row: Row, _above: Row) -> None:
    row["code"] = row["code"][:14] + str((int(row["code"][14]) + 1) % 10) + row["code"][15:]


def _damaged(row: Row, _above: Row) -> None:
    row["code"] = float(row["code"][:15] + "000")


def _without_name(row: Row, _above: Row) -> None:
    row["name"] = ""


def _twice(row: Row, above: Row) -> None:
    row["code"] = above["code"]


def _elsewhere(row: Row, _above: Row) -> None:
    row["division"] = data("messy")["elsewhere"]


def _half_a_phone(row: Row, _above: Row) -> None:
    row["phone" if "phone" in row else "mobile"] = data("messy")["half_a_phone"]


def _vague_date(row: Row, _above: Row) -> None:
    row["issued"] = data("messy")["vague_date"]


_MISTAKES: Mapping[str, Callable[[Row, Row], None]] = {
    "full_width": _full_width,
    "spaced": _spaced,
    "slip": _slip,
    "damaged": _damaged,
    "without_name": _without_name,
    "twice": _twice,
    "elsewhere": _elsewhere,
    "half_a_phone": _half_a_phone,
    "vague_date": _vague_date,
}
