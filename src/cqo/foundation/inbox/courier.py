"""Whom to wake when copies wait. The jobs hand themselves in at start-up, because operations do not import upwards.

What is called here writes a row of the queue in the caller's own transaction: the worker sees it once the act is committed, not before.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

_jobs: dict[str, Callable[..., Any]] = {}


def register(*, deliver: Callable[[datetime | None], Any], distribute: Callable[[str], Any]) -> None:
    """Hand in what queues the two jobs: the sending of copies, now or from a moment on, and the handing out of a letter."""
    _jobs.update(deliver=deliver, distribute=distribute)


def wake(*, after: datetime | None = None) -> None:
    """Have the waiting copies sent soon after this transaction, or after a moment."""
    _jobs["deliver"](after)


def distribute(letter: str) -> None:
    """Have a letter handed to its addressees soon after this transaction."""
    _jobs["distribute"](letter)
