"""What the clock brings. The worker walks this table; each operation is idempotent, so a beat too many does no harm."""

import logging
import os
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

PACE = 0.5  # seconds between two looks at the table


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do again and again: `operation` is the path of a function that takes the moment as `at`."""

    name: str
    every: timedelta
    operation: str


SCHEDULE = (
    Entry("seal_record", timedelta(seconds=2), "cqo.foundation.audit.operations.seal"),
    Entry("hand_in_exams", timedelta(seconds=3), "cqo.qualification.exams.operations.attempts.hand_in_due"),
    Entry("apply_moves", timedelta(minutes=5), "cqo.registry.enterprises.operations.moves.apply_due"),
    Entry("send_copies", timedelta(minutes=1), "cqo.foundation.inbox.operations.deliveries.queue_due"),
    Entry("count_places", timedelta(minutes=5), "cqo.portal.desk.operations.tallies.refresh"),
    Entry("refresh_statistics", timedelta(minutes=15), "cqo.config.statistics.refresh"),
    Entry("clear_attachments", timedelta(hours=1), "cqo.foundation.documents.jobs.clear_soon"),
    Entry("let_exports_go", timedelta(hours=6), "cqo.foundation.lists.operations.let_go"),
    Entry("drop_ended_sessions", timedelta(days=1), "cqo.config.housekeeping.drop_ended_sessions"),
    Entry("drop_old_sign_ins", timedelta(days=1), "cqo.config.housekeeping.drop_old_sign_ins"),
    Entry("drop_old_job_results", timedelta(days=1), "cqo.config.housekeeping.drop_old_job_results"),
)


def beat(entries: Iterable[Entry], *, at: datetime) -> list[str]:
    """Run each entry once and note the beat; the names of those that failed (the error is in the log, the others ran)."""
    failed = []
    for entry in entries:
        try:
            import_string(entry.operation)(at=at)
        except Exception:
            logger.exception("The scheduled operation %s failed; it is tried again in %s.", entry.name, entry.every)
            failed.append(entry.name)
    mark = _mark()
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    os.utime(mark, (at.timestamp(), at.timestamp()))
    return failed


def last_beat() -> datetime | None:
    """When the worker of this installation last looked at the clock; None where none ever did."""
    try:
        return datetime.fromtimestamp(_mark().stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def keep_time(stop: threading.Event) -> None:
    """Run what is due until told to stop; at the start everything is due."""
    due = {entry: time.monotonic() for entry in SCHEDULE}
    while True:
        now = time.monotonic()
        ready = [entry for entry in SCHEDULE if due[entry] <= now]
        if ready:
            close_old_connections()
            beat(ready, at=timezone.now())
            close_old_connections()
            due.update({entry: now + entry.every.total_seconds() for entry in ready})
        if stop.wait(PACE):
            return


def _mark() -> Path:
    return Path(settings.WORKER_BEAT)
