"""A killed worker leaves nothing behind, a living one is left alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cqo.config import worker
from cqo.config.tests import trial_jobs

pytestmark = pytest.mark.django_db(transaction=True)
REPOSITORY = Path(__file__).parents[4]


def environment(var: Path) -> dict[str, str]:
    """What a worker of its own needs to work on the test's database."""
    if connection.vendor == "sqlite":
        url = f"sqlite:///{connection.settings_dict['NAME']}"
    else:
        of = connection.settings_dict
        url = f"postgresql://{of['USER']}:{of['PASSWORD']}@{of['HOST']}:{of['PORT']}/{of['NAME']}"
    return {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY / "src"),
        "DJANGO_SETTINGS_MODULE": "cqo.config.settings",
        "CQO_VAR": str(var),
        "CQO_KEY_FILE": str(settings.KEY_FILE),
        "CQO_DATABASE_URL": url,
    }


@contextmanager
def working(var: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own, ended with the block."""
    with subprocess.Popen([sys.executable, "-m", "django", "worker", *arguments], env=environment(var)) as process:
        try:
            yield process
        finally:
            process.kill()


def work_off(var: Path) -> int:
    """Let a worker run what is in the queue; its exit status, negative where a signal ended it."""
    with working(var, "--batch") as process:
        return process.wait(30)


def wait_for(path: Path) -> None:
    for _ in range(300):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} never came")


def states() -> list[str]:
    """How the trial jobs stand, in the order they were asked for; the clock may have asked for others."""
    trial = DBTaskResult.objects.filter(task_path__startswith=trial_jobs.__name__)
    return list(trial.order_by("enqueued_at").values_list("status", flat=True))


def test_jobs_in_the_queue_are_run(tmp_path: Path):
    trial_jobs.write.enqueue(str(tmp_path / "mark"))
    assert work_off(tmp_path) == 0
    assert ((tmp_path / "mark").read_text(), states()) == ("done\n", [TaskResultStatus.SUCCESSFUL])


def test_a_job_whose_worker_was_killed_is_taken_up_by_the_next(tmp_path: Path):
    trial_jobs.die_at_first.enqueue(str(tmp_path / "mark"))
    assert (work_off(tmp_path), states()) == (-signal.SIGKILL, [TaskResultStatus.RUNNING])
    assert (work_off(tmp_path), states()) == (0, [TaskResultStatus.SUCCESSFUL])
    assert (tmp_path / "mark").read_text() == "done\n"


def test_a_job_of_a_living_worker_is_left_to_it(tmp_path: Path):
    trial_jobs.hold.enqueue(str(tmp_path / "held"))
    with working(tmp_path):
        wait_for(tmp_path / "held.begun")
        trial_jobs.write.enqueue(str(tmp_path / "mark"))
        assert work_off(tmp_path) == 0
        assert states() == [TaskResultStatus.RUNNING, TaskResultStatus.SUCCESSFUL]


def test_a_job_of_another_installation_is_left_to_it(tmp_path: Path):
    trial_jobs.die_at_first.enqueue(str(tmp_path / "mark"))
    work_off(tmp_path / "one")
    assert (work_off(tmp_path / "other"), states()) == (0, [TaskResultStatus.RUNNING])


def test_a_job_that_brings_every_worker_down_is_given_up(tmp_path: Path):
    trial_jobs.always_die.enqueue(str(tmp_path))
    work_off(tmp_path)
    job = DBTaskResult.objects.get()
    DBTaskResult.objects.update(worker_ids=job.worker_ids * worker.ATTEMPTS)
    assert (work_off(tmp_path), states()) == (0, [TaskResultStatus.FAILED])
    assert DBTaskResult.objects.get().exception_class_path == "cqo.config.worker.Abandoned"


def test_a_worker_that_is_told_twice_to_stop_leaves_its_job_to_the_next(tmp_path: Path):
    trial_jobs.hold.enqueue(str(tmp_path / "held"))
    with working(tmp_path) as process:
        wait_for(tmp_path / "held.begun")
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert (process.wait(10), states()) == (-signal.SIGTERM, [TaskResultStatus.RUNNING])


def test_an_idle_worker_stops_when_told(tmp_path: Path):
    with working(tmp_path) as process:
        wait_for(tmp_path / "worker" / "beat")
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_a_worker_ends_with_the_server_that_started_it(tmp_path: Path):
    program = (
        "import subprocess, sys, time, os;"
        "child = subprocess.Popen([sys.executable, '-m', 'django', 'worker', '--parent', str(os.getpid())]);"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], env=environment(tmp_path), stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        child = int(server.stdout.readline())
        wait_for(tmp_path / "worker" / "beat")
        server.kill()
    for _ in range(100):
        if not running(child):
            break
        time.sleep(0.05)
    assert not running(child)


def running(process: int) -> bool:
    """Whether a process is there and not just waiting to be buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_clock_runs_beside_the_jobs(tmp_path: Path):
    from django.contrib.sessions.models import Session

    Session.objects.create(session_key="ended", session_data="", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="open", session_data="", expire_date=timezone.now() + timedelta(days=1))
    trial_jobs.hold.enqueue(str(tmp_path / "held"))
    before = datetime.now(UTC)
    with working(tmp_path):
        wait_for(tmp_path / "held.begun")
        wait_for(tmp_path / "worker" / "beat")
        first = (tmp_path / "worker" / "beat").stat().st_mtime
        for _ in range(100):
            if (tmp_path / "worker" / "beat").stat().st_mtime > first:
                break
            time.sleep(0.1)
        assert (tmp_path / "worker" / "beat").stat().st_mtime > first > before.timestamp()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
