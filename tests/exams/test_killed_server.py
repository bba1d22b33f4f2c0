"""The server is killed, with everything below it, while two hundred candidates save: every acknowledged answer is in the database."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from bench import measure, server
from bench.exams_inside import QUESTIONS
from bench.server import Installation

CANDIDATES = 200
ENOUGH = 600  # acknowledged saves after which the server is killed
PATIENCE = 90


class Candidate(threading.Thread):
    """Saves one answer after another, as an exam page does, until the connection breaks."""

    def __init__(
        self, place: int, allowed: str, session: str, port: int, acknowledged: list[tuple[Any, ...]], gone: threading.Event
    ) -> None:
        super().__init__(daemon=True)
        self.place, self.port, self.acknowledged, self.gone = place, port, acknowledged, gone
        self.device = f"killed{place:06d}"
        host = f"127.0.0.1:{port}"
        self.headers = {
            "Authorization": f"Exam {allowed}",
            "Cookie": f"sessionid={session}",
            "Origin": f"http://{host}",
            "Content-Type": "application/json",
        }

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        chosen, n = random.Random(self.place), 0  # noqa: S311  (the same answers on each run)
        try:
            while not self.gone.is_set():
                n += 1
                save = [chosen.randrange(QUESTIONS) + 1, n, chosen.choice(["A", "B", ""])]
                connection.request("POST", "/answers/", json.dumps({"device": self.device, "seen": n - 1, "saves": [save]}), self.headers)
                answer = connection.getresponse()
                told = json.loads(answer.read())
                if answer.status == 200 and told["kept"] == [n]:
                    self.acknowledged.append((self.place, save[0], self.device, n, save[2]))
                time.sleep(0.2 + chosen.random() * 0.2)
        except (OSError, http.client.HTTPException, ValueError):
            return  # the server is gone


@pytest.mark.slow
@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_every_acknowledged_answer_survives_a_killed_server(vendor: str, tmp_path: Path):
    if vendor == "postgresql" and server.postgresql() is None:
        pytest.skip("no PostgreSQL answers")
    with server.installed(vendor, tmp_path, f"killed_{os.getpid()}", keep=False) as installation:
        prepared = installation.told("bench.exams_inside", "prepare", str(CANDIDATES))

        acknowledged = _killed_in_the_middle(installation, prepared)
        kept = {
            (attempt, item, device, n, choice) for attempt, item, device, n, choice in installation.told("bench.exams_inside", "answers")
        }
        told = _current_after_restart(installation, prepared)

    last: dict[tuple[int, int], str] = {}
    for place, item, _device, _n, choice in acknowledged:
        last[place, item] = choice
    lost = [each for each in acknowledged if (prepared["attempts"][each[0]], *each[1:]) not in kept]
    assert lost == []
    assert len(acknowledged) >= ENOUGH
    unacknowledged = {
        (attempt, item) for attempt, item, *_rest in kept - {(prepared["attempts"][each[0]], *each[1:]) for each in acknowledged}
    }
    shown_otherwise = [
        key
        for key, choice in last.items()
        if told[key[0]].get(str(key[1])) != choice and (prepared["attempts"][key[0]], key[1]) not in unacknowledged
    ]
    assert shown_otherwise == []


def _killed_in_the_middle(installation: Installation, prepared: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What was acknowledged before the server and all its processes were killed, while saves were on their way."""
    port = _free_port()
    running = _serve(installation, port)
    acknowledged: list[tuple[Any, ...]] = []
    gone = threading.Event()
    candidates = [
        Candidate(place, allowed, prepared["session"], port, acknowledged, gone) for place, allowed in enumerate(prepared["passes"])
    ]
    for candidate in candidates:
        candidate.start()
    until = time.monotonic() + PATIENCE
    while len(acknowledged) < ENOUGH and time.monotonic() < until:
        time.sleep(0.01)
    for process in measure.tree(running.pid):
        os.kill(process, signal.SIGKILL)
    gone.set()
    running.wait()
    for candidate in candidates:
        candidate.join(30)
    return acknowledged


def _current_after_restart(installation: Installation, prepared: dict[str, Any]) -> list[dict[str, str]]:
    """What each candidate's page is told by a new server."""
    port = _free_port()
    running = _serve(installation, port)
    try:
        told = []
        for place, allowed in enumerate(prepared["passes"]):
            candidate = Candidate(place, allowed, prepared["session"], port, [], threading.Event())
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("POST", "/answers/", json.dumps({"device": "afterwards01", "seen": 0, "saves": []}), candidate.headers)
            told.append(json.loads(connection.getresponse().read()).get("answers", {}))
        return told
    finally:
        running.terminate()
        running.wait(20)


def _serve(installation: Installation, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "django", "serve", "--no-worker", "--no-migrate", "--port", str(port)]
    running = subprocess.Popen(command, env=installation.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert running.stdout is not None
    assert any("已启动" in line for line in running.stdout), f"the server did not start: {running.poll()}"
    return running


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
