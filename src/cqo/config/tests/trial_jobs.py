"""Jobs that test_worker.py runs in workers of their own, which it then kills."""

import os
import signal
import time
from pathlib import Path

from django_tasks import task


@task()
def write(path: str) -> None:
    """Leave a mark."""
    with Path(path).open("a") as file:
        file.write("done\n")


@task()
def die_at_first(path: str) -> None:
    """Kill the worker at the first attempt, leave a mark at the second."""
    begun = Path(path + ".begun")
    if not begun.exists():
        begun.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    write.func(path)


@task()
def always_die(path: str) -> None:
    """Kill every worker that tries."""
    os.kill(os.getpid(), signal.SIGKILL)


@task()
def hold(path: str) -> None:
    """Say that it has begun, then take its time."""
    Path(path + ".begun").touch()
    time.sleep(30)
