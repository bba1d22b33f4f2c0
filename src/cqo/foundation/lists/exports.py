"""A selection as a workbook: its chosen columns in their order, personal data in clear only for whoever may reveal it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from cqo.foundation.access.capabilities import Can
from cqo.foundation.documents import spreadsheets
from cqo.foundation.documents.spreadsheets import Cell
from cqo.foundation.lists import keyset
from cqo.foundation.lists.selection import Selection
from cqo.foundation.lists.specs import Column
from cqo.foundation.look.templatetags.look import day

Progress = Callable[[int], None]
ROWS_AT_ONCE = 1_000


def write(selection: Selection, target: BinaryIO, *, at: datetime, progress: Progress | None = None) -> int:
    """Write every row of a selection, however many; returns how many. progress: called with the number of rows written so far."""
    title = str(selection.spec.title)
    heading = gettext("%(title)s（%(day)s导出）") % {"title": title, "day": day(at)}
    if settings.DEMO:
        heading += gettext("【示例数据，人物与企业均为虚构】")
    columns = [spreadsheets.Column(str(column.label), column.width) for column in selection.columns]
    sheet = spreadsheets.Sheet(title=title, heading=heading, columns=columns, rows=_lines(selection, progress))
    return spreadsheets.write(target, [sheet])


def file_name(selection: Selection, *, at: datetime) -> str:
    """The name an export goes by."""
    return f"{selection.spec.title}_{timezone.localtime(at):%Y%m%d_%H%M}.xlsx"


def reveals(selection: Selection) -> bool:
    """Whether personal data leaves in clear."""
    return selection.actor.may(Can.REVEAL_PERSONAL) and any(column.personal and column.export for column in selection.columns)


def _lines(selection: Selection, progress: Progress | None) -> Iterator[list[Cell]]:
    cells = [_cell(column, revealed=selection.actor.may(Can.REVEAL_PERSONAL)) for column in selection.columns]
    done = 0
    for rows in keyset.chunks(selection.rows, selection.order, size=ROWS_AT_ONCE):
        for row in rows:
            yield [cell(row) for cell in cells]
        done += len(rows)
        if progress is not None:
            progress(done)


def _cell(column: Column, *, revealed: bool) -> Callable[[Any], Cell]:
    if column.export is not None and (revealed or not column.personal):
        return column.export
    shown = column.value
    return lambda row: _plain(shown(row))


def _plain(value: Any) -> Cell:
    """What a page shows, as a cell: lazy words become text, days and numbers stay what they are."""
    return value if isinstance(value, Cell) else str(value)
