"""The server and its worker start together, stand together and leave nothing behind."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
REPOSITORY = Path(__file__).parents[4]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CQO_")}
    return {**kept, "PYTHONPATH": str(REPOSITORY / "src"), "DJANGO_SETTINGS_MODULE": "cqo.config.settings", "CQO_VAR": str(var)}


def django(var: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "django", *arguments]


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that is up to date, on SQLite."""
    folder = tmp_path_factory.mktemp("installation")
    subprocess.run(django(folder, "migrate", "--verbosity", "0"), env=environment(folder), check=True)
    return folder


class Server:
    """A `serve` that runs, and its processes."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def children(self) -> dict[int, str]:
        """Process id → command, of every living process that `serve` started."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(fields[1]) == self.process.pid and fields[0] != "Z":
                    found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
        return found

    def child(self, sign: str) -> int | None:
        return next((process for process, command in self.children().items() if sign in command), None)


@contextmanager
def serving(var: Path, *arguments: str) -> Iterator[Server]:
    port = free_port()
    command = django(var, "serve", "--port", str(port), *arguments)
    hang_up = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # a server that is started under nohup stays; these are started from a terminal
    started = subprocess.Popen(command, env=environment(var), stdout=subprocess.PIPE, text=True, start_new_session=True)
    signal.signal(signal.SIGHUP, hang_up)
    with started as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if "已启动" in line:
                    assert re.search(r"http://[\d.:]+", line).group() == f"http://127.0.0.1:{port}"
                    break
            yield Server(process, port)
        finally:
            process.kill()


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether something comes true within fifteen seconds."""
    for _ in range(150):
        if holds():
            return True
        time.sleep(0.1)
    return False


def alive(processes: dict[int, str]) -> list[str]:
    """The commands of those processes that still run."""
    left = []
    for process, command in processes.items():
        stat = Path(f"/proc/{process}/stat")
        try:
            if stat.read_text().rpartition(")")[2].split()[0] != "Z":
                left.append(command)
        except OSError:
            continue
    return left


def test_it_answers_and_refuses_to_share_its_port(var: Path):
    with serving(var) as server:
        assert server.get("/healthz") == (200, b'{"status":"ok"}')
        status, home = server.get("/")
        assert status == 200
        style = re.search(rb'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', home)
        assert style is not None
        assert server.get(style.group(1).decode())[0] == 200

        second = subprocess.run(
            django(var, "serve", "--port", str(server.port)), env=environment(var), capture_output=True, text=True, timeout=60, check=False
        )
        assert (second.returncode, f"端口 127.0.0.1:{server.port} 已被其他程序占用" in second.stderr) == (1, True)
        assert server.get("/healthz")[0] == 200


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_of_it(var: Path, signum: signal.Signals):
    with serving(var) as server:
        assert eventually(lambda: server.child("worker --parent") is not None)
        processes = server.children()
        server.process.send_signal(signum)
        assert server.process.wait(30) == 0
        assert eventually(lambda: alive(processes) == [])  # the interpreter's own tracker of resources ends a moment later


def test_killing_it_leaves_nobody_behind(var: Path):
    with serving(var) as server:
        assert eventually(lambda: server.child("worker --parent") is not None)
        processes = server.children()
        server.process.kill()
        assert eventually(lambda: alive(processes) == [])
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", server.port)) != 0


@pytest.mark.parametrize("sign", ["worker --parent", "multiprocessing.spawn"])
def test_a_process_that_dies_is_started_again(var: Path, sign: str):
    with serving(var) as server:
        assert eventually(lambda: server.child(sign) is not None)
        first = server.child(sign)
        os.kill(first, signal.SIGKILL)
        assert eventually(lambda: server.child(sign) not in (None, first))
        assert eventually(lambda: answers(server))


def answers(server: Server) -> bool:
    try:
        return server.get("/healthz")[0] == 200
    except OSError:
        return False


def test_pages_only_where_the_worker_is_elsewhere(var: Path):
    with serving(var, "--no-worker") as server:
        time.sleep(1)
        assert server.child("worker --parent") is None
