"""Rows of a table that are no data: totals, notes and signatures at the bottom, examples, the header again, the numbering of columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cqo.foundation.sheets.columns import Header
from cqo.foundation.sheets.workbooks import Merge

WIDE = 3  # a text over so many merged columns is a remark
_OF_WHAT = "本页|本表|以上|全[省市县区]|各[县区市]+|[^0-9]{1,6}[县区市]"
_TOTAL = re.compile(rf"(?:{_OF_WHAT})?(?:合计|小计|总计|共计|累计|总数)(?:[:：]?(?:共?[0-9]+[家户人个名]?)?)?")
_SIGNED = "备注|说明|填表|填报|审核|制表|审批|报送|单位负责|负责人签|联系人|统计|经办|盖章|日期|附"
_NOTE = re.compile(rf"注(?:[:：0-9１-９]|$)|(?:{_SIGNED})[^:：]{{0,8}}[:：]|[(（]?(?:盖章|公章|签字)|※")
_EXAMPLE = re.compile(r"(?:例|示例|样例|填写示例|填报示例|举例|例如)(?:[:：0-9].*)?")
_ORDINALS = frozenset("甲乙丙丁戊己庚辛壬癸ABCDEFGHIJKLMNOPQRSTUVWXYZ") | {"栏次", "—", "-"}


class Why(StrEnum):
    """Why a sheet or a row is not read."""

    HIDDEN_SHEET = "hidden_sheet"
    NO_HEADER = "no_header"
    TOTAL = "total"
    NOTE = "note"
    EXAMPLE = "example"
    REPEATED_HEADER = "repeated_header"
    NUMBERING = "numbering"


def wide_rows(merges: Sequence[Merge]) -> dict[int, set[int]]:
    """The rows that hold cells merged over many columns, each with where those cells begin."""
    rows: dict[int, set[int]] = {}
    for merge in merges:
        if merge.right - merge.left + 1 >= WIDE and merge.bottom - merge.top < 100:
            for number in range(merge.top, merge.bottom + 1):
                rows.setdefault(number, set()).add(merge.left)
    return rows


@dataclass(frozen=True)
class Look:
    """What is known of a table when its rows are looked at: its first row, the positions that are read, its headers, its wide cells."""

    first_row: int
    picks: Sequence[int]
    headers: Sequence[Header]
    wide: Mapping[int, set[int]]

    def why_aside(self, number: int, cells: list[str], *, complete: bool) -> Why | None:
        """Why a row is no data, or None. One with every required cell (`complete`) is data, unless it is an example or the header again."""
        first = next(filter(None, cells), "")
        if _EXAMPLE.fullmatch(first):
            return Why.EXAMPLE
        if (number == self.first_row or first in _ORDINALS) and _numbers_columns(cells):
            return Why.NUMBERING
        if complete:
            return Why.REPEATED_HEADER if self._is_header(cells) else None
        if not first:
            return None
        if _TOTAL.fullmatch("".join(first.split())):
            return Why.TOTAL
        if _NOTE.match(first) or self._is_wide(number, cells) or self._has_only_words(cells):
            return Why.NOTE
        return None

    def _is_header(self, cells: list[str]) -> bool:
        return all(cells[header.position] == header.text for header in self.headers if header.position < len(cells))

    def _is_wide(self, number: int, cells: list[str]) -> bool:
        """Whether the only text of the row stands in a wide cell."""
        if number not in self.wide or sum(map(bool, cells)) != 1:
            return False
        return any(left < len(cells) and cells[left] for left in self.wide[number])

    def _has_only_words(self, cells: list[str]) -> bool:
        """Whether nothing stands in any column that is read, yet more than a serial number beside them."""
        return not any(cells[position] for position in self.picks) and any(text and not text.isdecimal() for text in cells)


def _numbers_columns(cells: list[str]) -> bool:
    """Whether a row only numbers the columns: 甲, 乙, 1, 2, 3 …, the figures counting on by one."""
    written = [text for text in cells if text]
    figures = [text for text in written if text not in _ORDINALS]
    if len(written) < 2 or not all(text.isdecimal() for text in figures):
        return False
    first = int(figures[0]) if figures else 0
    return figures == [str(first + step) for step in range(len(figures))]
