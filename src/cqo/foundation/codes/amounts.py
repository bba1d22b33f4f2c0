"""Counts, money, measures and yes-or-no answers as people write them in a table."""

import re
from collections.abc import Collection
from decimal import Decimal

from cqo.foundation.codes import typed

FEN_PER_YUAN = 100
FEN_PER_WAN_YUAN = 1_000_000
FEN_PER_YI_YUAN = 10_000_000_000

_TIMES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_NUMBER = r"([0-9]{1,15}(?:\.[0-9]{1,6})?|[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?)"
_SCALE = r"(百万|千万|百|千|万|亿)?"
_COUNT = re.compile(rf"(?:约|大约|近|共|共计|≈|~)?{_NUMBER}{_SCALE}[余多]?(?:人|名|个|家|户|位)?(?:左右|以上)?")
_MONEY = re.compile(rf"(?:约|人民币|¥|RMB)*(-?){_NUMBER}{_SCALE}(元)?(?:人民币|左右)?")
_MEASURE = re.compile(rf"(-?){_NUMBER}(?:学时|课时|小时|分|年|个?H)?")
_YES = frozenset({"是", "有", "对", "√", "✓", "✔", "☑", "Y", "YES", "TRUE", "T", "1", "●", "■"})
_NO = frozenset({"否", "无", "没有", "不是", "×", "✗", "✘", "X", "N", "NO", "FALSE", "F", "0", "☐", "□"})


def count(text: str) -> int | None:
    """A number of people or things; None where there is none or it is a span.

    >>> count("约50人"), count("1,200"), count("50-100")
    (50, 1200, None)
    """
    found = _COUNT.fullmatch(typed.plain(text))
    if not found:
        return None
    value = Decimal(found[1].replace(",", "")) * _TIMES[found[2] or ""]
    return int(value) if value == int(value) else None


def fen(text: str, *, unit: int) -> int | None:
    """Money in fen; `unit` is the column's unit in fen and holds unless the cell names its own.

    >>> fen("3,200.5", unit=FEN_PER_WAN_YUAN), fen("1.2亿元", unit=FEN_PER_WAN_YUAN)
    (3200500000, 12000000000)
    """
    found = _MONEY.fullmatch(typed.plain(text))
    if not found:
        return None
    sign, digits, scale, yuan = found.groups()
    factor = FEN_PER_YUAN * _TIMES[scale or ""] if scale or yuan else unit
    value = Decimal(digits.replace(",", "")) * factor
    return int(-value if sign else value)


def tenths(text: str) -> int | None:
    """Hours, points or years as a whole number of tenths; None where it cannot be read or is finer than that.

    >>> tenths("24学时"), tenths("88.5分"), tenths("合格")
    (240, 885, None)
    """
    found = _MEASURE.fullmatch(typed.plain(text))
    if not found:
        return None
    value = Decimal(found[2].replace(",", "")) * 10
    return int(-value if found[1] else value) if value == int(value) else None


def yes_or_no(text: str, *, yes: Collection[str] = (), no: Collection[str] = ()) -> bool | None:
    """A tick, a word or a flag; `yes` and `no` add the words of one column. None where it says neither.

    >>> yes_or_no("√"), yes_or_no("规上", yes={"规上"}), yes_or_no("")
    (True, True, None)
    """
    answer = typed.plain(text)
    if answer in _YES or answer in yes:
        return True
    if answer in _NO or answer in no:
        return False
    return None
