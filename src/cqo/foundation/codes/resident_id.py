"""The resident identity number (公民身份号码), GB 11643-1999, and how spreadsheets damage it.

Six digits of division, eight of birth, three of sequence (odd for men), one check character. Residence permits of Hong Kong, Macau and
Taiwan people (港澳台居民居住证, 2018) have the same form and begin with 81, 82 or 83. The old fifteen-digit numbers have been void since
2013-01-01 and are refused as a wrong form: a person has exactly one number here.
"""

import re
from datetime import date
from enum import StrEnum
from operator import mul
from typing import Literal

from cqo.foundation.codes import typed

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"

_FORM = re.compile(r"[1-9][0-9]{16}[0-9X]", re.ASCII)
_EXPONENT = re.compile(r"[1-9](\.[0-9]+)?E\+?1[5-9]", re.ASCII)
_FLOAT = re.compile(r"[1-9][0-9]{14}0{3}\.0+", re.ASCII)
_DIGITS = bytes.maketrans(b"0123456789", bytes(range(10)))


class Fault(StrEnum):
    """What is wrong with a number."""

    DAMAGED = "damaged"  # a spreadsheet kept fifteen digits; the person's number cannot be known from it
    FORMAT = "format"
    CHECKSUM = "checksum"
    BIRTH = "birth"  # the check character is right, yet no such day exists


def normalise(text: str) -> str:
    """The number as it is stored: half-width, X in upper case, no spaces, hyphens or zero-width marks.

    >>> normalise(" 61072319840728458ｘ")
    '61072319840728458X'
    """
    return typed.plain(text).replace("-", "").replace("×", "X")


def damaged(text: str) -> bool:
    """Whether a spreadsheet kept only fifteen digits: written with an exponent, or the last three turned to 0 and the check is wrong.

    A number that really ends in 000 passes, for its check character fits.

    >>> damaged("6.10729197406105E+17"), damaged("610729197406105000")
    (True, True)
    """
    number = typed.plain(text)
    if _EXPONENT.fullmatch(number) or _FLOAT.fullmatch(number):
        return True
    return bool(_FORM.fullmatch(number)) and number.endswith("000") and check_character(number[:17]) != "0"


def check_character(first: str) -> str:
    """The eighteenth character that belongs to seventeen digits (GB 11643-1999, ISO 7064 MOD 11-2).

    >>> check_character("11010519491231002")
    'X'
    """
    return CHECK[sum(map(mul, WEIGHTS, first.encode().translate(_DIGITS))) % 11]


def fault(number: str) -> Fault | None:
    """What is wrong with a normalised number, or nothing.

    >>> fault("11010519491231002X"), fault("110105194912310021")
    (None, <Fault.CHECKSUM: 'checksum'>)
    """
    if not _FORM.fullmatch(number):
        return Fault.DAMAGED if damaged(number) else Fault.FORMAT
    if check_character(number[:17]) != number[17]:
        return Fault.DAMAGED if number.endswith("000") else Fault.CHECKSUM
    if birth_date(number) is None:
        return Fault.BIRTH
    return None


def is_valid(number: str) -> bool:
    """Whether a normalised number has the right form, check character and a day of birth."""
    return fault(number) is None


def birth_date(number: str) -> date | None:
    """The day of birth in a number of the right form; None where the calendar has no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex(number: str) -> Literal["m", "f"]:
    """The sex in a number of the right form: the seventeenth digit is odd for men."""
    return "m" if int(number[16]) % 2 else "f"


def is_residence_permit(number: str) -> bool:
    """Whether a number of the right form is that of a Hong Kong, Macau or Taiwan resident's permit (81, 82, 83)."""
    return number[:2] in {"81", "82", "83"}
