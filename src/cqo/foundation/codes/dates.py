"""Every habit of writing a date that rosters show, and the refusal to guess where two readings are possible.

2017年5月3日, 2017.5.3, 2017/05/03, 2017-5-3 0:00, 20170503, 170503, 17.5.3, 17年5月3日, 二〇一七年五月三日 and 42858 (a serial
number of spreadsheets) are one day; 2017年5月, 2017-05 and 201705 are a month, which stands as its first day and says so.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from cqo.foundation.codes import typed

FIRST_YEAR, LAST_YEAR = 1900, 2099
TWO_DIGIT_YEARS_FROM = 1950  # 50 to 99 are 1950 to 1999, 00 to 49 are 2000 to 2049
_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of the 1900 date system for every day after 1900-02-28
_SERIALS = range(18264, 73051)  # 1950-01-01 to 2099-12-31: five digits that are nobody's year and month

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_TIME = re.compile(r"(?:T|\s+)[0-9]{1,2}:[0-9]{2}.*$", re.DOTALL)
_ASIDE = re.compile(r"\([^()]*\)$|(?:星期|周)[一二三四五六日天]$")
_TEN_DIGITS = ("〇零○OΟ0", "一壹元", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_NUMERALS = {mark: value for value, marks in enumerate(_TEN_DIGITS) for mark in marks}
_SPELT = re.compile(rf"[{''.join(_NUMERALS)}十拾廿卅]+(?=[年月日号])")
_SEPARATORS = re.compile(r"[年月./\\,、。·\s-]+")
_DAY = re.compile(r"([0-9]{4}|[0-9]{2})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_DAY_LAST_YEAR = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})", re.ASCII)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})", re.ASCII)
_SHORT_MONTH = re.compile(r"([0-9]{2})-([0-9]{1,2})", re.ASCII)
_CUT_OCTOBER = re.compile(r"[0-9]{4}\.1", re.ASCII)


class Written(NamedTuple):
    """A date as it was written: a month without a day stands as its first day."""

    day: date
    month_only: bool = False


def read(text: str) -> date | None:
    """The day a text names (the first of a month named alone), or None where no single day or month can be read.

    >>> read("2017.5.3"), read("二〇一七年五月三日"), read("42875"), read("上半年")
    (datetime.date(2017, 5, 3), datetime.date(2017, 5, 3), datetime.date(2017, 5, 20), None)
    """
    found = written(text)
    return found.day if found else None


def written(text: str) -> Written | None:
    """The date a text names, and whether only its month was given; None for a year alone, a span, or words.

    "2017.1" is refused: a spreadsheet that took 2017.10 for a number shows the same.
    """
    if iso := _ISO.fullmatch(text):
        return _day(*iso.groups())
    tidied = typed.half_width(text).strip().strip("'’‘`")
    tidied = _TIME.sub("", tidied)
    tidied = _ASIDE.sub("", tidied).strip()
    if tidied.isascii() and tidied.replace(".", "", 1).isdigit() and (found := _digits(tidied)):
        return found
    if _CUT_OCTOBER.fullmatch(tidied):
        return None
    spelt = _SPELT.sub(lambda run: _numeral(run[0]), tidied.removeprefix("公元"))
    parts = _SEPARATORS.sub("-", re.sub(r"[日号.]$", "", spelt)).strip("-")
    if day := _DAY.fullmatch(parts):
        return _day(*day.groups())
    if month := _MONTH.fullmatch(parts):
        return _day(month[1], month[2], "1", month_only=True)
    if "年" in spelt and (month := _SHORT_MONTH.fullmatch(parts)):
        return _day(month[1], month[2], "1", month_only=True)
    if reverse := _DAY_LAST_YEAR.fullmatch(parts):
        return _either(_day(reverse[3], reverse[1], reverse[2]), _day(reverse[3], reverse[2], reverse[1]))
    return None


def _digits(text: str) -> Written | None:
    """Digits without separators: YYYYMMDD, YYYYMM, YYMMDD, or a spreadsheet's serial number with a fraction of the day."""
    if len(text) == 8 and text.isdigit():
        return _day(text[:4], text[4:6], text[6:])
    if len(text) == 6 and text.isdigit():
        return _either(_day(text[:4], text[4:], "1", month_only=True), _day(text[:2], text[2:4], text[4:]))
    whole = text.partition(".")[0]
    if len(whole) == 5 and int(whole) in _SERIALS:
        return Written(_SERIAL_ZERO + timedelta(days=int(whole)))
    return None


def _either(one: Written | None, other: Written | None) -> Written | None:
    """The only possible reading; of two different ones none."""
    if one and other and one != other:
        return None
    return one or other


def _day(year: str, month: str, day: str, *, month_only: bool = False) -> Written | None:
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= TWO_DIGIT_YEARS_FROM % 100 else 2000
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    try:
        return Written(date(number, int(month), int(day)), month_only)
    except ValueError:
        return None


def _numeral(run: str) -> str:
    """Hanzi numerals as digits: a year digit by digit, months and days with ten (十, 廿, 卅).

    >>> _numeral("二〇一七"), _numeral("廿三"), _numeral("十")
    ('2017', '23', '10')
    """
    run = run.replace("廿", "二十").replace("卅", "三十").replace("拾", "十")
    if "十" not in run:
        return "".join(str(_NUMERALS[mark]) for mark in run)
    tens, _, units = run.partition("十")
    if len(tens) > 1 or len(units) > 1:
        return run
    return str((_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[units] if units else 0))
