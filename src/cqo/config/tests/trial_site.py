"""A site behind the bridge, small enough to see what the bridge does; run by test_bridge.py in a process of its own."""

import json
import os
import resource
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cqo.config.bridge import Bridge

MEGABYTE = 1024 * 1024
counts = {"calls": 0, "poured": 0, "closed": 0}


class Streamed:
    """An answer in pieces, as Django's StreamingHttpResponse."""

    streaming = True

    def __init__(self, pieces: int, size: int) -> None:
        self._pieces, self._size = pieces, size

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(self._pieces):
            counts["poured"] += self._size
            yield b"z" * self._size

    def close(self) -> None:
        counts["closed"] += 1


def site(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """One answer a path."""
    path, _, argument = environ["PATH_INFO"].strip("/").partition("/")
    if path != "counts":
        counts["calls"] += 1
    answer: Any
    match path:
        case "counts":
            answer = {**counts, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "threads": threading.active_count()}
        case "upload":
            body = environ["wsgi.input"]
            read = 0
            while piece := body.read(MEGABYTE):
                read += len(piece)
            on_disk = isinstance(getattr(body, "name", None), int)
            answer = {"read": read, "length": environ["CONTENT_LENGTH"], "on_disk": on_disk}
        case "headers":
            answer = {name: value for name, value in environ.items() if isinstance(value, str)}
        case "slow":
            time.sleep(float(argument))
            answer = "slept"
        case "fails":
            raise RuntimeError("a bug")
        case "stream":
            pieces, size = map(int, argument.split("/"))
            start_response("200 OK", [("Content-Type", "application/octet-stream")])
            return Streamed(pieces, size)
    start_response("200 OK", [("Content-Type", "application/json"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    return [json.dumps(answer).encode()]


application = Bridge(
    site,
    threads=2,
    spool=Path(os.environ.get("TRIAL_SPOOL", ".")),
    in_memory=MEGABYTE,
    body_limit=64 * MEGABYTE,
    too_large="too large",
    patience=3.0,
)
