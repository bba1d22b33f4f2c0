"""Workbooks that go out of an import: the template to fill in, and the rows to mend with the reasons beside them."""

from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from django.utils.translation import gettext as _

from cqo.foundation.documents import spreadsheets
from cqo.foundation.intake import queries, wording
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.recipes import Recipe, of
from cqo.foundation.intake.states import Verdict

MENDABLE = ("errors", "warnings", "left_out")
"""The narrowings whose rows somebody mends in a workbook."""


def write_template(recipe: Recipe, target: BinaryIO) -> None:
    """A workbook with the recipe's usual columns, all of them text, and one row that is marked as an example and never imported."""
    words = recipe.words
    columns = [column for column in recipe.columns if column.key in words.example]
    titles = [spreadsheets.Column("序号", 8, is_text=True), *(spreadsheets.Column(column.label, 24, is_text=True) for column in columns)]
    example = ["示例", *(words.example[column.key] for column in columns)]
    spreadsheets.write(target, [spreadsheets.Sheet(str(words.title), titles, [example])])


def write_rows_to_mend(batch: Batch, target: BinaryIO, *, show: str) -> int:
    """The rows of a narrowing as they were read or mended, a sheet for each of the file's (its name may tell the county), and how many.

    The columns go by the names that the platform knows, so the workbook can be mended and sent again; the reasons stand in columns it
    does not read.
    """
    recipe = of(batch.kind)
    keys = [column.key for column in recipe.columns if column.key in _read_keys(batch, show)]
    labels = {column.key: column.label for column in recipe.columns}
    columns = [spreadsheets.Column(labels[key], is_text=True) for key in keys]
    told = [
        spreadsheets.Column(str(_("【结论】")), 10),
        spreadsheets.Column(str(_("【原因】")), 48),
        spreadsheets.Column(str(_("【原文件行】")), 16),
    ]

    def lines(rows: Iterator[Row]) -> Iterator[list[spreadsheets.Cell]]:
        for row in rows:
            cells = queries.cells_of(row)
            reasons = [*wording.row_codes(row.refused), *wording.row_codes(row.warned), *wording.row_codes(row.remarks)]
            verdict = str(wording.VERDICTS[Verdict(row.verdict)])
            yield [*(cells.get(key, "") for key in keys), verdict, "；".join(reasons), f"{row.sheet}!{row.number}"]

    rows = queries.rows(batch, show=show).iterator(chunk_size=2000)
    sheets = (spreadsheets.Sheet(name, [*columns, *told], lines(group)) for name, group in groupby(rows, key=lambda row: row.sheet))
    return spreadsheets.write(target, sheets)


def _read_keys(batch: Batch, show: str) -> set[str]:
    """The columns that some of the rows fill, and those that every row needs."""
    keys = {column.key for column in of(batch.kind).columns if column.required}
    for row in queries.rows(batch, show=show).iterator(chunk_size=2000):
        keys.update(queries.cells_of(row))
    return keys
