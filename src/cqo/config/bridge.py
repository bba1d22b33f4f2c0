"""The bridge from the ASGI server to Django's WSGI application; docs/decisions/0001-own-bridge.md says why it is our own.

A request's body is taken in whole before a thread is asked for, and what a page answers is sent after the thread is free again, so a slow
connection holds up nobody else: small bodies wait in memory, large ones in an unnamed file. Downloads are poured by threads of their own,
piece by piece, as fast as the reader takes them.
"""

import asyncio
import contextvars
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

PIECE = 64 * 1024


class BodyTooLarge(Exception):
    """The request's body exceeds the limit; it was read to its end and dropped, so that the browser listens to the answer."""


class ReaderGone(Exception):
    """The other side closed the connection before its request was complete."""


class Bridge:
    """An ASGI application that answers HTTP requests with a WSGI application in a fixed number of threads."""

    def __init__(
        self, wsgi: Wsgi, *, threads: int, spool: Path, in_memory: int, body_limit: int, too_large: object, patience: float
    ) -> None:
        """in_memory, body_limit: in bytes. too_large: the sentence that answers a body over the limit.

        patience: the seconds in which the reader of a download has to take at least one piece.
        """
        self._wsgi = wsgi
        self._pages = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._downloads = ThreadPoolExecutor(threads * 2, thread_name_prefix="download")
        self._disk = ThreadPoolExecutor(2, thread_name_prefix="disk")
        self._spool = spool
        self._in_memory = in_memory
        self._body_limit = body_limit
        self._too_large = too_large
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        with tempfile.SpooledTemporaryFile(max_size=self._in_memory, dir=str(self._spool)) as body:
            try:
                length = await self._take_in(receive, body)
            except ReaderGone:
                return
            except BodyTooLarge:
                await _say(send, 413, str(self._too_large))
                return
            call = contextvars.copy_context().run
            head, pieces = await loop.run_in_executor(self._pages, call, self._answer, _environ(scope, body, length))
        if isinstance(pieces, bytes):
            await send(head)
            await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else pieces})
        else:
            await self._pour(scope, receive, send, head, pieces)

    async def _take_in(self, receive: Receive, body: IO[bytes]) -> int:
        """Write the whole request body to `body` and rewind it; its length. Raises BodyTooLarge, ReaderGone."""
        length = 0
        waiting: list[bytes] = []
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ReaderGone
            more = message.get("more_body", False)
            if piece := message.get("body", b""):
                length += len(piece)
                waiting.append(piece)
            if waiting and (not more or sum(map(len, waiting)) >= 16 * PIECE):
                await self._store(body, waiting, length)
                waiting.clear()
        if length > self._body_limit:
            raise BodyTooLarge
        body.seek(0)
        return length

    async def _store(self, body: IO[bytes], pieces: list[bytes], length: int) -> None:
        """Add pieces to the body: what fits into memory at once, what goes to the disk in a thread, what is over the limit nowhere."""
        if length <= self._in_memory:
            body.writelines(pieces)
        elif length <= self._body_limit:
            await asyncio.get_running_loop().run_in_executor(self._disk, body.writelines, list(pieces))

    def _answer(self, environ: dict[str, Any]) -> tuple[Message, bytes | Iterable[bytes]]:
        """Ask the WSGI application; the start of its answer, and its body: whole, or in pieces where it streams."""
        head: Message = {}

        def start_response(status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> None:
            head.update(
                type="http.response.start",
                status=int(status[:3]),
                headers=[(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            )

        response = self._wsgi(environ, start_response)
        if getattr(response, "streaming", False):
            return head, response
        try:
            return head, b"".join(response)
        finally:
            _close(response)

    async def _pour(self, scope: Scope, receive: Receive, send: Send, head: Message, pieces: Iterable[bytes]) -> None:
        """Send a streamed answer from a thread of the downloads; stop where nobody reads."""
        loop = asyncio.get_running_loop()
        gone = threading.Event()

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            gone.set()

        def pour() -> bool:
            try:
                for piece in () if scope["method"] == "HEAD" else _in_larger_pieces(pieces):
                    asyncio.run_coroutine_threadsafe(_send_piece(send, piece), loop).result(self._patience)
                    if gone.is_set():
                        return False
            except TimeoutError:
                return False
            finally:
                _close(pieces)
            return True

        watcher = loop.create_task(watch())
        try:
            await send(head)
            if await loop.run_in_executor(self._downloads, contextvars.copy_context().run, pour):
                await send({"type": "http.response.body", "body": b""})
        finally:
            watcher.cancel()


async def _send_piece(send: Send, piece: bytes) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": True})


async def _say(send: Send, status: int, sentence: str) -> None:
    """Answer with one sentence of plain text."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})


def _in_larger_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join small pieces (a file answers in 4 KiB blocks), since handing one over costs more than reading it."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= PIECE:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def _close(response: Any) -> None:
    close = getattr(response, "close", None)
    if close is not None:
        close()


def _environ(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """The request as PEP 3333 wants it."""
    server, port = scope.get("server") or ("localhost", 0)
    client, client_port = scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server,
        "SERVER_PORT": str(port or 0),
        "REMOTE_ADDR": client,
        "REMOTE_PORT": str(client_port),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        if b"_" in raw_name:  # X_Forwarded_For would pass for X-Forwarded-For
            continue
        name = "HTTP_" + raw_name.decode("latin-1").upper().replace("-", "_")
        value = raw_value.decode("latin-1")
        if name in environ:
            value = environ[name] + ("; " if name == "HTTP_COOKIE" else ",") + value
        environ[name] = value
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(length)
    return environ
