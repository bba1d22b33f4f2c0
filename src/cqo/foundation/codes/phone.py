"""Telephone numbers as rosters hold them: mobiles, fixed lines with or without area code and extension, service numbers.

The form is all that is checked: eleven digits from 13 to 19, or an area code (区号) and seven or eight digits. Nothing is guessed: a fixed
line whose leading zero a spreadsheet dropped stays unreadable.
"""

import re

from cqo.foundation.codes import typed

_MOBILE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
_ABROAD = re.compile(r"(?:\+|00)(852|853|886)([0-9]{8,9})", re.ASCII)
_COUNTRY = re.compile(r"(?:\+|00)?86(?=1[3-9][0-9]{9}$|0[0-9]{9,11}$)", re.ASCII)
_SERVICE = re.compile(r"[48]00[0-9]{7}|9[56][0-9]{3,4}|12[0-9]{3}", re.ASCII)
_FIXED = re.compile(r"(0(?:10|2[0-9])|0[3-9][0-9]{2})?([2-8][0-9]{6,7})", re.ASCII)
_EXTENSION = re.compile(r"^(.+?)(?:转|分机|EXT\.?|X|#|-)([0-9]{1,6})$")
_BETWEEN = re.compile(r"[/\\、,，;；|\n或]")
_NOISE = re.compile(r"[\s()（）.·\-]")


def read(text: str) -> str | None:
    """The first number that can be read, normalised: `13912345678`, `0916-2509380`, `0916-2509380-801`; None where none can.

    >>> read("１３９ 1234-5678"), read("(0916)2509380转801"), read("0916-262")
    ('13912345678', '0916-2509380-801', None)
    """
    if len(text) == 11 and _MOBILE.fullmatch(text):
        return text
    return next(iter(read_all(text)), None)


def read_all(text: str) -> tuple[str, ...]:
    """Every number in a cell, in order, each once: people write two with a slash, a comma or a space between."""
    cleaned = "".join(mark for mark in typed.half_width(text) if mark.isprintable()).upper()
    whole = _one(cleaned)
    if whole:
        return (whole,)
    pieces = [piece for part in _BETWEEN.split(cleaned) for piece in ([part] if _one(part) else part.split())]
    return tuple(dict.fromkeys(found for piece in pieces if (found := _one(piece))))


def preferred(*numbers: str | None) -> str:
    """The number to keep of several normalised ones: the first mobile, else the first; "" where there is none."""
    known = [number for number in numbers if number]
    return next(filter(is_mobile, known), known[0] if known else "")


def is_mobile(number: str) -> bool:
    """Whether a normalised number can take a text message."""
    return bool(_MOBILE.fullmatch(number))


def _one(text: str) -> str | None:
    digits = _NOISE.sub("", text)
    if abroad := _ABROAD.fullmatch(digits):
        return f"+{abroad[1]}-{abroad[2]}"
    digits = _COUNTRY.sub("", digits, count=1)
    if _MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return digits
    if fixed := _FIXED.fullmatch(digits):
        return "-".join(filter(None, fixed.groups()))
    if extended := _EXTENSION.match(text.strip()):
        line = _NOISE.sub("", extended[1])
        if fixed := _FIXED.fullmatch(_COUNTRY.sub("", line, count=1)):
            return "-".join([*filter(None, fixed.groups()), extended[2]])
    return None
