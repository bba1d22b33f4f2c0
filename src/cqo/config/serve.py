"""Run the server and the worker as one: granian in front, its processes and the worker below, all stopping together.

granian restarts a server process that dies and stops where it dies again at once; the worker is watched here in the same manner.
"""

import errno
import http.client
import logging
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

logger = logging.getLogger(__name__)

GRACE = 10  # seconds a server process or the worker may take to finish what it is at
YOUNG = 60  # seconds; who dies younger is started again more slowly


class PortTaken(Exception):
    """Another program listens on the port."""


def refuse_taken_port(host: str, port: int) -> None:
    """Raise PortTaken where somebody listens: granian would share the port with them and each would answer half of the requests."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise PortTaken(f"{host}:{port}") from error


def serve(*, host: str, port: int, processes: int, with_worker: bool, answering: Callable[[], None]) -> int:
    """Serve until told to stop; the exit status. `answering` is called once the port answers. Must run in the main thread.

    Raises PortTaken where another program came first.
    """
    refuse_taken_port(host, port)
    server = Granian(
        "cqo.config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=processes,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
        log_access=False,
    )
    # A forked child would inherit threads in the middle of their work and open connections.
    multiprocessing.set_start_method("spawn", force=True)
    worker = WorkerKeeper()
    hang_up = signal.getsignal(signal.SIGHUP)

    def started() -> None:
        # For granian a hang-up means "reload"; for whoever closes the terminal it means "stop", and under nohup nothing.
        signal.signal(signal.SIGHUP, signal.SIG_IGN if hang_up == signal.SIG_IGN else server.signal_handler_interrupt)
        if with_worker:
            worker.start()
        threading.Thread(target=_tell_when_answering, args=(host, port, answering), daemon=True).start()

    server.on_startup(started)
    server.on_shutdown(worker.stop)
    try:
        server.serve()
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return 0


class WorkerKeeper:
    """Keeps one worker process running: starts it again when it dies, more slowly each time it dies young.

    It never gives up: a database that is away comes back, and pages are worth serving meanwhile.
    """

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._command = [sys.executable, "-m", "django", "worker", "--parent", str(os.getpid())]
        self._process: subprocess.Popen[bytes] | None = None
        # Linux ties a child to the thread that started it, so one thread starts every worker and outlives them all.
        self._thread = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)

    def start(self) -> None:
        """Start the worker and watch it."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the worker to finish its job and end; kill it where it takes too long (its job is taken up again at the next start)."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(GRACE + 5)

    def _keep(self) -> None:
        pause = 1
        while not self._stopping.is_set():
            born = time.monotonic()
            # A session of its own: Ctrl-C in the terminal reaches the worker through here only, once.
            self._process = subprocess.Popen(self._command, start_new_session=True)  # noqa: S603  (our own program, our own words)
            while self._process.poll() is None and not self._stopping.wait(0.2):
                pass
            if not self._stopping.is_set():
                pause = 1 if time.monotonic() - born > YOUNG else min(pause * 2, YOUNG)
                logger.error("The worker ended with status %s; starting it again in %s s.", self._process.returncode, pause)
                self._stopping.wait(pause)
        self._end()

    def _end(self) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _tell_when_answering(host: str, port: int, answering: Callable[[], None]) -> None:
    """Call `answering` once /healthz answers; for good measure give it a minute."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (a bind address, looked up and not bound)
    for _ in range(600):
        connection = http.client.HTTPConnection(reachable, port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                answering()
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
