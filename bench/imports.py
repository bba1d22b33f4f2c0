"""A workbook of 100,000 rows and nine columns, imported by command, by browser, and by a command killed ten times, while somebody else saves.

Server CPU is that of every process of ours (the reader of the workbook among them) and of the database processes that work for them; memory is
what the importing process and its children have resident together.
"""

import html
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench import measure
from bench.measure import Measured
from bench.server import REPOSITORY, Installation, Server, Sizes

ROWS = int(os.environ.get("CQO_BENCH_IMPORT_ROWS", "100000"))
CPU_LIMIT, MEMORY_LIMIT, WAIT_LIMIT = 0.3, 600, 1.0
KILLS = 10
PATIENCE = 900
BOUNDARY = "bench-of-imports"


class WrongAnswer(Exception):
    """The registry does not hold what was imported, so the figures would mean nothing."""


@dataclass
class Watch:
    """CPU and memory of some processes with their descendants, and of the database behind them, looked at five times a second."""

    installation: Installation
    processes: list[int]
    others: set[int] = field(default_factory=set)
    peak: float = 0.0
    _database: dict[int, float] = field(default_factory=dict)
    _own: dict[int, float] = field(default_factory=dict)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look until the work is done."""
        done = threading.Event()
        self._before = {process: self._cpu(process) for process in [*self.processes, *self.installation.backends()]}
        looker = threading.Thread(target=self._look_until, args=(done,), daemon=True)
        looker.start()
        try:
            yield
        finally:
            self._look()
            done.set()
            looker.join()

    @property
    def cpu(self) -> float:
        """CPU seconds of the processes and of the database since the watch began."""
        spent = {**self._database, **self._own}
        return sum(seconds - self._before.get(process, 0.0) for process, seconds in spent.items())

    def _look_until(self, done: threading.Event) -> None:
        while not done.wait(0.2):
            self._look()

    def _look(self) -> None:
        trees = [measure.tree(process) for process in self.processes]
        self.peak = max(self.peak, sum(_resident(process) for tree in trees for process in tree))
        for process in self.processes:
            self._own[process] = max(self._own.get(process, 0.0), self._cpu(process))
        for backend in self.installation.backends() - self.others:
            self._database[backend] = max(self._database.get(backend, 0.0), self._cpu(backend))

    @staticmethod
    def _cpu(process: int) -> float:
        return measure.cpu_seconds(measure.tree(process))


def run(installation: Installation, port: int, _sizes: Sizes) -> list[Measured]:
    """Make three rosters, import them in three ways, check the registry after each."""
    rosters = [installation.var / f"roster-{seed}.xlsx" for seed in (2, 3, 4)]
    for seed, roster in enumerate(rosters, start=2):
        installation.told("bench.imports_inside", "roster", str(roster), str(ROWS), str(seed))
    prepared = installation.told("bench.imports_inside", "prepare")
    figures = _measured(installation, prepared["firm"], "by command", lambda watch: _by_command(installation, rosters[0], watch))
    _require(installation, ROWS)
    figures += _by_browser(installation, port, prepared, rosters[1])
    _require(installation, 2 * ROWS)
    figures += _killed(installation, rosters[2])
    _require(installation, 3 * ROWS)
    return figures


def _measured(installation: Installation, firm: str, how: str, act: Callable[[Watch], None]) -> list[Measured]:
    """The figures of an import done beside somebody who saves every 50 ms."""
    with _saving(installation, firm) as told:
        watch = Watch(installation, [], others=told["backends"])
        began = time.perf_counter()
        act(watch)
        taken = time.perf_counter() - began
    return [
        Measured(f"{how}: CPU a row", watch.cpu / ROWS * 1000, "ms", CPU_LIMIT),
        Measured(f"{how}: peak memory", watch.peak, "MiB", MEMORY_LIMIT),
        Measured(f"{how}: longest wait of somebody else's save", told["longest"], "s", WAIT_LIMIT),
        Measured(f"{how}: saves meanwhile", told["saves"], ""),
        Measured(f"{how}: taken", taken, "s"),
    ]


def _by_command(installation: Installation, roster: Path, watch: Watch) -> None:
    process = _command(installation, roster)
    watch.processes.append(process.pid)
    with watch.watching():
        while process.poll() is None:
            time.sleep(0.05)
    if process.returncode:
        raise WrongAnswer(f"the command ended with {process.returncode}")


def _command(installation: Installation, roster: Path) -> subprocess.Popen[bytes]:
    report = ["--report", str(installation.var / "report.json")]
    command = [sys.executable, "-m", "django", "import_roster", "enterprises", str(roster), "--city", "610700", *report]
    return subprocess.Popen(command, env=installation.environment, cwd=REPOSITORY, stderr=subprocess.DEVNULL)


def _by_browser(installation: Installation, port: int, prepared: dict[str, str], roster: Path) -> list[Measured]:
    worker = subprocess.Popen([sys.executable, "-m", "django", "worker"], env=installation.environment, cwd=REPOSITORY)
    try:
        with installation.serving(port) as server:
            server.cookies["sessionid"] = prepared["session"]

            def act(watch: Watch) -> None:
                watch.processes += [worker.pid, server.process]
                with watch.watching():
                    _through_the_pages(server, roster)

            return _measured(installation, prepared["firm"], "by browser", act)
    finally:
        worker.terminate()
        worker.wait()


def _through_the_pages(server: Server, roster: Path) -> None:
    """Upload, confirm the columns as guessed, look while it is checked, publish, look until it is done."""
    page = _page(server, "/imports/new/enterprises/")
    batch = _posted(server, "/imports/new/enterprises/", _multipart({**_hidden(page)}, roster), f"multipart/form-data; boundary={BOUNDARY}")
    page = _page(server, batch)
    columns = dict(re.findall(r'<select name="(column-\d+)".*?<option value="([^"]*)" selected', page, re.DOTALL))
    _posted(server, f"{batch}check/", urlencode({**_hidden(page), **columns}).encode())
    _look_until(server, batch, f"{batch}publish/")
    page = _page(server, f"{batch}publish/")
    _posted(server, f"{batch}publish/", urlencode(_hidden(page)).encode())
    _look_until(server, batch, f"{batch}undo/")


def _page(server: Server, path: str) -> str:
    status, body = server.ask("GET", path)
    if status != 200:
        raise WrongAnswer(f"{path} answered {status}")
    return body.decode()


def _posted(server: Server, path: str, body: bytes, content_type: str = "application/x-www-form-urlencoded") -> str:
    """Post a form; the address it leads to."""
    answer = server.posted(path, body, {"Content-Type": content_type, "Referer": f"http://127.0.0.1:{server.port}{path}"})
    if not answer:
        raise WrongAnswer(f"{path} did not take the form")
    return answer


def _hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's main form."""
    main = page[page.index('id="main"') :]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main)
    return {name: html.unescape(value) for name, value in found}


