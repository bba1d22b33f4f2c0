"""The process that reads one workbook: its bytes come in by standard input, lines of JSON go out.

    {"sheet": name, "visible": true, "height": 12, "merges": [[top, left, bottom, right], …]}   rows 1-based, columns 0-based
    {"first": 1, "rows": [["序号", "企业名称", …], …]}                              rows from number `first` on
    {"end": true}   or   {"refused": "password"}

One optional argument: how many rows of each sheet are wanted. Run by `workbooks` only.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from cqo.foundation.sheets import cells

MEMORY_LIMIT = 2**30
SECONDS_LIMIT = 300
ROWS_A_LINE = 500


def main(head: int | None) -> None:
    """Read standard input as a workbook and write its sheets."""
    for what, limit in ((resource.RLIMIT_AS, MEMORY_LIMIT), (resource.RLIMIT_CPU, SECONDS_LIMIT), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # the system's own limit is lower, or it knows none
            resource.setrlimit(what, (limit, limit))
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for sheet in workbook.sheets_metadata:
            if sheet.typ is SheetTypeEnum.WorkSheet:
                send_sheet(workbook, sheet.name, visible=sheet.visible is SheetVisibleEnum.Visible, head=head)
    except PasswordError:
        send({"refused": "password"})
    except MemoryError:
        send({"refused": "too_large"})
    except CalamineError:
        send({"refused": "damaged"})
    else:
        send({"end": True})


def send_sheet(workbook: CalamineWorkbook, name: str, *, visible: bool, head: int | None) -> None:
    """One sheet's frames; of a hidden sheet only the first."""
    if not visible:
        send({"sheet": name, "visible": False, "height": 0, "merges": []})
        return
    sheet = workbook.get_sheet_by_name(name)
    merges = [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    send({"sheet": name, "visible": True, "height": sheet.total_height, "merges": merges})
    rows = islice(rows_of(sheet), head)
    first = 1
    while part := list(islice(rows, ROWS_A_LINE)):
        send({"first": first, "rows": part})
        first += len(part)


def rows_of(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Every row from the first of the sheet on, every cell from column A on, as text."""
    if sheet.start is None:
        return
    margin = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield margin + [cells.text(value) for value in row]


def send(frame: dict[str, Any]) -> None:
    """One line to the reader."""
    print(json.dumps(frame, ensure_ascii=False, check_circular=False), flush="rows" not in frame)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
