"""What a notice says of a day. No Django."""

from enum import StrEnum


class Kind(StrEnum):
    """Off although it might be a weekday, or worked although it is a weekend."""

    OFF = "off"
    WORK = "work"
