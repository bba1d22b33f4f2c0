"""Installations that exist for a bench only: a folder, a database, a server on a port of its own."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from bench import measure

REPOSITORY = Path(__file__).parents[1]
LOCAL_POSTGRESQL = "postgresql://postgres@127.0.0.1:5432"


class NotStarted(Exception):
    """The server of a bench did not start; what it said is above."""


class Failed(Exception):
    """A program of a bench ended badly; what it said is above."""


@dataclass(frozen=True)
class Sizes:
    """How much a bench that needs a filled registry fills in."""

    firms: int
    people: int


@dataclass(frozen=True)
class Installation:
    """A folder and a database; `vendor` is Django's word for the kind of database."""

    vendor: str
    url: str
    var: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to work on this installation."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CQO_")}
        path = os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)])
        own = {"CQO_VAR": str(self.var), "CQO_DATABASE_URL": self.url, "PYTHONPATH": path}
        return {**kept, **own, "DJANGO_SETTINGS_MODULE": "cqo.config.settings"}

    def run(self, *arguments: str) -> int:
        """Run a Python module on this installation, as in run("django", "migrate"); its exit status."""
        return subprocess.run([sys.executable, "-m", *arguments], env=self.environment, cwd=REPOSITORY, check=False).returncode

    def told(self, *arguments: str) -> Any:
        """Run a Python module on this installation and read the JSON of its last line. Raises Failed."""
        command = [sys.executable, "-m", *arguments]
        ended = subprocess.run(command, env=self.environment, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=False)
        if ended.returncode:
            raise Failed(" ".join(arguments))
        return json.loads(ended.stdout.rstrip().rpartition("\n")[2])

    @contextmanager
    def serving(self, port: int) -> Iterator["Server"]:
        """Serve this installation's pages, without a worker. Raises NotStarted, also where the port is taken."""
        command = [sys.executable, "-m", "django", "serve", "--no-worker", "--no-migrate", "--port", str(port)]
        with subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                if not any("已启动" in line for line in process.stdout):
                    raise NotStarted(f"port {port}")
                yield Server(self, process.pid, port)
            finally:
                process.terminate()

    def backends(self) -> set[int]:
        """The processes of PostgreSQL that work for this database; none on SQLite, or where it runs elsewhere."""
        if self.vendor != "postgresql":
            return set()
        with psycopg.connect(self.url) as connection:
            found = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
            return {int(row[0]) for row in found}


class Server:
    """A server that runs. Cookies are kept, so that a bench can sign in."""

    def __init__(self, installation: Installation, process: int, port: int) -> None:
        self.installation, self.process, self.port = installation, process, port
        self.cookies: dict[str, str] = {}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """One request over a kept connection; status and body."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._connection.request(method, path, body, {**(headers or {}), **({"Cookie": cookies} if cookies else {})})
        answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read()

    def posted(self, path: str, body: bytes, headers: dict[str, str]) -> str:
        """Post a form; the address it leads to, "" where it leads nowhere."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._connection.request("POST", path, body, {**headers, "Cookie": cookies})
        answer = self._connection.getresponse()
        answer.read()
        return answer.headers.get("Location", "")

    def cpu(self) -> float:
        """CPU seconds so far of the server and of the database processes that work for it."""
        return measure.cpu_seconds(measure.tree(self.process) | self.installation.backends())

    def cost(self, path: str, *, times: int, status: int = 200) -> float:
        """CPU milliseconds of one GET. Raises measure.NothingMoved, or ValueError where the page answers otherwise than by `status`."""

        def get() -> None:
            answered, _body = self.ask("GET", path)
            if answered != status:
                raise ValueError(f"{path} answered {answered}, not {status}")

        for _ in range(10):  # unmeasured: caches of a running server are warm
            get()
        return measure.cost(self.cpu, get, times=times)


def postgresql() -> str | None:
    """The PostgreSQL to bench on: CQO_BENCH_POSTGRESQL_URL, or a local one that lets us in; None where there is none."""
    url = os.environ.get("CQO_BENCH_POSTGRESQL_URL", LOCAL_POSTGRESQL).rstrip("/")
    try:
        psycopg.connect(f"{url}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        if "CQO_BENCH_POSTGRESQL_URL" in os.environ:
            raise
        return None
    return url


@contextmanager
def installed(vendor: str, folder: Path, name: str, *, keep: bool) -> Iterator[Installation]:
    """An installation for one bench, its tables made; what it held before is there again where `keep` says so."""
    var = folder / vendor / name
    var.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{var / 'cqo.sqlite3'}" if vendor == "sqlite" else f"{postgresql()}/cqo_bench_{name}"
    if vendor == "postgresql":
        _make(url, anew=not keep)
    installation = Installation(vendor, url, var)
    try:
        installation.run("django", "migrate", "--verbosity", "0")
        yield installation
    finally:
        if vendor == "postgresql" and not keep:
            _drop(url)


def _maintenance(url: str) -> tuple[psycopg.Connection, sql.Identifier]:
    parts = urlsplit(url)
    return psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True), sql.Identifier(parts.path.lstrip("/"))


def _make(url: str, *, anew: bool) -> None:
    if anew:
        _drop(url)
    connection, name = _maintenance(url)
    with connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [urlsplit(url).path.lstrip("/")]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))


def _drop(url: str) -> None:
    connection, name = _maintenance(url)
    with connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
