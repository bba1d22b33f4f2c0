"""The bridge against the real server: what is large stays off the memory, who is slow or gone holds up nobody."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cqo.config.tests.trial_site import MEGABYTE

SOURCE = Path(__file__).parents[3]
THREADS = 2  # of the trial site


class Site:
    """A running trial site."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, body=body, headers=headers or {})
        return connection.getresponse()

    def json(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        return json.loads(self.ask(method, path, body, headers).read())

    def open(self, request: str) -> socket.socket:
        """A connection that has said something and goes on as the test likes."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        connection.sendall(request.replace("\n", "\r\n").encode())
        return connection

    def counts_when(self, settled: Callable[[dict[str, int]], bool]) -> dict[str, int]:
        """The site's counts once they are as expected, or as they are after ten seconds."""
        for _ in range(100):
            counts = self.json("GET", "/counts")
            if settled(counts):
                break
            time.sleep(0.1)
        return counts


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--no-ws", "--log-level", "critical"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "TRIAL_SPOOL": str(tmp_path)}
    with subprocess.Popen([*command, "cqo.config.tests.trial_site:application"], env=environment) as server:
        trial = Site(port)
        try:
            for _ in range(100):
                try:
                    trial.json("GET", "/counts")
                    break
                except OSError:
                    time.sleep(0.1)
            yield trial
        finally:
            server.terminate()
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
                raise


def test_a_small_body_stays_in_memory_and_a_large_one_goes_to_the_disk(site: Site):
    assert site.json("POST", "/upload", b"x" * 1000) == {"read": 1000, "length": "1000", "on_disk": False}
    before = site.json("GET", "/counts")["peak"]

    large = site.json("POST", "/upload", b"x" * (60 * MEGABYTE))

    assert large == {"read": 60 * MEGABYTE, "length": str(60 * MEGABYTE), "on_disk": True}
    assert site.json("GET", "/counts")["peak"] - before < 20 * MEGABYTE


def test_a_body_without_a_stated_length_is_read_whole(site: Site):
    assert site.json("POST", "/upload", iter([b"a" * 70_000, b"b" * 5]))["read"] == 70_005


def test_a_body_over_the_limit_is_refused_in_words_and_never_reaches_a_page(site: Site):
    answer = site.ask("POST", "/upload", b"x" * (65 * MEGABYTE))
    assert (answer.status, answer.read().decode()) == (413, "too large")
    assert site.json("GET", "/counts")["calls"] == 0


def test_a_body_cut_off_by_the_sender_never_reaches_a_page(site: Site):
    site.open("POST /upload HTTP/1.1\nHost: localhost\nContent-Length: 100000\n\nonly this").close()
    time.sleep(0.5)
    assert site.json("GET", "/counts")["calls"] == 0


def test_uploads_that_stall_hold_no_thread(site: Site):
    stalled = [site.open("POST /upload HTTP/1.1\nHost: localhost\nContent-Length: 9\n\nhalf") for _ in range(THREADS * 4)]
    assert site.json("POST", "/upload", b"through")["read"] == 7
    for connection in stalled:
        connection.close()


def test_a_download_streams_with_a_flat_memory(site: Site):
    before = site.json("GET", "/counts")["peak"]
    answer = site.ask("GET", f"/stream/2000/{MEGABYTE // 10}")
    received = 0
    while piece := answer.read(MEGABYTE):
        received += len(piece)
    counts = site.counts_when(lambda counts: counts["closed"] == 1)
    assert (received, counts["closed"]) == (2000 * (MEGABYTE // 10), 1)
    assert counts["peak"] - before < 20 * MEGABYTE


def test_small_pieces_are_joined_and_arrive_in_order(site: Site):
    assert site.ask("GET", "/stream/70000/3").read() == b"z" * 210_000


def test_readers_who_leave_stop_the_pouring_and_free_its_threads(site: Site):
    size = MEGABYTE
    for _ in range(THREADS * 4):
        reader = site.open(f"GET /stream/1000/{size} HTTP/1.1\nHost: localhost\n\n")
        reader.recv(1000)
        reader.close()
    counts = site.counts_when(lambda counts: counts["closed"] == THREADS * 4)
    assert counts["closed"] == THREADS * 4
    assert counts["poured"] < THREADS * 4 * 100 * size  # a tenth of what it would be if nobody had noticed
    assert site.ask("GET", "/stream/3/5").read() == b"z" * 15


def test_readers_who_are_slow_hold_up_no_page_and_no_upload(site: Site):
    slow = [site.open(f"GET /stream/1000/{MEGABYTE} HTTP/1.1\nHost: localhost\n\n") for _ in range(THREADS * 4)]
    time.sleep(0.5)
    began = time.monotonic()
    assert site.json("POST", "/upload", b"through")["read"] == 7
    assert site.json("POST", "/upload", b"x" * (3 * MEGABYTE))["read"] == 3 * MEGABYTE
    assert time.monotonic() - began < 3
    for connection in slow:
        connection.close()


def test_a_reader_who_takes_nothing_is_given_up(site: Site):
    readers = [site.open(f"GET /stream/1000/{MEGABYTE} HTTP/1.1\nHost: localhost\n\n") for _ in range(THREADS * 2)]
    assert site.counts_when(lambda counts: counts["closed"] == THREADS * 2)["closed"] == THREADS * 2
    assert site.ask("GET", "/stream/3/5").read() == b"z" * 15
    for reader in readers:
        reader.close()


def test_pages_run_in_no_more_threads_than_allowed(site: Site):
    began = time.monotonic()
    waiting = [site.open("GET /slow/0.5 HTTP/1.1\nHost: localhost\nConnection: close\n\n") for _ in range(THREADS * 2)]
    for connection in waiting:
        while connection.recv(10_000):
            pass
    assert time.monotonic() - began >= 1  # two at a time


def test_a_page_that_fails_leaves_the_site_standing(site: Site):
    assert [site.ask("GET", "/fails").status for _ in range(THREADS * 2)] == [500] * THREADS * 2
    assert site.json("POST", "/upload", b"through")["read"] == 7


def test_the_request_arrives_as_it_was_sent(site: Site):
    headers = {"Cookie": "a=1", "X-Forwarded-For": "10.0.0.1", "X_Forwarded_For": "6.6.6.6", "Content-Type": "text/x"}
    seen = site.json("GET", "/headers/%E6%B1%89?q=%E4%B8%AD", headers=headers)
    names = [
        "REQUEST_METHOD",
        "PATH_INFO",
        "QUERY_STRING",
        "HTTP_COOKIE",
        "HTTP_X_FORWARDED_FOR",
        "CONTENT_TYPE",
        "CONTENT_LENGTH",
        "REMOTE_ADDR",
    ]
    assert [seen[name] for name in names] == [
        "GET", "/headers/汉".encode().decode("latin-1"), "q=%E4%B8%AD", "a=1", "10.0.0.1", "text/x", "0", "127.0.0.1",
    ]  # fmt: skip


def test_headers_that_come_twice_are_sent_twice_and_head_has_no_body(site: Site):
    answer = site.ask("HEAD", "/counts")
    assert (answer.msg.get_all("Set-Cookie"), answer.read()) == (["a=1", "b=2"], b"")
    assert (site.ask("HEAD", "/stream/5/5").read(), site.json("GET", "/counts")["poured"]) == (b"", 0)
