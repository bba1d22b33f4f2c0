"""Small files made for the tests, each with one habit or one defect."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
import xlwt
from xlwt.CompoundDoc import XlsDoc

from cqo.foundation.sheets.columns import Column, column

COLUMNS: tuple[Column, ...] = (
    column("name", "企业名称", "企业名称 单位名称", required=True),
    column("code", "统一社会信用代码", "统一社会信用代码 社会信用代码", required=True),
    column("county", "所属县区", "所属县区 县区"),
    column("contact", "联系人", "联系人 联系人姓名"),
    column("phone", "联系电话", "联系电话 手机 联系人电话"),
)
HEADER = ("序号", "企业名称", "统一社会信用代码", "所属县区", "联系电话")
CODE = "91610702MAEX00010N"
OTHER_CODE = "91610722MAEX00010M"

Table = Sequence[Sequence[Any]]


def xlsx(rows: Table, *, merges: Iterable[str] = (), sheets: dict[str, Table] | None = None, hidden: Iterable[str] = ()) -> bytes:
    """A workbook of one sheet "Sheet1", or of several; `merges` like "A3:A5" on the first."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    for order, (name, table) in enumerate((sheets or {"Sheet1": rows}).items()):
        sheet = book.add_worksheet(name)
        _write(sheet, table)
        if name in hidden:
            sheet.hide()
        for merge in merges if order == 0 else ():
            first = merge.split(":")[0]
            sheet.merge_range(merge, _at(table, first))
    book.close()
    return file.getvalue()


def xls(rows: Table, *, merges: Iterable[tuple[int, int, int, int]] = ()) -> bytes:
    """A workbook of Excel 97 with one sheet; `merges` as first row, last row, first column, last column, from 0."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名册")
    covered = {(row, column) for top, bottom, left, right in merges for row in range(top, bottom + 1) for column in range(left, right + 1)}
    for row, cells in enumerate(rows):
        for position, value in enumerate(cells):
            if value is not None and (row, position) not in covered:
                sheet.write(row, position, value)
    for top, bottom, left, right in merges:
        sheet.write_merge(top, bottom, left, right, rows[top][left])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def text(rows: Table, *, encoding: str = "utf-8", delimiter: str = ",", end: str = "\r\n") -> bytes:
    """A table as text."""
    return end.join(delimiter.join(map(str, cells)) for cells in rows).encode(encoding)


def locked_xlsx() -> bytes:
    """What a program writes for a workbook with a password: a compound file with the stream EncryptedPackage."""
    stream = io.BytesIO()
    XlsDoc().save(stream, b"\x00" * 8192)
    return stream.getvalue().replace(
        "Workbook".encode("utf-16-le").ljust(64, b"\x00"), "EncryptedPackage".encode("utf-16-le").ljust(64, b"\x00")
    )


def locked_xls() -> bytes:
    """An Excel 97 workbook with a password: the record FILEPASS follows the beginning of its stream."""
    book = xlwt.Workbook()
    book.add_sheet("名册").write(0, 0, "企业名称")
    stream = book.get_biff_data()
    beginning = 4 + int.from_bytes(stream[2:4], "little")
    filepass = b"\x2f\x00\x36\x00" + b"\x01\x00\x01\x00\x01\x00" + b"\x00" * 48
    file = io.BytesIO()
    XlsDoc().save(file, stream[:beginning] + filepass + stream[beginning:])
    return file.getvalue()


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one part put in the place of another."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as repacked:
        for part in packed.namelist():
            repacked.writestr(part, content if part == name else packed.read(part))
    return file.getvalue()


def _write(sheet: Any, table: Table) -> None:
    for row, cells in enumerate(table):
        for position, value in enumerate(cells):
            if value is not None:
                sheet.write(row, position, value)


def _at(table: Table, reference: str) -> Any:
    return table[int(reference[1:]) - 1][ord(reference[0]) - ord("A")]
