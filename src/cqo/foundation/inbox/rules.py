"""Decisions about messages: when a copy is tried again, what must not stand in a letter, what an SMS costs. No Django, no clock."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_ATTEMPTS = 5
ANSWER_EXPECTED = timedelta(minutes=10)
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))

ONE_PART = 70
PART_OF_MANY = 67

_ID = re.compile(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){16}[ -]?[\dXx](?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[ -]?)?(1[3-9]\d(?:[ -]?\d){8})(?![0-9A-Za-z])")


class Personal(StrEnum):
    """What was found in a text that must not be there."""

    ID_NUMBER = "id_number"
    PHONE = "phone"


@dataclass(frozen=True)
class Finding:
    """One number in a text: what it is, and its last four characters, by which the writer finds it again."""

    what: Personal
    tail: str


def personal_data_in(text: str) -> list[Finding]:
    """Identity numbers and mobile phones in a text, in full-width digits or in groups too; credit codes and land lines pass."""
    plain = unicodedata.normalize("NFKC", text)
    found = []
    for match in _ID.finditer(plain):
        digits = re.sub(r"[ -]", "", match[0])
        if _is_birth_date(digits[6:14]):
            found.append(Finding(Personal.ID_NUMBER, digits[-4:]))
    found.extend(Finding(Personal.PHONE, re.sub(r"[ -]", "", match[1])[-4:]) for match in _PHONE.finditer(plain))
    return found


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts; None: give up."""
    return None if attempts >= MOST_ATTEMPTS else PAUSES[min(attempts, len(PAUSES)) - 1]


def parts(text: str) -> int:
    """How many SMS a text takes as the operators count: 70 characters in one, else 67 in each.

    >>> parts("字" * 70), parts("字" * 71), parts("字" * 135)
    (1, 2, 3)
    """
    return 1 if len(text) <= ONE_PART else -(-len(text) // PART_OF_MANY)


def mail_masked(address: str) -> str:
    """An e-mail address as it may be shown.

    >>> mail_masked("liming@example.cn")
    'l****g@example.cn'
    """
    name, _, host = address.partition("@")
    return f"{name[:1]}****{name[-1:] if len(name) > 1 else ''}@{host}"


def _is_birth_date(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    if not 1900 <= year <= 2100:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
