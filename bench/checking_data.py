"""The certificates of the bench: a million, each told by its place in the row, so that whoever asks knows what must be answered."""

import hashlib
from datetime import date, timedelta

from cqo.foundation.lifecycle.rules import ALPHABET, number

CITY, COUNTY = "610700", "610722"
BEGIN = date(2020, 1, 6)
KINDS = ("valid", "valid", "valid", "valid", "valid", "valid", "expired", "suspended", "revoked", "replaced")
LOOKS = {"valid": "ok", "expired": "wait", "suspended": "wait", "revoked": "stop", "replaced": "info"}
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "晓燕建国海涛丽华志强雪梅𠮷㛃"


def verdict(place: int) -> str:
    """What a check of a certificate must answer. A replaced one is followed by its successor, which is valid."""
    return "valid" if place and KINDS[(place - 1) % len(KINDS)] == "replaced" else KINDS[place % len(KINDS)]


def number_of(place: int) -> str:
    """The platform number; a hundred thousand a year."""
    return number(kind="ZS", city=CITY, year=2020 + place // 100_000, counter=place % 100_000 + 1)


def code_of(place: int) -> str:
    """The check code."""
    digest = hashlib.sha256(f"bench {place}".encode()).digest()
    return "".join(ALPHABET[byte % 31] for byte in digest[:8])


def name_of(place: int) -> str:
    """The holder."""
    return SURNAMES[place % 16] + GIVEN[place % 12] + GIVEN[place // 12 % 12]


def issued(place: int) -> date:
    """The day it was issued."""
    return BEGIN + timedelta(days=place % 1500)


def path(place: int) -> str:
    """Where its QR code leads."""
    return f"/c/{number_of(place)}/{code_of(place)}"
