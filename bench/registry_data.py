"""An invented registry: firms as rosters bring them, people who work for them. The same ones for the same seed; nobody here exists."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, islice
from uuid import UUID

from bench import search_data
from cqo.foundation.codes import credit_code, resident_id

CITY, COUNTY = "610700", "610722"
"""Hanzhong and Chenggu: whose officers look. A county has a twelfth of the firms."""
SHARES = {"汉中市": 88, "南通市": 8, "安康市": 4}
BEGAN, LASTED = datetime(2024, 1, 8, 1, tzinfo=UTC), timedelta(days=1000)
ROSTER_FROM = 20
"""Smaller groups of firms were registered one by one, in no roster."""
ROSTER_MOST = 20_000
HIDDEN_ROSTER = 40
"""The number of a roster that is still being published: nobody may see its firms yet."""
MERGED_EVERY = 500
STAFFED_EVERY = 100
"""Firms with seven people or so; the others have one or none."""
CLAIMED_EVERY, SIGNED_IN_EVERY = 20, 100
CLAIMS, REQUESTS, MOVES, MESSAGES = 40, 20, 10, 30
LOGINS = {"city": "bench-city", "county": "bench-county"}
PASSWORD = "bench-registry-1"


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm; `names` are the one in use and former ones, `merged_into` is the key of the file that was kept."""

    number: int
    key: UUID
    at: datetime
    code: str
    names: Sequence[str]
    city: str
    county: str
    phone: str
    merged_into: UUID | None

    @property
    def is_staffed(self) -> bool:
        """Whether it is one of those with several people."""
        return self.number % STAFFED_EVERY == 0 and self.merged_into is None


@dataclass(frozen=True, slots=True)
class Roster:
    """Firms that came together; without a key, one by one."""

    key: UUID | None
    is_visible: bool
    firms: Sequence[Firm]


@dataclass(frozen=True, slots=True)
class Person:
    """A person and the numbers of the firms they work for."""

    number: int
    key: UUID
    at: datetime
    name: str
    id_number: str
    phone: str
    firms: Sequence[int]
    certificate: str


def rosters(count: int) -> Iterator[Roster]:
    """So many firms, roster by roster, oldest first."""
    rng, number, place, codes = random.Random(11), 0, 0, set[str]()
    for (city, county), documents in groupby(search_data.firms(count, SHARES), key=lambda document: tuple(_places(document.tokens))):
        while some := list(islice(documents, ROSTER_MOST)):
            keys = [key_at(number + step, count) for step in range(len(some))]
            firms = []
            for step, document in enumerate(some):
                is_merged = (number + step) % MERGED_EVERY == MERGED_EVERY // 2 and step + 1 < len(some)
                firms.append(
                    Firm(
                        number=number + step,
                        key=keys[step],
                        at=moment(number + step, count),
                        code=_code(document.codes[0], codes),
                        names=document.names,
                        city=city,
                        county=county,
                        phone=_phone(number + step) if rng.random() < 0.7 else "",
                        merged_into=keys[step + 1] if is_merged else None,
                    )
                )
            is_roster = len(firms) >= ROSTER_FROM
            place += is_roster
            yield Roster(key_at(number, count, salt=1) if is_roster else None, place != HIDDEN_ROSTER, firms)
            number += len(firms)


def people(count: int, *, firms: int) -> Iterator[Person]:
    """So many people; a third work for the firms with several, every tenth for two firms."""
    rng = random.Random(13)
    for number, document in enumerate(search_data.people(count)):
        staffed = rng.randrange(0, firms, STAFFED_EVERY) if rng.random() < 0.33 else rng.randrange(firms)
        works_for = (staffed, rng.randrange(firms)) if rng.random() < 0.1 else (staffed,)
        yield Person(
            number=number,
            key=key_at(number, count, salt=2),
            at=moment(number, count),
            name=document.names[0],
            id_number=_id_number(number),
            phone=_phone(number, prefix="1541") if rng.random() < 0.9 else "",
            firms=works_for,
            certificate=f"ZL2017-{number:06d}" if rng.random() < 0.2 or number % 7 == 0 else "",
        )


def moment(number: int, count: int) -> datetime:
    """When the row of this number came in, of so many."""
    return BEGAN + LASTED * (number / max(count, 1))


def key_at(number: int, count: int, *, salt: int = 0) -> UUID:
    """A key as `audit.ids.new_id` makes them (UUIDv7), the same for the same number."""
    rng = random.Random(number * 16 + salt)
    milliseconds = int(moment(number, count).timestamp() * 1000)
    return UUID(int=(milliseconds << 80) | (7 << 76) | (rng.getrandbits(12) << 64) | (2 << 62) | rng.getrandbits(62))


def _places(tokens: Sequence[str]) -> Iterator[str]:
    return (token.partition(":")[2] for token in tokens)


def _code(drawn: str, taken: set[str]) -> str:
    """A drawn code with the right check character, unlike all before it."""
    body = drawn[:17]
    while body in taken:
        body = body[:10] + f"{(int(body[10:], 31) + 1) % 10**7:07d}"
    taken.add(body)
    return body + credit_code.check_character(body)


def _id_number(number: int) -> str:
    born = date(1900, 1, 1) + timedelta(days=number % 3652)
    first = f"610702{born:%Y%m%d}{number // 3652:03d}"
    return first + resident_id.check_character(first)


def _phone(number: int, *, prefix: str = "1540") -> str:
    return f"{prefix}{number:07d}"
