"""What may stand in the record: keys, codes, dates, numbers and digests; never a name, a phone or free text (PIPL art. 6, 51).

Values in, canonical text out; no database, no clock.
"""

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from cqo.foundation.sealing.sealing import digest

LONGEST_TEXT = 200
LONGEST_FACTS = 8_192
LARGEST_NUMBER = 2**53 - 1  # what every JSON reader keeps exactly; an id number is larger

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_EVENT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_CITY = re.compile(r"[0-9A-Z]{0,12}")
_CODE = re.compile(r"[!-?A-~]*")  # printable ASCII without the space and without @
_KEY_OR_DIGEST = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,128}")
_LONG_NUMBER = re.compile(r"[0-9](-?[0-9]){10}")

_PERSONAL = frozenset({"birth_date", "birthday", "email", "id_number", "phone", "resident_id"})
_codes = {"credit_code"}
_dump = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def declare_codes(*names: str) -> None:
    """Allow the facts of these names to hold 11 or more digits in a row, because they are official codes of firms, papers or rules.

    Called from an app's `ready`, as in `declare_codes("certificate_number")`. Raises ValueError for a name that means personal data.
    """
    for name in names:
        _refuse_personal(name)
    _codes.update(names)


def canonical(facts: Mapping[str, Any] | None) -> str:
    """The one JSON text of some facts: sorted, without spaces, dates and moments as ISO texts.

    A value is a str, int, bool, None, date, aware datetime, UUID, or a list or tuple of these.
    Raises ValueError (naming the fact, never its value) for any other value and for whatever looks like personal data.
    """
    if not facts:
        return "{}"
    text = _dump({_named(name): _value(name, value) for name, value in facts.items()})
    if len(text) > LONGEST_FACTS:
        raise ValueError(f"the facts take {len(text)} characters, {LONGEST_FACTS} are allowed; give a bulk act its members instead")
    return text


def members_of(members: Iterable[object]) -> tuple[int, str]:
    """Count and SM3 digest of a bulk act's members: their keys, sorted, one a line; whoever still has the list can prove it.

    Raises ValueError for a key with a line break in it.
    """
    keys = sorted(map(str, members))
    text = "\n".join(keys)
    if text.count("\n") != max(len(keys) - 1, 0):
        raise ValueError("a member's key has a line break in it")
    return len(keys), digest(text.encode())


def checked_event(event: str) -> str:
    """The event key, as in `enterprise.moved`. Raises ValueError otherwise."""
    if not _EVENT.fullmatch(event):
        raise ValueError(f"an event is written like enterprise.moved, not {event!r}")
    return event


def checked_city(city: str) -> str:
    """The city's division code, or "" for the whole installation. Raises ValueError otherwise."""
    if not _CITY.fullmatch(city):
        raise ValueError("city is a division code or empty")
    return city


def checked_key(column: str, key: object, longest: int) -> str:
    """A text key for one column of the entry. Raises ValueError where it is too long or looks like personal data."""
    text = str(key)
    if len(text) > longest:
        raise ValueError(f"{column} takes at most {longest} characters")
    return _code(column, text)


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"a fact's name is written like valid_from, not {name!r}")
    _refuse_personal(name)
    return name


def _refuse_personal(name: str) -> None:
    if name in _PERSONAL:
        raise ValueError(f"{name} is personal data and does not belong in the record")


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_scalar(name, part) for part in value]
    return _scalar(name, value)


def _scalar(name: str, value: Any) -> str | int | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST_NUMBER:
            raise ValueError(f"{name} is too large a number for the record")
        return int(value)
    if isinstance(value, str | uuid.UUID):
        return _code(name, str(value))
    if isinstance(value, datetime):
        return moment(name, value)
    if isinstance(value, date):
        return value.isoformat()
    raise ValueError(f"{name} is a {type(value).__name__}; the record takes texts, whole numbers, yes or no, dates and lists of these")


def moment(name: str, at: datetime) -> str:
    """A moment as ISO text in UTC, to the microsecond. Raises ValueError where it has no time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{name} is a moment without a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _code(name: str, text: str) -> str:
    if len(text) > LONGEST_TEXT or not _CODE.fullmatch(text):
        raise ValueError(f"{name} is not a key or a code: the record takes no names, addresses or free text")
    if _LONG_NUMBER.search(text) and name not in _codes and not _KEY_OR_DIGEST.fullmatch(text):
        raise ValueError(f"{name} looks like a phone or id number; if it is an official code, declare it with facts.declare_codes")
    return text
