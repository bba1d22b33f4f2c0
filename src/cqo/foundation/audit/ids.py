"""Primary keys of every own table."""

import uuid
from datetime import UTC, datetime

from uuid_utils import compat


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): made in the application, growing with time, so that indexes stay compact and no database counter leaks."""
    return compat.uuid7()


def made_at(key: uuid.UUID) -> datetime:
    """The moment, to the millisecond, at which `new_id` made a key."""
    return datetime.fromtimestamp((key.int >> 80) / 1000, tz=UTC)
