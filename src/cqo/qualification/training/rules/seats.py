"""Who sits on a seat, and what a step of a sign-up does to the seats of its class. No database, no clock, no Django."""

from cqo.qualification.training.states import SEATED


def moved(before: str, after: str) -> int:
    """How many seats a step gives (1), frees (-1) or leaves (0)."""
    return (after in SEATED) - (before in SEATED)


def left(*, seats: int, taken: int) -> int:
    """How many seats can still be given."""
    return max(seats - taken, 0)
