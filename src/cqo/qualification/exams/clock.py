"""The server's clock as examinations use it: it keeps its pace when somebody sets the machine's clock back while an exam runs."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that follows the machine's clock forwards and never runs slower than time itself.

    Set back, the machine's clock is outrun by time as it has passed since; a new process begins with the machine's clock,
    and then `rules.timing.not_before` keeps what was recorded in order.
    """

    def __init__(self, wall: Callable[[], datetime], passed: Callable[[], float]) -> None:
        """wall: what the machine's clock says. passed: seconds since some moment, which nobody can set."""
        self._wall, self._passed = wall, passed
        self._lock = threading.Lock()
        self._last, self._mark = wall(), passed()

    def now(self) -> datetime:
        """The moment, in UTC."""
        with self._lock:
            passed = self._passed()
            self._last = max(self._wall(), self._last + timedelta(seconds=passed - self._mark))
            self._mark = passed
            return self._last


now = Clock(lambda: datetime.now(UTC), time.monotonic).now
