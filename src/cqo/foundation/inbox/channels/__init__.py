"""The ways a copy can leave. Each channel sends one text to one address and says what became of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Receipt:
    """The channel took the copy: the name under which it knows it ("" where it gives none), and what it costs."""

    reference: str = ""
    cost_fen: int = 0


class NotSetUp(Exception):
    """The installation does not use this channel; the copy is not sent."""


class Refused(Exception):
    """The channel will never take this copy (a wrong address); trying again is useless."""


class Unreachable(Exception):
    """The channel did not take the copy now; it is tried again later."""
