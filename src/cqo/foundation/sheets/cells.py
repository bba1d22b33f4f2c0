"""The text of one cell, whatever type the spreadsheet gave it."""

import unicodedata
from datetime import date, datetime, time, timedelta

Value = str | float | bool | date | datetime | time | timedelta

EXACT_BELOW = 10**15  # a spreadsheet keeps fifteen digits of a number


def text(value: Value) -> str:
    """A cell as text: whole numbers without ".0" or exponent, days as 2017-05-20, nothing invisible, no space at the ends.

    A number of sixteen digits or more has lost some: it keeps its exponent, so that whoever reads an id from it sees the damage.

    >>> text(13912345678.0), text(6.10729197406105e17), text(42875.0), text("　汉台区\\u200b ")
    ('13912345678', '6.10729197406105E+17', '42875', '汉台区')
    """
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes") if value.time() != time.min else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def tidy(typed: str) -> str:
    """Text without invisible marks, every run of other spaces and line breaks made one space.

    >>> tidy("县\\n(区)\\u3000"), tidy('="91610702MAEX00010N"')
    ('县 (区)', '91610702MAEX00010N')
    """
    stripped = typed.strip()
    if stripped.startswith('="') and stripped.endswith('"'):
        stripped = stripped[2:-1].strip()
    if stripped.isprintable() and "  " not in stripped:
        return stripped
    kept = (mark for mark in stripped if mark.isspace() or unicodedata.category(mark) not in {"Cc", "Cf"})
    return " ".join("".join(kept).split())


def _number(value: float) -> str:
    if abs(value) >= EXACT_BELOW:
        digits, exponent = f"{value:.14E}".split("E")
        return f"{digits.rstrip('0').rstrip('.')}E{exponent}"
    if value == int(value):
        return str(int(value))
    return f"{value:.15g}"
