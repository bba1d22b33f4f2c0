"""Codes of the sample cities: right by the check that everybody computes, and yet nobody's."""

import re
from datetime import date, timedelta

from cqo.foundation.codes import credit_code as credit_codes
from cqo.foundation.codes import resident_id as resident_ids

FIRST_BIRTH = date(1900, 1, 1)
BIRTH_DAYS = 3652  # to 1909-12-31: nobody born then is alive
_ORGANISATION = re.compile(r"MAEX[0-9]{4}")
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "0123456789X"
_LENGTH = 18


def credit_code(division: str, number: int) -> str:
    """A credit code with the check character of GB 32100, whose organisation code inside breaks GB 11714, so that no registry gives it out.

    >>> credit_code("610722", 1)
    '91610722MAEX00011Q'
    """
    organisation = f"MAEX{number:04d}"
    first = f"91{division}{organisation}{_wrong_check(organisation)}"
    return first + credit_codes.check_character(first)


def is_sample(code: str) -> bool:
    """Whether a credit code is one of the sample cities'."""
    organisation = code[8:16]
    return len(code) == _LENGTH and bool(_ORGANISATION.fullmatch(organisation)) and code[16] == _wrong_check(organisation)


def resident_id(division: str, number: int, *, female: bool) -> str:
    """The `number`-th identity number of a division, with the check character of GB 11643 and a birth between 1900 and 1909.

    >>> resident_id("610702", 0, female=False)
    '610702190001010011'
    """
    round_, day = divmod(number, BIRTH_DAYS)
    birth = FIRST_BIRTH + timedelta(days=day)
    first = f"{division}{birth:%Y%m%d}{2 * round_ + (2 if female else 1):03d}"
    return first + resident_ids.check_character(first)


def phone(area: str, number: int) -> str:
    """The `number`-th mobile of an area; the prefix 154 is given to no operator (号段 154 未分配).

    >>> phone("0916", 7)
    '15409160007'
    """
    return f"154{area}{number:04d}"


def _wrong_check(organisation: str) -> str:
    """The digit after the right check character of an organisation code (GB 11714-1997)."""
    total = sum(weight * int(letter, 36) for weight, letter in zip(_WEIGHTS, organisation, strict=True))
    return str((-total % 11 + 1) % 10)
