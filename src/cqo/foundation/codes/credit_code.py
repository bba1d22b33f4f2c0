"""The unified social credit code (统一社会信用代码), GB 32100-2015.

Eighteen characters: registering authority 1, kind 1, division of registration 6, organisation code 9, check character 1, from an alphabet
without I, O, S, V, Z. The inner check of the organisation code (GB 11714) is not asked for: codes in use break it. The division inside is
where the body was first registered and may have been abolished since; nobody's county today is read from it.
"""

import re
from enum import StrEnum
from operator import mul

from cqo.foundation.codes import typed

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

_FORM = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}", re.ASCII)
_VALUES = bytes.maketrans(ALPHABET.encode(), bytes(range(31)))


class Fault(StrEnum):
    """What is wrong with a code; a wrong form says nothing about the check character."""

    FORMAT = "format"
    CHECKSUM = "checksum"


def normalise(text: str) -> str:
    """The code as it is stored: half-width, upper case, no spaces, no zero-width marks."""
    return typed.plain(text)


def check_character(first: str) -> str:
    """The eighteenth character that belongs to seventeen normalised ones (GB 32100-2015, 31 minus the weighted sum modulo 31).

    >>> check_character("91610702MAEX00010")
    'N'
    """
    total = sum(map(mul, WEIGHTS, first.encode().translate(_VALUES)))
    return ALPHABET[-total % 31]


def fault(code: str) -> Fault | None:
    """What is wrong with a normalised code, or nothing.

    >>> fault("91610702MAEX00010N"), fault("91610702MAEX00010A"), fault("91610702MAEX0001")
    (None, <Fault.CHECKSUM: 'checksum'>, <Fault.FORMAT: 'format'>)
    """
    if not _FORM.fullmatch(code):
        return Fault.FORMAT
    if check_character(code[:17]) != code[17]:
        return Fault.CHECKSUM
    return None


def is_valid(code: str) -> bool:
    """Whether a normalised code has the right form and check character."""
    return fault(code) is None
