"""The worker: runs jobs one after the other, keeps the clock beside them, and takes up what a killed worker left behind.

django-tasks-db leaves a job RUNNING for ever when its worker is killed. Here every worker holds a numbered place in the `var` folder by
a file lock, which the kernel gives back however the worker ends; a job whose last worker's place is free has nobody, and is put back into
the queue. Jobs are idempotent.
"""

import contextlib
import fcntl
import logging
import os
import signal
import threading
import uuid
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import FrameType
from typing import IO

from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as LibraryWorker
from django_tasks_db.models import DBTaskResult

from cqo.config import schedule

logger = logging.getLogger(__name__)

ATTEMPTS = 25  # a job that brought its worker down this often is given up


@dataclass(frozen=True, slots=True)
class Place:
    """A worker's place: number, the name its jobs carry, and the lock that is held as long as the process lives."""

    number: int
    name: str
    lock: IO[str]


def take_place(folder: Path) -> Place:
    """The first free place. folder: where the places of this installation are kept."""
    return next(place for number in count() if (place := _try_place(folder, number)) is not None)


def take_up_abandoned(folder: Path, mine: Place) -> int:
    """Queue again every job that was running on a place which nobody holds, this one included; how many. Call before running any job.

    A job that was tried too often fails instead, so that it does not bring down every worker to come.
    """
    abandoned = 0
    for job in DBTaskResult.objects.running():
        if job.worker_ids and (job.worker_ids[-1] == mine.name or _is_free(folder, job.worker_ids[-1])):
            abandoned += 1
            row = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING)
            if len(job.worker_ids) < ATTEMPTS:
                row.update(status=TaskResultStatus.READY, started_at=None)
            else:
                logger.error("The job %s (%s) brought its worker down %d times; given up.", job.pk, job.task_path, ATTEMPTS)
                row.update(
                    status=TaskResultStatus.FAILED,
                    finished_at=timezone.now(),
                    exception_class_path="cqo.config.worker.Abandoned",
                    traceback=f"The worker was killed {ATTEMPTS} times while it ran this job.",
                )
    return abandoned


class Abandoned(Exception):
    """Stands in a job's result where its worker was killed too often."""


class Worker(LibraryWorker):
    """The library's worker, except that a second signal ends the process as a kill does: the job is taken up again, not failed."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        if not self.running:
            signal.signal(signum, signal.SIG_DFL)
            os.kill(os.getpid(), signum)
        super().shutdown(signum, frame)


def work(folder: Path, *, interval: float, batch: bool = False) -> None:
    """Run jobs until a signal says stop (or, with `batch`, until none is left). The worker of the first place keeps the clock as well."""
    place = take_place(folder)
    take_up_abandoned(folder, place)
    worker = Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=interval,
        batch=batch,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=place.name,
        excluded_queue_names=[],
    )
    stop = threading.Event()
    if place.number == 0 and not batch:
        threading.Thread(target=schedule.keep_time, args=(stop,), name="clock", daemon=True).start()
    worker.configure_signals()
    try:
        worker.run()
    finally:
        stop.set()


def _try_place(folder: Path, number: int) -> Place | None:
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / f"place-{number}").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return Place(number, f"{_installation(folder)}-{number}", lock)


def _is_free(folder: Path, name: str) -> bool:
    """Whether the place of that name is one of this installation's and nobody holds it."""
    installation, _, number = name.rpartition("-")
    if installation != _installation(folder) or not number.isdecimal():
        return False
    place = _try_place(folder, int(number))
    if place is None:
        return False
    place.lock.close()
    return True


def _installation(folder: Path) -> str:
    """A word that tells this `var` folder's workers from those of other machines on the same database."""
    kept = folder / "installation"
    if not kept.exists():
        draft = folder / f"installation-{os.getpid()}"
        draft.write_text(uuid.uuid4().hex)
        with contextlib.suppress(FileExistsError):
            os.link(draft, kept)
        draft.unlink()
    return kept.read_text()