def _multipart(fields: dict[str, str], roster: Path) -> bytes:
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{roster.name}"\r\n\r\n'.encode()
    return b"".join([*parts, head, roster.read_bytes(), f"\r\n--{BOUNDARY}--\r\n".encode()])


def _look_until(server: Server, batch: str, offered: str) -> None:
    """Ask for the progress as a page does, every two seconds, until the batch offers the next step."""
    until = time.monotonic() + PATIENCE
    while offered not in _page(server, batch):
        if time.monotonic() > until:
            raise WrongAnswer(f"{batch} did not come to {offered}")
        for _ in range(5):
            time.sleep(2)
            server.ask("GET", f"{batch}progress/")


def _killed(installation: Installation, roster: Path) -> list[Measured]:
    """Kill the command at ten random moments, then let it complete: nothing may be half visible in between."""
    chance, kills = random.Random(20260302), 0
    while kills < KILLS:
        process = _command(installation, roster)
        time.sleep(chance.uniform(1, 8))
        if process.poll() is not None:
            break
        process.send_signal(signal.SIGKILL)
        process.wait()
        kills += 1
        if (visible := installation.told("bench.imports_inside", "holds")["visible"]) not in (2 * ROWS, 3 * ROWS):
            raise WrongAnswer(f"{visible} files are visible after a kill")
    if _command(installation, roster).wait():
        raise WrongAnswer("the command did not complete after it was killed")
    return [Measured("killed and completed", kills, "times")]


def _require(installation: Installation, rows: int) -> None:
    held = installation.told("bench.imports_inside", "holds")
    if held != (expected := {"visible": rows, "files": rows, "found": rows + 1, "with_phone": rows, "unfinished": 0}):
        raise WrongAnswer(f"the registry holds {held}, not {expected}")


@contextmanager
def _saving(installation: Installation, firm: str) -> Iterator[dict[str, Any]]:
    """Somebody else saves every 50 ms meanwhile; what they met is told afterwards."""
    before = installation.backends()
    told: dict[str, Any] = {}
    command = [sys.executable, "-m", "bench.imports_inside", "save", firm]
    with subprocess.Popen(
        command, env=installation.environment, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(1)  # so that its connection stands, to be told from those of the import
        told["backends"] = installation.backends() - before
        yield told
        answer, _nothing = process.communicate("")
        told.update(json.loads(answer))


def _resident(process: int) -> float:
    """MiB of a process in memory."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
