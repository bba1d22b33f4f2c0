"""Primary keys of every own table."""

import uuid

from uuid_utils import compat


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): made in the application, growing with time, so that indexes stay compact and no database counter leaks."""
    return compat.uuid7()
