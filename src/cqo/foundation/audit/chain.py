"""How an entry is written down for hashing, and how the hashes hold on to one another. See `docs/explanation/record.md`."""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cqo.foundation.audit import facts
from cqo.foundation.sealing.sealing import digest

FORM = "cqo-record-1"
BEGINNING = "0" * 64  # what the first seal of a city names as the one before

# The columns that make up an entry's meaning, in the order in which they are hashed.
COLUMNS = (
    "id",
    "city",
    "event",
    "kind",
    "key",
    "at",
    "user",
    "capacity",
    "role",
    "on_behalf_of",
    "under",
    "facts",
    "members_count",
    "members_digest",
)
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def content(values: Sequence[Any]) -> str:
    """The text of an entry's meaning: its columns (in the order of COLUMNS) as one JSON list."""
    key: uuid.UUID = values[0]
    at: datetime = values[5]
    return _dump([str(key), *values[1:5], facts.moment("at", at), *values[6:]])


def link(*, city: str, seq: int, previous: str, content: str) -> str:
    """The hash of one seal: SM3 over form, city, number, the hash before and the entry's content, one a line."""
    return digest("\n".join((FORM, city, str(seq), previous, content)).encode())
