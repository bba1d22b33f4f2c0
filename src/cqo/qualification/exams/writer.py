"""Group commit: one thread per process writes all that has queued up in one transaction and answers only when that is committed.

While one transaction is on its way to the disk the next deliveries gather, so a busy database makes the batches larger and not the queue.
"""

import asyncio
import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Sequence

from django.db import DatabaseError, connection

from cqo.qualification.exams.operations.answers import Delivery, Outcome

logger = logging.getLogger(__name__)

CAPACITY = 2000  # deliveries that may wait; more are refused at once, and the page sends them again
BATCH = 256  # deliveries in one transaction, a few milliseconds
TRIES = 3  # a deadlock or a database that was away for a moment
IDLE = 2.0  # seconds after which a connection that nobody needs is given back


class Full(Exception):
    """Too many deliveries wait already."""


class NotWritten(Exception):
    """The database took nothing, in spite of trying again."""


_Waiting = tuple[Delivery, "asyncio.Future[Outcome]"]


class Writer:
    """Hands deliveries of an event loop to a thread of its own, which starts with the first."""

    def __init__(self, keep: Callable[[Sequence[Delivery]], list[Outcome]], *, capacity: int = CAPACITY, batch: int = BATCH) -> None:
        """keep: writes deliveries in one transaction and says what became of each."""
        self._keep, self._capacity, self._batch = keep, capacity, batch
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._waiting = 0
        self._thread: threading.Thread | None = None

    async def write(self, delivery: Delivery) -> Outcome:
        """What became of a delivery, once it is committed. Raises Full, NotWritten."""
        if self._waiting >= self._capacity:
            raise Full
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="exam-writer", daemon=True)
            self._thread.start()
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting += 1
        self._queue.put((delivery, answer))
        try:
            return await answer
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Write what waits and end the thread."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()

    def _work(self) -> None:
        while (batch := self._next_batch()) is not None:
            self._answer(batch, self._written([delivery for delivery, _answer in batch]))
        connection.close()

    def _next_batch(self) -> list[_Waiting] | None:
        """Wait for a delivery and take with it all that wait already; None at the end."""
        try:
            first = self._queue.get(timeout=IDLE)
        except queue.Empty:
            if connection.vendor != "sqlite":
                connection.close()  # back into the pool
            first = self._queue.get()
        if first is None:
            return None
        batch = [first]
        while len(batch) < self._batch:
            try:
                further = self._queue.get_nowait()
            except queue.Empty:
                break
            if further is None:
                self._queue.put(None)
                break
            batch.append(further)
        return batch

    def _written(self, deliveries: list[Delivery]) -> list[Outcome] | None:
        for left in reversed(range(TRIES)):
            try:
                return self._keep(deliveries)
            except DatabaseError:
                logger.warning("Answers of an exam could not be written; tries left: %s.", left, exc_info=True)
                connection.close()
            except Exception:
                logger.exception("Answers of an exam could not be written.")
                break
        return None

    def _answer(self, batch: list[_Waiting], outcomes: list[Outcome] | None) -> None:
        """Wake all that wait, with one call into their event loop."""

        def wake() -> None:
            for index, (_delivery, answer) in enumerate(batch):
                if answer.done():  # the reader is gone
                    continue
                if outcomes is None:
                    answer.set_exception(NotWritten())
                else:
                    answer.set_result(outcomes[index])

        with contextlib.suppress(RuntimeError):  # the loop has ended, and with it whoever waited
            batch[0][1].get_loop().call_soon_threadsafe(wake)
