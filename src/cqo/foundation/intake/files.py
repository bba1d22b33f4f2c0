"""The uploaded roster itself: sealed on disk, since rosters hold personal data."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from cqo.foundation.audit.ids import new_id
from cqo.foundation.sealing import streams

PIECE_BYTES = 256 * 1024


class AtWork(Exception):
    """Another process is working on the roster."""


def keep(file: BinaryIO, *, city: str) -> tuple[str, str]:
    """Seal a roster to disk; its path below VAR, and its SM3 digest."""
    sm3 = hashes.Hash(hashes.SM3())

    def pieces() -> Iterator[bytes]:
        while piece := file.read(PIECE_BYTES):
            sm3.update(piece)
            yield piece

    place = Path("rosters") / city / new_id().hex
    path = settings.VAR / place
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.writelines(streams.seal(pieces()))
        target.flush()
        os.fsync(target.fileno())
    return str(place), sm3.finalize().hex()


@contextmanager
def alone(place: str) -> Iterator[None]:
    """Be the only one who works on a roster; the kernel gives the lock back however the process ends. Raises AtWork."""
    with (settings.VAR / place).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise AtWork from taken
        yield


def opened(place: str) -> Iterator[bytes]:
    """The roster in clear, in pieces. Raises SealBroken where it was tampered with."""
    with (settings.VAR / place).open("rb") as source:
        yield from streams.unseal(source)


def content(place: str) -> bytes:
    """The whole roster in clear, in memory: it never stands on the disk unsealed. Raises SealBroken."""
    return b"".join(opened(place))


def forget(place: str) -> None:
    """Take a roster from the disk."""
    (settings.VAR / place).unlink(missing_ok=True)


def room_for(size: int) -> bool:
    """Whether the disk has room for a roster three times over (sealed, in clear, in the database)."""
    return shutil.disk_usage(settings.VAR).free > 3 * size
