"""Where hours come from. No Django."""

from enum import StrEnum


class Source(StrEnum):
    """What earned the hours: a session of a class, or a paper from elsewhere."""

    SESSION = "session"
    ELSEWHERE = "elsewhere"
