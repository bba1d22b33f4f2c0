"""Heads written outside the database, so that a tail cut off inside it shows. One append-only file for each city, under CQO_VAR.

A line: city (or -), number, hash, moment of writing. Numbers only grow.
Copy the folder to another machine to be safe from whoever owns this one.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_LINE = re.compile(rb"(?:-|[0-9A-Z]{1,12}) ([1-9][0-9]{0,18}) ([0-9a-f]{64}) \S+")
_TAIL = 4096


@dataclass(frozen=True, slots=True)
class Known:
    """A number and hash that the chain held when the line was written; both empty for a line that cannot be read."""

    seq: int
    hash: str


UNREADABLE = Known(0, "")


def path_of(city: str) -> Path:
    """The file of one city, or of the installation's own acts."""
    return Path(settings.VAR) / "audit" / f"heads-{city or 'installation'}.log"


def cities() -> set[str]:
    """The cities that have a file."""
    names = {path.stem.removeprefix("heads-") for path in path_of("").parent.glob("heads-*.log")}
    return {"" if name == "installation" else name for name in names}


def size_of(city: str) -> int | None:
    """How long the file is now, or None where there is none."""
    try:
        return path_of(city).stat().st_size
    except FileNotFoundError:
        return None


def append(city: str, *, seq: int, hash: str, at: datetime) -> bool:
    """Write one head and wait until it is on the disk. Two sealers take turns; a number the file has passed is not written again."""
    path = path_of(city)
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last, is_torn = _end_of(file)
        if last >= seq:
            return False
        file.write(b"\n" * is_torn + f"{city or '-'} {seq} {hash} {at.isoformat(timespec='seconds')}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        _sync_folder(path.parent)
    return True


def lines(city: str, *, until: int) -> Iterator[Known]:
    """The first `until` bytes of the file, line by line; a line that is malformed or out of order comes as UNREADABLE."""
    last = 0
    with path_of(city).open("rb") as file:
        for line in file:
            until -= len(line)
            if until < 0:
                return
            matched = _LINE.fullmatch(line.rstrip(b"\n"))
            if matched is None or int(matched[1]) <= last:
                yield UNREADABLE
            else:
                last = int(matched[1])
                yield Known(last, matched[2].decode())


def _end_of(file: BinaryIO) -> tuple[int, bool]:
    """The last number in the file, and whether a crash left its last line without an end."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - _TAIL, 0))
    tail = file.read()
    found = [matched for line in tail.split(b"\n") if (matched := _LINE.fullmatch(line))]
    return (int(found[-1][1]) if found else 0), bool(tail) and not tail.endswith(b"\n")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
